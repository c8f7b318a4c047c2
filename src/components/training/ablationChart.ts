import * as Plot from "@observablehq/plot";
import {asImage} from "../charts/asImage.js";
import {chartCard} from "../charts/chartCard.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";
import {ablationFinding, costliest, listAblation, type Ablation} from "./ablation.js";

/** The columns of the ablation as a table. */
export const ablationColumns: readonly Column<Ablation>[] = [
  {label: "Run", value: ({run}) => run},
  {label: "Left out", value: ({what}) => what},
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
    title: "Difference in percentage points from the training with nothing left out",
    value: ({difference}) => 100 * difference,
    show: ({difference}) => `${difference > 0 ? "+" : ""}${(100 * difference).toFixed(2)}`.replace("-", "−")
  }
];

/** The most trainings that a chart has room for; the card's table has all. */
const MAX_SHOWN = 12;

/**
 * Returns a card with the accuracy of each training of the *runs*' ablation, or of the twelve that lose most; undefined if
 * there is no ablation among them.
 */
export function ablationCard(runs: Parameters<typeof listAblation>[0]): HTMLElement | undefined {
  const ablation = listAblation(runs);
  const [whole] = ablation;
  if (!whole) return undefined;
  const shown = costliest(ablation, MAX_SHOWN);
  const left = ablation.length - shown.length;
  const more = left ? ` The ${formatCount(left)} that cost less are in the table.` : "";
  return chartCard({
    name: "ablation",
    title: ablationFinding(ablation),
    caption: `The same training without one thing: accuracy on ${formatCount(whole.n)} test images with 95 % intervals; dashed: nothing left out.${more}`,
    height: heightOf(shown),
    chart: (width) => ablationChart(shown, {width}),
    rows: ablation,
    columns: ablationColumns
  });
}

/** In CSS pixels. */
function heightOf(ablation: readonly Ablation[]): number {
  return 60 + 36 * ablation.length;
}

/** Returns the accuracy of each training of an ablation with its 95 % interval. */
export function ablationChart(ablation: readonly Ablation[], {width = 640}: {width?: number} = {}): Element {
  const isNarrow = width < 480;
  const name = ({what}: Ablation) => (isNarrow && what.length > 18 ? `${what.slice(0, 17)}…` : what);
  const chart = Plot.plot({
    width,
    height: heightOf(ablation),
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
