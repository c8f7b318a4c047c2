import * as Plot from "@observablehq/plot";
import type {GrowthCurve, GrowthPoint} from "../../stats/growth/growth.js";
import {asImage} from "../charts/asImage.js";
import {endLabels} from "../charts/endLabels.js";
import {formatCount} from "../page/format.js";
import type {GrowthRelation} from "./growthCharts.js";
import {nameOf} from "./growthWords.js";

/** The height of a chart, in CSS pixels. */
export const GROWTH_HEIGHT = 280;

/** Room for the names of several curves, in CSS pixels. */
const NAMES = 84;

/** Returns the measurements of a relation and their laws, both axes logarithmic. */
export function growthChart(
  {by, label}: GrowthRelation,
  curves: readonly GrowthCurve[],
  {width, title}: {width: number; title: string}
): Element {
  const points = curves.flatMap((curve) => curve.points.map((point) => ({...point, name: nameOf(point)})));
  const lines = curves.flatMap(({what, points: known, law, from}) =>
    law ? [from, known.at(-1)!.n].map((n) => ({name: nameOf({what}), n, value: law.factor * n ** law.exponent})) : []
  );
  const names = [...new Set(points.map(({name}) => name))];
  const isNamed = names.length > 1;
  const ends = names.map((name) => points.findLast((point) => point.name === name)!);
  const chart = Plot.plot({
    width,
    height: GROWTH_HEIGHT,
    marginLeft: 52,
    marginRight: isNamed ? NAMES : 20,
    marginBottom: 44,
    className: "plot",
    x: {type: "log", label: `Number of ${by}`, grid: true, ticks: 4, tickFormat: "~s", nice: true},
    y: {type: "log", label, grid: true, ticks: 4, tickFormat: "~r", nice: true},
    color: {domain: names, range: names.map((_, i) => `var(--run-${i})`)},
    symbol: {domain: names, range: ["circle", "square", "triangle", "diamond", "star", "wye"]},
    marks: [
      Plot.line(lines, {x: "n", y: "value", stroke: "name", strokeWidth: 1.5, strokeDasharray: "5 3"}),
      Plot.dot(points, {x: "n", y: "value", fill: "name", symbol: "name", r: 4.5}),
      isNamed ? endLabels(ends, {x: "n", y: "value", text: "name", fill: () => "currentColor"}) : null,
      Plot.tip(points, Plot.pointer({x: "n", y: "value", title: (point) => tipOf(point as GrowthPoint)}))
    ]
  });
  return asImage(chart, title);
}

function tipOf({what, n, by, value, quantity}: GrowthPoint): string {
  return `${what}\n${formatCount(n)} ${by}: ${value} ${quantity}`;
}
