import * as Plot from "@observablehq/plot";
import {max} from "d3-array";
import type {EpochConfusion} from "../../run/epochPredictions.js";
import {asImage} from "../charts/asImage.js";
import {counted} from "../page/format.js";

/** A cell narrower than this, in CSS pixels, has no number. */
const ROOM_FOR_NUMBER = 22;

/** Returns a confusion as a page names it: "4 → 9". */
export const nameOf = ({truth, answer}: EpochConfusion) => `${truth} → ${answer}`;

/** Returns a count of images in words: "1 image", "12 images". */
export const imageCount = (n: number) => counted(n, "image");

interface EpochChartOptions {
  readonly width: number;
  readonly chosen: EpochConfusion | undefined;
  readonly onOpen: (row: EpochConfusion) => void;
  /** What a class is called. */
  readonly noun: string;
}

/** Returns a name that fits at the left of a chart. */
const cut = (name: string) => (name.length > 20 ? `${name.slice(0, 19)}…` : name);

/** Returns how much room the longest of the names takes at the left, in CSS pixels; names of many characters are cut there. */
function leftOf(names: readonly string[]): number {
  return Math.min(160, Math.max(52, ...names.map(({length}) => 16 + 7 * length)));
}

/** Returns bars of the confusions after a single epoch. */
export function countChart(rows: readonly EpochConfusion[], {width, chosen, onOpen, noun}: EpochChartOptions): Element {
  const bar = {x: "count", y: nameOf};
  const chart = Plot.plot({
    width: Math.min(width, 640),
    height: 60 + 24 * rows.length,
    marginLeft: leftOf(rows.map(nameOf)),
    marginRight: 32,
    marginBottom: 40,
    className: "plot",
    x: {label: "Images", grid: true, ticks: 4, tickFormat: "d", nice: true},
    y: {type: "band", label: null, domain: rows.map(nameOf), padding: 0.15, tickSize: 0, tickFormat: cut},
    marks: [
      Plot.barX(rows, {...bar, fill: "var(--wrong)"}),
      Plot.barX(chosen ? [chosen] : [], {...bar, fill: "none", stroke: "var(--ink)", strokeWidth: 2}),
      Plot.text(rows, {...bar, text: (d: EpochConfusion) => String(d.count), textAnchor: "start", dx: 4}),
      Plot.ruleX([0]),
      Plot.tip(
        rows,
        Plot.pointerY({...bar, title: (d: EpochConfusion) => `${d.truth} read as ${d.answer}: ${imageCount(d.count)}`})
      )
    ]
  });
  return openedByClick(asImage(chart, `How often one ${noun} was read as another`), onOpen);
}

/** Returns the confusions by epoch, a row each, shaded by how many there are. */
export function epochChart(rows: readonly EpochConfusion[], {width, chosen, onOpen, noun}: EpochChartOptions): Element {
  const epochs = [...new Set(rows.map(({epoch}) => epoch))];
  const names = [...new Set(rows.map(nameOf))];
  const [left, right] = [leftOf(names), 8];
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
    y: {type: "band", label: null, domain: names, padding: 0.06, tickSize: 0, tickFormat: cut},
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
          title: (d: EpochConfusion) => `After epoch ${d.epoch}\n${d.truth} read as ${d.answer}: ${imageCount(d.count)}`
        })
      )
    ]
  });
  return openedByClick(asImage(chart, `How often one ${noun} was read as another, by epoch`), onOpen);
}

/** Opens the row that the pointer is at. */
function openedByClick(chart: ReturnType<typeof Plot.plot>, onOpen: (row: EpochConfusion) => void): Element {
  chart.addEventListener("click", () => {
    const row = chart.value as EpochConfusion | null;
    if (row) onOpen(row);
  });
  return chart;
}
