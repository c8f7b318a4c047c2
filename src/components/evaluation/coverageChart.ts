import * as Plot from "@observablehq/plot";
import {coverageAt, type CoveragePoint} from "../../stats/coverage.js";
import {wilsonInterval} from "../../stats/interval.js";
import {thinCurve} from "../../stats/thinCurve.js";
import {asImage} from "../charts/asImage.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

/** The most points drawn of a curve, and the least distance of a point from the line between its neighbors. */
const [MOST, TOLERANCE] = [400, 0.0005];

/** The columns of a curve as a table. */
export const coverageColumns: readonly Column<CoveragePoint>[] = [
  {label: "Threshold", value: ({threshold}) => threshold, show: ({threshold}) => threshold.toFixed(4)},
  {label: "Answered", value: ({answered}) => answered, show: ({answered}) => formatCount(answered)},
  {label: "Correct", value: ({right}) => right, show: ({right}) => formatCount(right)},
  {label: "Share answered", value: ({coverage}) => coverage, show: ({coverage}) => formatPercent(coverage, 5000)},
  {label: "Accuracy", value: ({accuracy}) => accuracy, show: ({accuracy}) => formatPercent(accuracy, 5000)}
];

/** Returns the points of a curve that are worth drawing. */
export function thinCoverage(curve: readonly CoveragePoint[]): CoveragePoint[] {
  const lowest = Math.min(...curve.map(({accuracy}) => accuracy));
  const height = 1 - lowest || 1;
  return thinCurve(curve, MOST, {x: (d) => d.coverage, y: (d) => (d.accuracy - lowest) / height, tolerance: TOLERANCE});
}

/** Returns how many mistakes go where the least confident tenth is not answered, as a title; *curve* ends with all answers. */
export function coverageFinding(curve: readonly CoveragePoint[]): string {
  const all = curve.at(-1);
  if (!all) return "There are no answers";
  const mistakes = all.answered - all.right;
  if (!mistakes) return "No mistakes at any confidence";
  const most = curve.findLast(({coverage}) => coverage <= 0.9);
  if (!most) return "All answers are about equally confident: leaving some out does not help";
  const left = most.answered - most.right;
  const avoided = left ? `${formatCount(mistakes - left)} of ${formatCount(mistakes)}` : `all ${formatCount(mistakes)}`;
  return `Leaving out the least confident ${formatPercent(1 - most.coverage, 0)} avoids ${avoided} mistakes`;
}

/** Returns what a *threshold* makes of *n* answers, as a sentence. */
export function coverageSentence(curve: readonly CoveragePoint[], threshold: number, n: number): string {
  const point = coverageAt(curve, threshold);
  if (!point) return `No answer has ${formatPercent(threshold)} confidence or more.`;
  const {answered, right} = point;
  const interval = formatInterval(wilsonInterval(right, answered), answered);
  return `At ${formatPercent(threshold, 200)} confidence or more: ${formatCount(answered)} of ${formatCount(n)} images answered (${formatPercent(answered / n, n)}), ${formatPercent(right / answered, answered)} of these correct (${interval}).`;
}

/** Returns the accuracy of the surest answers by how many are answered, with the point of a *threshold* marked. */
export function coverageChart(
  curve: readonly CoveragePoint[],
  threshold: number,
  {width = 480}: {width?: number} = {}
): Element {
  const chosen = coverageAt(curve, threshold);
  const drawn = thinCoverage(curve);
  const chart = Plot.plot({
    width,
    height: Math.min(width, 300),
    marginLeft: 52,
    marginBottom: 40,
    className: "plot",
    x: {label: "Answered (%)", domain: [0, 100], percent: true},
    y: {label: "Accuracy of answers given (%)", percent: true, grid: true, nice: true},
    marks: [
      Plot.line(drawn, {x: "coverage", y: "accuracy", stroke: "var(--accent)", strokeWidth: 2}),
      chosen && Plot.ruleX([chosen.coverage], {stroke: "var(--ink)", strokeDasharray: "3 3"}),
      chosen && Plot.dot([chosen], {x: "coverage", y: "accuracy", fill: "var(--ink)", r: 5}),
      Plot.tip(
        drawn,
        Plot.pointerX({
          x: "coverage",
          y: "accuracy",
          title: (d: CoveragePoint) =>
            `threshold ${d.threshold.toFixed(3)}\n${formatPercent(d.coverage, 5000)} answered, ${formatPercent(d.accuracy, 5000)} correct`
        })
      )
    ]
  });
  return asImage(chart, "Accuracy of the most confident answers, by the share answered");
}
