import {html} from "htl";
import {METRICS, type Metric} from "./curveRows.js";
import type {RunStyle} from "./runColors.js";
import type {TrainedRun} from "./trainedRun.js";

/** The most runs in a tooltip, and the most that a screen reader reads aloud. */
const [MAX_ROWS, MAX_SPOKEN] = [10, 4];

/** What a run had reached at an epoch, as text; – where that is not known. */
export interface TipRow {
  readonly run: string;
  readonly values: readonly string[];
}

/** Returns the validation values of *metrics* of each run at an *epoch*, from 1. */
export function tipRows(runs: readonly TrainedRun[], epoch: number, metrics: readonly Metric[]): TipRow[] {
  return runs.map(({name, history}) => {
    const record = history.find((one) => one.epoch + 1 === epoch);
    return {run: name, values: metrics.map((metric) => formatMetric(metric, record?.[METRICS[metric].validation]))};
  });
}

function formatMetric(metric: Metric, value = NaN): string {
  if (!Number.isFinite(value)) return "–";
  if (metric === "accuracy") return `${(100 * value).toFixed(2)} %`;
  return metric === "loss" ? value.toFixed(4) : String(Number(value.toPrecision(3)));
}

const NAMES: Readonly<Record<Metric, string>> = {loss: "loss", accuracy: "accuracy", learning_rate: "rate"};

/** Says the rows in a sentence, for screen readers: "Epoch 7. cnn: loss 0.0211, accuracy 99.33 %." */
export function tipWords(epoch: number, rows: readonly TipRow[], metrics: readonly Metric[]): string {
  const said = rows.slice(0, MAX_SPOKEN).map(({run, values}) => {
    return `${run}: ${values.map((value, i) => `${NAMES[metrics[i]!]} ${value}`).join(", ")}`;
  });
  return [`Epoch ${epoch}`, ...said].join(". ");
}

/** A tooltip with what each run had reached at an epoch. */
export interface CurveTip extends HTMLElement {
  show(epoch: number, rows: readonly TipRow[], metrics: readonly Metric[]): void;
  /** Moves it beside *x*, in a place *width* pixels wide, whichever side has more room. */
  place(x: number, width: number): void;
}

/** Returns a tooltip. Screen readers hear `tipWords` instead. */
export function curveTip(styleOf: (run: string) => RunStyle): CurveTip {
  const tip = html`<div class="curve-tip" aria-hidden="true"></div>`;
  return Object.assign(tip, {
    show: (epoch: number, rows: readonly TipRow[], metrics: readonly Metric[]) => {
      const lines = rows.slice(0, MAX_ROWS).map(
        ({run, values}) =>
          html`<tr>
            <th><i style=${`background: ${styleOf(run).color}`}></i>${run}</th>
            ${values.map((value) => html`<td>${value}</td>`)}
          </tr>`
      );
      const more = rows.length - lines.length;
      const head = metrics.map((metric) => html`<th>${NAMES[metric]}</th>`);
      tip.replaceChildren(
        html`<table>
          <thead>
            <tr>
              <th>Epoch ${epoch}</th>
              ${head}
            </tr>
          </thead>
          <tbody>
            ${lines}
          </tbody>
          ${
            more > 0
              ? html`<caption>
                  ${more} more below
                </caption>`
              : null
          }
        </table>`
      );
    },
    place: (x: number, width: number) => {
      const own = tip.offsetWidth;
      const left = x > width / 2 ? x - own - GAP : x + GAP;
      tip.style.left = `${Math.max(0, Math.min(width - own, left))}px`;
    }
  });
}

/** The distance of a tooltip from the line that it belongs to, in CSS pixels. */
const GAP = 12;
