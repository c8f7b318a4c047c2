import {html, svg} from "htl";
import type {EpochRecord} from "../../run/history.js";
import {slider} from "../inputs/slider.js";
import {formatPercent, unbroken} from "../page/format.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP] = [420, 240, 44, 78, 32, 10];

/** The two curves: which figure of an epoch, and what it is called at the end of its line. */
const CURVES = [
  ["loss", "training"],
  ["val_loss", "validation"]
] as const;

/** Returns the loss by epoch of a run with *images* validation images, with a slider; undefined for a run without epochs. */
export function curvesFigure(history: readonly EpochRecord[], images?: number): HTMLElement | undefined {
  if (!history.length) return undefined;
  const place = html`<div></div>`;
  const words = html`<p class="walk-equation" role="status"></p>`;
  const best = history.reduce((low, {val_loss}, i) => (val_loss < history[low]!.val_loss ? i : low), 0);
  const epoch = slider({
    label: "Epoch",
    min: 1,
    max: history.length,
    step: 1,
    value: best + 1,
    format: (n) => `${n} of ${history.length}`
  });
  const draw = (): void => {
    const record = history[epoch.value - 1]!;
    place.replaceChildren(lossPlot(history, epoch.value));
    words.textContent = unbroken(epochSentence(record, epoch.value, best + 1, images));
  };
  epoch.addEventListener("input", draw);
  draw();
  return html`<figure class="card walk-figure" data-testid="walk-curves">
    ${place}${epoch}${words}
    <figcaption>Loss after each epoch, on a logarithmic scale: the lower, the better.</figcaption>
  </figure>`;
}

/**
 * Says how good the network was after an *epoch*, of which *best* had the lowest validation loss; both from 1. *images* is
 * the number of validation images.
 */
export function epochSentence(record: EpochRecord, epoch: number, best: number, images?: number): string {
  const figures = [
    `training loss ${record.loss.toPrecision(3)}`,
    ...(Number.isNaN(record.val_loss) ? [] : [`validation loss ${record.val_loss.toPrecision(3)}`]),
    ...(Number.isNaN(record.val_accuracy)
      ? []
      : [`${formatPercent(record.val_accuracy, images)} of the validation images correct`])
  ];
  return `After epoch ${epoch}${epoch === best && !Number.isNaN(record.val_loss) ? ", the best" : ""}: ${figures.join(", ")}.`;
}

function lossPlot(history: readonly EpochRecord[], chosen: number): SVGElement {
  const values = history.flatMap((record) => CURVES.map(([key]) => record[key])).filter((value) => value > 0);
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const x = (epoch: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (epoch - 1)) / Math.max(1, history.length - 1);
  const y = (value: number) => TOP + ((HEIGHT - TOP - BOTTOM) * (high - Math.log10(value))) / (high - low || 1);
  const ticks = [1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1, 3].filter(
    (value) => Math.log10(value) >= low && Math.log10(value) <= high
  );
  const ends = CURVES.map(([key]) => y(history.at(-1)![key]));
  const isClose = Math.abs(ends[0]! - ends[1]!) < 14;
  return svg`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" class="walk-curves" role="img" aria-label="Training and validation loss by epoch">
    ${ticks.map((value) => svg`<line x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(value)} y2=${y(value)}></line><text x=${LEFT - 6} y=${y(value) + 4} text-anchor="end">${value}</text>`)}
    <line class="walk-cursor" x1=${x(chosen)} x2=${x(chosen)} y1=${TOP} y2=${HEIGHT - BOTTOM}></line>
    ${CURVES.map(([key, name], i) => {
      const points = history.flatMap((record, e) => (record[key] > 0 ? [`${x(e + 1)},${y(record[key])}`] : []));
      if (!points.length) return "";
      const at = ends[i]! + (isClose ? (ends[i]! <= ends[1 - i]! && i === 0 ? -6 : 8) : 4);
      return svg`<polyline data-curve=${key} points=${points.join(" ")}></polyline><text data-curve=${key} x=${WIDTH - RIGHT + 6} y=${at}>${name}</text>`;
    })}
    <text x=${LEFT} y=${HEIGHT - 10}>epoch 1</text>
    <text x=${WIDTH - RIGHT} y=${HEIGHT - 10} text-anchor="end">${history.length}</text>
  </svg>`;
}
