import * as Plot from "@observablehq/plot";
import {least} from "d3-array";
import type {Alphabet} from "../../characters/alphabet.js";
import {averagePrecision, precisionRecallCurve} from "../../stats/precisionRecall.js";
import type {Predictions} from "../../run/predictions.js";
import {oneAgainstRest} from "../../stats/ranking.js";
import {rocArea, rocCurve} from "../../stats/roc.js";
import {thinCurve} from "../../stats/thinCurve.js";
import {asImage} from "../charts/asImage.js";
import type {Column} from "../tables/tableRows.js";
import {capitalized, kindOf, kindsOf, classValue} from "../page/classWords.js";

/** A point of a curve of one class against the rest. */
export interface RankingPoint {
  readonly x: number;
  readonly y: number;
  readonly threshold: number;
}

/** How well a class's probability tells it from the others. */
export interface ClassRanking {
  readonly label: number;
  /** The class. */
  readonly name: string;
  /** Area below the ROC curve and average precision, in [0, 1]; undefined without positives or negatives. */
  readonly area: number | undefined;
  readonly precision: number | undefined;
  /** False against true positive rate; recall against precision. */
  readonly roc: readonly RankingPoint[];
  readonly precisionRecall: readonly RankingPoint[];
}

const [MOST, TOLERANCE] = [300, 0.0005];

/** Returns the ranking of each class against the rest; undefined without probabilities. */
export function rankClasses(predictions: Predictions): ClassRanking[] | undefined {
  const {probabilities} = predictions;
  if (!probabilities) return undefined;
  return predictions.classes.map((name, label) => {
    const {scores, isPositive} = oneAgainstRest({...predictions, probabilities}, label);
    const roc = rocCurve(scores, isPositive);
    const precisionRecall = precisionRecallCurve(scores, isPositive);
    return {
      label,
      name,
      area: roc && rocArea(roc),
      precision: precisionRecall && averagePrecision(precisionRecall),
      roc: thin((roc ?? []).map((d) => ({x: d.falsePositiveRate, y: d.truePositiveRate, threshold: d.threshold}))),
      precisionRecall: thin((precisionRecall ?? []).map((d) => ({x: d.recall, y: d.precision, threshold: d.threshold})))
    };
  });
}

function thin(points: readonly RankingPoint[]): readonly RankingPoint[] {
  return points.length < 3 ? points : thinCurve(points, MOST, {x: ({x}) => x, y: ({y}) => y, tolerance: TOLERANCE});
}

/** Returns the class that is hardest to separate from the rest, by its average precision; undefined with too few classes. */
export function hardestClass(rankings: readonly ClassRanking[]): number | undefined {
  return least(
    rankings.filter(({precision}) => precision !== undefined),
    ({precision}) => precision
  )?.label;
}

/** Returns how well one class, whose curve is shown, is separated from the rest, as a title. */
export function rankingFinding(rankings: readonly ClassRanking[], label: number): string {
  const {name, area, precision} = rankings.find((one) => one.label === label) ?? {name: String(label)};
  const kinds = kindsOf(namesOf(rankings));
  if (area === undefined || precision === undefined)
    return `${name} against the other ${kinds}: too few images to tell`;
  const isHardest =
    label === hardestClass(rankings) && rankings.filter((one) => one.precision !== undefined).length > 1;
  return isHardest
    ? `Hardest ${kindOf(namesOf(rankings))} to separate: ${name} (average precision ${precision.toFixed(4)})`
    : `${name} against the other ${kinds}: average precision ${precision.toFixed(4)}, ROC area ${area.toFixed(4)}`;
}

function namesOf(rankings: readonly ClassRanking[]): Alphabet {
  return rankings.map(({name}) => name);
}

/** Returns the columns of the rankings of *classes* as a table. */
export const rankingColumns = (classes: Alphabet): readonly Column<ClassRanking>[] => [
  {label: capitalized(kindOf(classes)), value: ({label}) => classValue(classes)(label)},
  {
    label: "ROC area",
    title: `Area under the ROC curve: how likely an image of this ${kindOf(classes)} scores higher than one of another`,
    value: ({area}) => area,
    show: ({area}) => area!.toFixed(5)
  },
  {
    label: "Average precision",
    title: "Area under the stepped precision–recall curve",
    value: ({precision}) => precision,
    show: ({precision}) => precision!.toFixed(5)
  }
];

/** Returns where the vertical axis begins, in %: near the top where all curves are there. */
export function yStart(rankings: readonly ClassRanking[]): number {
  const figures = rankings.flatMap(({area, precision}) => [area, precision]).filter((figure) => figure !== undefined);
  return figures.length && figures.every((figure) => figure > 0.99) ? 90 : 0;
}

/** Returns a curve of one class against the rest, "roc" or "precisionRecall"; those of the others stay in the background. */
export function rankingChart(
  rankings: readonly ClassRanking[],
  label: number,
  {kind, width = 480}: {kind: "roc" | "precisionRecall"; width?: number}
): Element {
  const [x, y] = kind === "roc" ? ["False positives (%)", "True positives (%)"] : ["Recall (%)", "Precision (%)"];
  const rows = rankings.flatMap((ranking) => ranking[kind].map((point) => ({...point, label: ranking.label})));
  const chosen = rows.filter((row) => row.label === label);
  const start = yStart(rankings);
  const name = rankings.find((one) => one.label === label)?.name ?? "";
  const color = kindOf(namesOf(rankings)) === "digit" ? `var(--digit-${label})` : "var(--accent)";
  const options = {x: "x", y: "y", z: "label", curve: kind === "roc" ? "linear" : "step-before"} as const;
  const chart = Plot.plot({
    width,
    height: Math.min(width, 320),
    marginLeft: 48,
    marginBottom: 40,
    className: "plot",
    x: {label: x, domain: [0, 100], percent: true, type: kind === "roc" ? "sqrt" : "linear"},
    y: {label: y, domain: [start, 100], percent: true, grid: true, clamp: true},
    marks: [
      Plot.line(rows, {...options, stroke: "var(--line)"}),
      Plot.line(chosen, {...options, stroke: color, strokeWidth: 2.5}),
      Plot.text([name], {
        frameAnchor: kind === "roc" ? "bottom-right" : "bottom-left",
        dx: kind === "roc" ? -12 : 12,
        dy: -12,
        fontSize: 32,
        fontWeight: 700,
        fill: color
      }),
      Plot.tip(
        chosen,
        Plot.pointer({
          x: "x",
          y: "y",
          title: (d: RankingPoint) =>
            `${x} ${(100 * d.x).toFixed(2)}\n${y} ${(100 * d.y).toFixed(2)}\nprobability ≥ ${d.threshold.toFixed(4)}`
        })
      )
    ]
  });
  return asImage(chart, `${kind === "roc" ? "ROC" : "Precision and recall"} of ${name} against the rest`);
}
