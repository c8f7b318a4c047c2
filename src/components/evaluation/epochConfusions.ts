import * as Plot from "@observablehq/plot";
import {greatest, max, sum} from "d3";
import {html} from "htl";
import {confusionsByEpoch, type EpochConfusion, type EpochPredictions} from "../../run/epochPredictions.js";
import {asImage} from "../charts/asImage.js";
import {boundToAddress} from "../inputs/address.js";
import {chartCard} from "../charts/chartCard.js";
import {digitCard} from "../images/digitCard.js";
import {digitGrid, type GridItem} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {formatCount, formatPercent} from "../page/format.js";
import {slider} from "../inputs/slider.js";
import type {Column} from "../tables/tableRows.js";

/** So many confusions are shown, the most frequent ones. */
const MOST = 12;

/** A cell narrower than this, in CSS pixels, has no number. */
const ROOM_FOR_NUMBER = 22;

const nameOf = ({label, predicted}: Pick<EpochConfusion, "label" | "predicted">) => `${label} → ${predicted}`;

const columns: readonly Column<EpochConfusion>[] = [
  {label: "Digit", value: ({label}) => label},
  {label: "Read as", value: ({predicted}) => predicted},
  {label: "Epoch", value: ({epoch}) => epoch},
  {label: "Images", value: ({count}) => count}
];

/**
 * Returns a card with the most frequent confusions of validation images by epoch. An epoch and a confusion are chosen by a
 * click on the chart, or by a slider and a list; their images are shown where the site has them, which *imagesFound* says.
 */
export function epochConfusions(
  kept: EpochPredictions,
  {spriteUrl, imagesFound}: {spriteUrl: SpriteUrl; imagesFound: boolean}
): HTMLElement {
  const rows = confusionsByEpoch(kept, MOST);
  const names = [...new Set(rows.map(nameOf))];
  const {epochs} = kept;
  const isOne = epochs.length === 1;
  const left = mostLeft(rows, epochs);
  const start = left && nameOf(left);
  const at = boundToAddress(
    slider({
      label: "After epoch",
      min: 0,
      max: epochs.length - 1,
      step: 1,
      value: epochs.length - 1,
      format: (k) => String(epochs[k])
    }),
    "after"
  );
  const confusion = boundToAddress(
    html`<select aria-label="Confusion">
      ${names.map((name) => html`<option selected=${name === start}>${name}</option>`)}
    </select>` as HTMLSelectElement,
    "confusion"
  );
  const place = html`<div></div>` as HTMLElement;
  const opened = html`<section data-testid="epoch-images"></section>` as HTMLElement;
  let width = 0;

  function chosen(): EpochConfusion | undefined {
    return rows.find((row) => nameOf(row) === confusion.value && row.epoch === epochs[at.value]);
  }

  function open(row: EpochConfusion): void {
    confusion.value = nameOf(row);
    at.value = epochs.indexOf(row.epoch);
    for (const input of [confusion, at]) input.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  function show(): void {
    place.replaceChildren((isOne ? countChart : epochChart)(rows, {width, chosen: chosen(), onOpen: open}));
    const items = epochItems(kept, at.value, chosen());
    opened.replaceChildren(html`<p class="sentence" role="status">${epochSentence(kept, at.value, chosen())}</p>`);
    if (!items.length || !imagesFound) return;
    const grid = digitGrid(items, {spriteUrl, label: "Validation images of this confusion", height: 200});
    const card = html`<div></div>`;
    grid.addEventListener("input", () => card.replaceChildren(digitCard(grid.value, spriteUrl)));
    opened.append(grid, card);
  }

  for (const input of [at, confusion]) input.addEventListener("input", show);
  const card = chartCard({
    name: "by-epoch",
    title: epochFinding(rows, epochs),
    caption: `How many of ${formatCount(kept.labels.length)} validation images of one digit were read as another, after ${isOne ? `epoch ${epochs[0]}, the only one` : "each epoch"}: the ${names.length} most frequent confusions. ${imagesFound ? `Choose a ${isOne ? "bar" : "cell"} to see its images.` : "The images are not on this site."}`,
    inputs: html`<div class="inputs">${isOne ? null : at}<label class="field">Confusion ${confusion}</label></div>`,
    chart: (next) => {
      width = next;
      show();
      return place;
    },
    rows,
    columns
  });
  if (rows.length) card.append(opened);
  return card;
}

/** Returns the confusion that is most frequent after the last epoch; undefined where none is left. */
function mostLeft(rows: readonly EpochConfusion[], epochs: readonly number[]): EpochConfusion | undefined {
  return greatest(
    rows.filter(({epoch, count}) => epoch === epochs.at(-1) && count),
    ({count}) => count
  );
}

/** Returns which confusion is left most in the end, as a title. */
export function epochFinding(rows: readonly EpochConfusion[], epochs: readonly number[]): string {
  if (!rows.length) {
    return `No validation image was read wrongly after ${epochs.length === 1 ? `epoch ${epochs[0]}` : "any epoch"}`;
  }
  const last = mostLeft(rows, epochs);
  if (!last) return `No frequent confusion is left after epoch ${epochs.at(-1)}`;
  const what = `${last.label} read as ${last.predicted}`;
  if (epochs.length === 1) return `Most frequent after epoch ${last.epoch}: ${what}, ${times(last.count)}`;
  const first = rows.find((row) => row.epoch === epochs[0] && nameOf(row) === nameOf(last))!;
  return `${what}: ${times(first.count)} after epoch ${first.epoch}, ${times(last.count)} after epoch ${last.epoch}`;
}

const times = (n: number) => (n === 1 ? "once" : `${formatCount(n)} times`);

/** Returns what is known of an epoch, the *k*th that was kept, and of a confusion then. */
export function epochSentence(
  {labels, epochs, predicted}: EpochPredictions,
  k: number,
  chosen: EpochConfusion | undefined
): string {
  const right = sum(predicted[k]!, (digit, i) => Number(digit === labels[i]));
  const all = `After epoch ${epochs[k]}, ${formatPercent(right / labels.length, labels.length)} of ${formatCount(labels.length)} validation images are read correctly`;
  return chosen ? `${all}; ${formatCount(chosen.count)} of ${chosen.label} as ${chosen.predicted}.` : `${all}.`;
}

/** Returns the validation images of a confusion after an epoch, the *k*th that was kept. */
export function epochItems(
  {labels, predicted}: EpochPredictions,
  k: number,
  chosen: Pick<EpochConfusion, "label" | "predicted"> | undefined
): GridItem[] {
  return Array.from(labels.keys())
    .filter((i) => labels[i] === chosen?.label && predicted[k]![i] === chosen.predicted)
    .map((index) => ({
      split: "validation",
      index,
      description: `${chosen!.label} read as ${chosen!.predicted}: validation image ${index}`
    }));
}

interface EpochChartOptions {
  readonly width: number;
  readonly chosen: EpochConfusion | undefined;
  readonly onOpen: (row: EpochConfusion) => void;
}

/** Returns bars of the confusions after a single epoch. */
function countChart(rows: readonly EpochConfusion[], {width, chosen, onOpen}: EpochChartOptions): Element {
  const bar = {x: "count", y: nameOf};
  const chart = Plot.plot({
    width: Math.min(width, 640),
    height: 60 + 24 * rows.length,
    marginLeft: 52,
    marginRight: 32,
    marginBottom: 40,
    className: "plot",
    x: {label: "Images", grid: true, ticks: 4, tickFormat: "d", nice: true},
    y: {type: "band", label: null, domain: rows.map(nameOf), padding: 0.15, tickSize: 0},
    marks: [
      Plot.barX(rows, {...bar, fill: "var(--wrong)"}),
      Plot.barX(chosen ? [chosen] : [], {...bar, fill: "none", stroke: "var(--ink)", strokeWidth: 2}),
      Plot.text(rows, {...bar, text: (d: EpochConfusion) => String(d.count), textAnchor: "start", dx: 4}),
      Plot.ruleX([0]),
      Plot.tip(
        rows,
        Plot.pointerY({...bar, title: (d: EpochConfusion) => `${d.label} read as ${d.predicted}: ${times(d.count)}`})
      )
    ]
  });
  return openedByClick(asImage(chart, "How often one digit was read as another"), onOpen);
}

function epochChart(rows: readonly EpochConfusion[], {width, chosen, onOpen}: EpochChartOptions): Element {
  const epochs = [...new Set(rows.map(({epoch}) => epoch))];
  const names = [...new Set(rows.map(nameOf))];
  const [left, right] = [52, 8];
  const cell = (width - left - right) / epochs.length;
  const every = Math.ceil(28 / cell);
  const most = max(rows, ({count}) => count) ?? 1;
  const x = "epoch";
  const chart = Plot.plot({
    width,
    height: 70 + 24 * names.length,
    marginLeft: left,
    marginBottom: 44,
    marginRight: right,
    className: "plot",
    x: {
      type: "band",
      label: "Epoch",
      domain: epochs,
      padding: cell > 8 ? 0.06 : 0,
      ticks: epochs.filter((_, k) => k % every === 0),
      tickSize: 0
    },
    y: {type: "band", label: null, domain: names, padding: 0.06, tickSize: 0},
    marks: [
      Plot.cell(rows, {
        x,
        y: nameOf,
        fill: "var(--wrong)",
        fillOpacity: (d: EpochConfusion) => (0.75 * d.count) / most
      }),
      cell < ROOM_FOR_NUMBER
        ? null
        : Plot.text(rows, {
            x,
            y: nameOf,
            text: (d: EpochConfusion) => (d.count ? String(d.count) : ""),
            fill: "var(--ink)"
          }),
      Plot.cell(chosen ? [chosen] : [], {x, y: nameOf, stroke: "var(--ink)", strokeWidth: 2, fill: "none"}),
      Plot.tip(
        rows,
        Plot.pointer({
          x,
          y: nameOf,
          title: (d: EpochConfusion) => `After epoch ${d.epoch}\n${d.label} read as ${d.predicted}: ${d.count} images`
        })
      )
    ]
  });
  return openedByClick(asImage(chart, "How often one digit was read as another, by epoch"), onOpen);
}

/** Opens the row that the pointer is at. */
function openedByClick(chart: ReturnType<typeof Plot.plot>, onOpen: (row: EpochConfusion) => void): Element {
  chart.addEventListener("click", () => {
    const row = chart.value as EpochConfusion | null;
    if (row) onOpen(row);
  });
  return chart;
}
