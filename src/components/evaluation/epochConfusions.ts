import {greatest, sum} from "d3-array";
import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {confusionsByEpoch, type EpochConfusion, type EpochPredictions} from "../../run/epochPredictions.js";
import {boundToAddress} from "../inputs/address.js";
import {chartCard} from "../charts/chartCard.js";
import {digitCard} from "../images/digitCard.js";
import {digitGrid, type GridItem} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {formatCount, formatPercent} from "../page/format.js";
import {capitalized, kindOf, classValue} from "../page/classWords.js";
import {countChart, epochChart, imageCount, nameOf} from "./epochConfusionCharts.js";
import {slider} from "../inputs/slider.js";
import type {Column} from "../tables/tableRows.js";

/** The number of confusions shown, the most frequent first. */
const MOST = 12;

const columnsOf = (classes: Alphabet): readonly Column<EpochConfusion>[] => [
  {label: capitalized(kindOf(classes)), value: ({label}) => classValue(classes)(label)},
  {label: "Read as", value: ({predicted}) => classValue(classes)(predicted)},
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
    html<"select">`<select aria-label="Confusion">
      ${names.map((name) => html`<option selected=${name === start}>${name}</option>`)}
    </select>`,
    "confusion"
  );
  const place = html`<div></div>`;
  const opened = html`<section data-testid="epoch-images"></section>`;
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
    place.replaceChildren(
      (isOne ? countChart : epochChart)(rows, {width, chosen: chosen(), onOpen: open, noun: kindOf(kept.classes)})
    );
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
    caption: `Validation images (n = ${formatCount(kept.labels.length)}) of one ${kindOf(kept.classes)} read as another, after ${isOne ? `epoch ${epochs[0]}, the only one` : "each epoch"}: the ${names.length} most frequent confusions. ${imagesFound ? `Select a ${isOne ? "bar" : "cell"} to see its images.` : "The images are not on this site."}`,
    inputs: html`<div class="inputs">${isOne ? null : at}<label class="field">Confusion ${confusion}</label></div>`,
    chart: (next) => {
      width = next;
      show();
      return place;
    },
    rows,
    columns: columnsOf(kept.classes)
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
  if (!rows.length) return `No validation mistakes after ${epochs.length === 1 ? `epoch ${epochs[0]}` : "any epoch"}`;
  const last = mostLeft(rows, epochs);
  if (!last) return `No frequent confusion is left after epoch ${epochs.at(-1)}`;
  const what = `${nameOf(last)}, ${imageCount(last.count)} after epoch ${last.epoch}`;
  if (epochs.length === 1) return `Most frequent confusion: ${what}`;
  const first = rows.find((row) => row.epoch === epochs[0] && nameOf(row) === nameOf(last))!;
  return `Most frequent confusion at the end: ${what} (${formatCount(first.count)} after epoch ${first.epoch})`;
}

/** Returns what is known of an epoch, the *k*th that was kept, and of a confusion then. */
export function epochSentence(
  {labels, epochs, predicted}: EpochPredictions,
  k: number,
  chosen: EpochConfusion | undefined
): string {
  const right = sum(predicted[k]!, (digit, i) => Number(digit === labels[i]));
  const all = `After epoch ${epochs[k]}: ${formatPercent(right / labels.length, labels.length)} of ${formatCount(labels.length)} validation images correct`;
  return chosen ? `${all}; ${nameOf(chosen)}: ${imageCount(chosen.count)}.` : `${all}.`;
}

/** Returns the validation images of a confusion after an epoch, the *k*th that was kept. */
export function epochItems(
  {classes, labels, predicted}: EpochPredictions,
  k: number,
  chosen: Pick<EpochConfusion, "label" | "predicted"> | undefined
): GridItem[] {
  if (!chosen) return [];
  return Array.from(labels.keys())
    .filter((i) => labels[i] === chosen.label && predicted[k]![i] === chosen.predicted)
    .map((index) => ({
      split: "validation",
      index,
      description: `${classes[chosen.label]} read as ${classes[chosen.predicted]}: validation image ${index}`
    }));
}
