import * as Plot from "@observablehq/plot";
import {isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import type {Evaluation} from "../../stats/evaluation.js";
import {asImage} from "../charts/asImage.js";
import {formatInterval, formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

interface TestedRun {
  readonly name: string;
  readonly classes: Alphabet;
  readonly about: {readonly title: string};
  readonly evaluation: Pick<Evaluation, "n" | "accuracy" | "interval"> | null;
}

/** A training with one thing left out, beside the whole. */
export interface Ablation {
  readonly run: string;
  readonly what: string;
  readonly n: number;
  readonly accuracy: number;
  readonly interval: readonly [number, number];
  /** Of the accuracy to the whole's, in [−1, 1]. */
  readonly difference: number;
}

/** The names of the runs of an ablation: this, then what was left out; "all" for nothing. */
const PREFIX = "ablation-";

/**
 * Returns the runs of the ablation that were tested on as many images as the whole, the whole first, then those that lose
 * most; none where there is no whole.
 */
export function listAblation(runs: readonly TestedRun[]): Ablation[] {
  const own = runs.filter(({name, evaluation}) => name.startsWith(PREFIX) && evaluation);
  const whole = own.find(({name}) => name === `${PREFIX}all`);
  if (!whole) return [];
  return own
    .filter(({classes, evaluation}) => isSameAlphabet(classes, whole.classes) && evaluation?.n === whole.evaluation?.n)
    .map(({name, about, evaluation}) => {
      const {n, accuracy, interval} = evaluation!;
      const what = about.title.replace(/^Ablation: /, "");
      return {run: name, what, n, accuracy, interval, difference: accuracy - whole.evaluation!.accuracy};
    })
    .sort((a, b) => b.accuracy - a.accuracy)
    .sort((a, b) => Number(b.run === whole.name) - Number(a.run === whole.name));
}

/** Returns what costs most, as a title. */
export function ablationFinding(ablation: readonly Ablation[]): string {
  const worst = ablation.at(-1);
  if (!worst || ablation.length < 2) return "Nothing was left out on trial";
  return `What costs most: ${worst.what}, ${(100 * worst.difference).toFixed(2).replace("-", "−")} points`;
}

/** The columns of the ablation as a table. */
export const ablationColumns: readonly Column<Ablation>[] = [
  {label: "Run", value: ({run}) => run},
  {label: "What", value: ({what}) => what},
  {label: "Accuracy", value: ({accuracy}) => accuracy, show: ({accuracy, n}) => formatPercent(accuracy, n)},
  {
    label: "95 % interval",
    value: ({interval}) => interval[0],
    show: ({interval, n}) => formatInterval([interval[0], interval[1]], n),
    download: [
      {label: "95 % interval, from", value: ({interval}) => interval[0]},
      {label: "95 % interval, to", value: ({interval}) => interval[1]}
    ]
  },
  {
    label: "Points",
    title: "Difference to the whole, in points",
    value: ({difference}) => 100 * difference,
    show: ({difference}) => `${difference > 0 ? "+" : ""}${(100 * difference).toFixed(2)}`.replace("-", "−")
  }
];

/** Returns the accuracy of each training of an ablation with its 95 % interval. */
export function ablationChart(ablation: readonly Ablation[], {width = 640}: {width?: number} = {}): Element {
  const isNarrow = width < 480;
  const name = ({what}: Ablation) => (isNarrow && what.length > 18 ? `${what.slice(0, 17)}…` : what);
  const chart = Plot.plot({
    width,
    height: 60 + 36 * ablation.length,
    marginLeft: isNarrow ? 130 : 220,
    marginBottom: 40,
    className: "plot",
    x: {label: "Accuracy (%)", percent: true, grid: true, nice: true},
    y: {type: "band", label: null, domain: ablation.map(name)},
    marks: [
      Plot.ruleX(ablation.slice(0, 1), {x: "accuracy", stroke: "var(--faint)", strokeDasharray: "3 3"}),
      Plot.ruleY(ablation, {
        y: name,
        x1: (d: Ablation) => d.interval[0],
        x2: (d: Ablation) => d.interval[1],
        stroke: "var(--accent)",
        strokeWidth: 2
      }),
      Plot.dot(ablation, {y: name, x: "accuracy", fill: "var(--accent)", r: 5}),
      Plot.text(ablation, {
        y: name,
        x: "accuracy",
        dy: -12,
        text: (d: Ablation) => formatPercent(d.accuracy, d.n)
      })
    ]
  });
  return asImage(chart, "Accuracy of each training of the ablation");
}
