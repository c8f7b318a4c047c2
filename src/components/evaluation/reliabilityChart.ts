import * as Plot from "@observablehq/plot";
import type {ReliabilityBin} from "../../stats/reliability.js";
import {asImage} from "../charts/asImage.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

type FilledBin = ReliabilityBin & {readonly confidence: number; readonly accuracy: number};

/** Returns the bins that have answers. */
export function filledBins(bins: readonly ReliabilityBin[]): FilledBin[] {
  return bins.filter(
    (bin): bin is FilledBin => bin.n > 0 && bin.confidence !== undefined && bin.accuracy !== undefined
  );
}

/** Returns what the bins say, as a title: in how many confidence and accuracy differ by more than chance. */
export function reliabilityFinding(bins: readonly ReliabilityBin[]): string {
  const filled = filledBins(bins);
  const off = filled.filter(({confidence, interval: [low, high]}) => confidence < low || confidence > high);
  if (!filled.length) return "No answer, no confidence";
  if (!off.length) return "Its confidence is right as often as it says";
  const over = off.filter(({confidence, accuracy}) => confidence > accuracy).length;
  const how = over === off.length ? "too sure" : over ? "too sure or not sure enough" : "not sure enough";
  return `It is ${how} in ${off.length} of ${filled.length} groups of answers`;
}

/** The columns of the bins as a table. */
export const binColumns: readonly Column<FilledBin>[] = [
  {label: "Confidence from", value: ({low}) => low, show: ({low}) => formatPercent(low)},
  {label: "To", value: ({high}) => high, show: ({high}) => formatPercent(high)},
  {label: "Answers", value: ({n}) => n, show: ({n}) => formatCount(n)},
  {label: "Mean confidence", value: ({confidence}) => confidence, show: ({confidence}) => formatPercent(confidence)},
  {label: "Right", value: ({accuracy}) => accuracy, show: ({accuracy, n}) => formatPercent(accuracy, n)},
  {
    label: "95 % interval",
    value: ({interval}) => interval[0],
    show: ({interval}) => formatInterval(interval),
    download: [
      {label: "95 % interval, from", value: ({interval}) => interval[0]},
      {label: "95 % interval, to", value: ({interval}) => interval[1]}
    ]
  }
];

/**
 * Returns a reliability diagram: for answers of similar confidence, the share that is right, with its 95 % interval; a
 * larger dot for more of them. What lies on the diagonal is right as often as it says.
 */
export function reliabilityChart(bins: readonly ReliabilityBin[], {width = 480}: {width?: number} = {}): Element {
  const filled = filledBins(bins);
  const chart = Plot.plot({
    width,
    height: Math.min(width, 360),
    marginLeft: 48,
    marginBottom: 40,
    className: "plot",
    x: {label: "Confidence (%)", domain: [0, 100], percent: true},
    y: {label: "Right (%)", domain: [0, 100], percent: true, grid: true},
    r: {range: [2, 9], type: "sqrt"},
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 1]
        ],
        {stroke: "var(--faint)", strokeDasharray: "4 4"}
      ),
      Plot.ruleX(filled, {
        x: "confidence",
        y1: (d: FilledBin) => d.interval[0],
        y2: (d: FilledBin) => d.interval[1],
        stroke: "var(--accent)",
        strokeWidth: 1.5
      }),
      Plot.dot(filled, {x: "confidence", y: "accuracy", r: "n", fill: "var(--accent)"}),
      Plot.tip(
        filled,
        Plot.pointer({
          x: "confidence",
          y: "accuracy",
          title: (d: FilledBin) =>
            `${formatCount(d.n)} answers, ${formatPercent(d.confidence)} sure in the mean\n${formatPercent(d.accuracy, d.n)} right (${formatInterval(d.interval)})`
        })
      )
    ]
  });
  return asImage(chart, "How often answers are right, by confidence");
}
