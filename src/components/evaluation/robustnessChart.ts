import * as Plot from "@observablehq/plot";
import {extent, least} from "d3-array";
import {html} from "htl";
import {wilsonInterval} from "../../stats/interval.js";
import type {RobustnessRecord} from "../../stats/robustness.js";
import {asImage} from "../charts/asImage.js";
import {endLabels} from "../charts/endLabels.js";
import {lineLegend} from "../charts/lineLegend.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";
import type {RunStyle} from "../charts/runColors.js";
import type {Column} from "../tables/tableRows.js";

/** How many digits a run reads after a perturbation. */
export interface RobustnessRow extends RobustnessRecord {
  readonly run: string;
  readonly accuracy: number;
}

type Kind = RobustnessRecord["kind"];

/** Each perturbation: its name, its axis, the amount that leaves an image as it is, and an amount in words. */
const KINDS: Readonly<Record<Kind, {name: string; axis: string; none: number; at: (amount: number) => string}>> = {
  shift: {name: "Shift", axis: "Shift (px)", none: 0, at: (amount) => `${amount} px`},
  rotation: {name: "Rotation", axis: "Rotation (°)", none: 0, at: (amount) => `${amount}°`},
  scale: {name: "Scaling", axis: "Scale (×)", none: 1, at: (amount) => `× ${amount}`},
  stroke: {
    name: "Stroke width",
    axis: "Change of stroke width (px)",
    none: 0,
    at: (amount) => `${amount < 0 ? "−" : "+"}${Math.abs(amount)} px`
  },
  noise: {name: "Noise", axis: "Noise (share of full ink)", none: 0, at: (amount) => `level ${amount}`}
};

/** Returns the name of a perturbation; nothing for none. */
export function kindName(kind: Kind | undefined): string {
  return kind === undefined ? "" : KINDS[kind].name;
}

/** Returns the records of *runs* as rows. */
export function robustnessRows(
  runs: readonly {readonly name: string; readonly records: readonly RobustnessRecord[]}[]
): RobustnessRow[] {
  return runs.flatMap(({name, records}) =>
    records.map((record) => ({...record, run: name, accuracy: record.correct / record.n}))
  );
}

/**
 * Returns how far the accuracy of a *run* drops by one *kind* of perturbation, as a title, and whether that kind hurts most;
 * *rows* are those of the run and of others.
 */
export function robustnessFinding(rows: readonly RobustnessRow[], run: string, kind: Kind | undefined): string {
  const all = rows.filter((row) => row.run === run);
  const worst = least(
    all.filter((row) => row.kind === kind),
    ({accuracy}) => accuracy
  );
  if (!worst) return `Robustness of ${run} was not measured`;
  const {name, none, at} = KINDS[worst.kind];
  const accuracy = formatPercent(worst.accuracy, worst.n);
  if (worst.amount === none) return `${name} does not hurt: accuracy is at least ${accuracy}`;
  const isWorst = new Set(all.map((row) => row.kind)).size > 1 && all.every((row) => row.accuracy >= worst.accuracy);
  return `${name}${isWorst ? " hurts most" : ""}: accuracy drops to ${accuracy} at ${at(worst.amount)}`;
}

/**
 * Returns how the rows of one kind were measured, as a caption, and how many runs were *leftOut* of them. That the images are
 * the same for all runs is not known: a run keeps but their number.
 */
export function robustnessCaption(rows: readonly RobustnessRow[], run: string, leftOut = 0): string {
  const [fewest = 0, most = 0] = extent(rows, ({n}) => n);
  const n = fewest === most ? formatCount(most) : `${formatCount(fewest)} to ${formatCount(most)}`;
  const rest = leftOut ? ` ${formatCount(leftOut)} more ${leftOut === 1 ? "run is" : "runs are"} not shown.` : "";
  const title = rows.some((row) => row.run === run) ? ` The title is about ${run}.` : "";
  return `Accuracy on ${n} test images, each shifted, rotated, scaled, thickened or made noisy before it is read; 95 % intervals.${title}${rest}`;
}

/** The columns of the rows as a table. */
export const robustnessColumns: readonly Column<RobustnessRow>[] = [
  {label: "Run", value: ({run}) => run},
  {label: "Perturbation", value: ({kind}) => kind},
  {label: "Amount", value: ({amount}) => amount},
  {label: "Images", value: ({n}) => n, show: ({n}) => formatCount(n)},
  {label: "Correct", value: ({correct}) => correct, show: ({correct}) => formatCount(correct)},
  {label: "Accuracy", value: ({accuracy}) => accuracy, show: ({accuracy, n}) => formatPercent(accuracy, n)},
  {
    label: "95 % interval",
    value: ({correct, n}) => wilsonInterval(correct, n)[0],
    show: ({correct, n}) => formatInterval(wilsonInterval(correct, n), n),
    download: [
      {label: "95 % interval, from", value: ({correct, n}) => wilsonInterval(correct, n)[0]},
      {label: "95 % interval, to", value: ({correct, n}) => wilsonInterval(correct, n)[1]}
    ]
  }
];

/** Returns the accuracy of each run by the amount of one *kind* of perturbation, with 95 % intervals. */
export function robustnessChart(
  rows: readonly RobustnessRow[],
  kind: Kind | undefined,
  {styleOf, width = 480}: {styleOf: (run: string) => RunStyle; width?: number}
): Element {
  const own = rows.filter((row) => row.kind === kind);
  const words = kind === undefined ? "" : KINDS[kind].axis;
  const last = Math.max(...own.map(({amount}) => amount));
  const stroke = ({run}: RobustnessRow) => styleOf(run).color;
  const interval = ({correct, n}: RobustnessRow) => wilsonInterval(correct, n);
  const isNarrow = width < 420; // then the runs are named below the chart, not beside it
  const runs = [...new Set(own.map(({run}) => run))];
  const chart = Plot.plot({
    width,
    height: 260,
    marginLeft: 48,
    marginRight: isNarrow ? 16 : 130,
    marginBottom: 40,
    className: "plot",
    x: {
      label: words,
      ticks: [...new Set(own.map(({amount}) => amount))].slice(0, 8),
      insetLeft: 4,
      insetRight: 4
    },
    y: {label: "Accuracy (%)", percent: true, grid: true, nice: true},
    marks: [
      Plot.ruleX(own, {x: "amount", y1: (d) => interval(d)[0], y2: (d) => interval(d)[1], stroke, strokeOpacity: 0.5}),
      ...runs.map((run) =>
        Plot.line(
          own.filter((row) => row.run === run),
          {x: "amount", y: "accuracy", stroke: styleOf(run).color, strokeDasharray: styleOf(run).dash, strokeWidth: 2}
        )
      ),
      Plot.dot(own, {
        x: "amount",
        y: "accuracy",
        fill: stroke,
        symbol: (d: RobustnessRow) => styleOf(d.run).symbol,
        r: 3
      }),
      isNarrow
        ? null
        : endLabels(
            own.filter(({amount}) => amount === last),
            {x: "amount", y: "accuracy", text: "run", fill: stroke}
          ),
      Plot.tip(
        own,
        Plot.pointer({
          x: "amount",
          y: "accuracy",
          title: (d: RobustnessRow) =>
            `${d.run}, ${kindName(d.kind)} ${KINDS[d.kind].at(d.amount)}\n${formatPercent(d.accuracy, d.n)} of ${formatCount(d.n)} (${formatInterval(interval(d), d.n)})`
        })
      )
    ]
  });
  const image = asImage(chart, `Accuracy by run: ${words}`);
  return isNarrow ? html`<div>${image}${lineLegend(runs, styleOf)}</div>` : image;
}

/** The kinds of perturbations among *rows*, in their order. */
export function kindsOf(rows: readonly RobustnessRow[]): Kind[] {
  return [...new Set(rows.map(({kind}) => kind))];
}
