import * as Plot from "@observablehq/plot";
import type {Alphabet} from "../../characters/alphabet.js";
import {classTicks, tickName} from "../charts/classTicks.js";
import {asImage} from "../charts/asImage.js";
import {classColor} from "../page/classColors.js";
import {capitalized, classValue, classWords} from "../page/classWords.js";
import {formatCount, formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

/** The number of a split's digits in a class (its index); *share* is of that split, in [0, 1]. */
export interface ClassCount {
  readonly split: string;
  readonly digit: number;
  readonly n: number;
  readonly share: number;
}

/** Returns the columns of the counts table. */
export function countColumns(classes: Alphabet): readonly Column<ClassCount>[] {
  return [
    {label: "Split", value: ({split}) => split},
    {label: capitalized(classWords(classes).kind), value: ({digit}) => classValue(classes)(digit)},
    {label: "Images", value: ({n}) => n, show: ({n}) => formatCount(n)},
    {
      label: "Share",
      title: "Of the images of the split",
      value: ({share}) => share,
      show: ({share}) => formatPercent(share)
    }
  ];
}

/** With more classes than this, the charts of the splits are stacked at any width. */
const MAX_BESIDE = 12;

/** Returns bars of the share of each class: a small chart for each split, all from zero. */
export function classCounts(
  counts: readonly ClassCount[],
  {classes, width = 640}: {classes: Alphabet; width?: number}
): Element {
  const splits = [...new Set(counts.map(({split}) => split))];
  const narrow = width < 560 || classes.length > MAX_BESIDE;
  const {kind} = classWords(classes);
  const [left, right] = [52, narrow ? 64 : 20];
  const along = (width - left - right) / (narrow ? 1 : splits.length);
  const band = along / classes.length;
  const {ticks, rotate, margin} = classTicks(classes, along);
  const chart = Plot.plot({
    width,
    height: (narrow ? 140 * splits.length : 196) + margin,
    marginLeft: left,
    marginTop: narrow ? 28 : 44, // the axis's label stands above the names of the splits
    marginBottom: margin,
    marginRight: right,
    className: "plot",
    x: {
      type: "band",
      label: capitalized(kind),
      domain: classes.map((_, label) => label),
      ticks,
      tickFormat: (label: number) => tickName(classes, label),
      tickRotate: rotate
    },
    y: {label: "Share of the split (%)", grid: true, percent: true, zero: true},
    ...(narrow ? {fy: {label: null, domain: splits}} : {fx: {label: null, domain: splits}}),
    marks: [
      Plot.barY(counts, {
        x: "digit",
        y: "share",
        ...(narrow ? {fy: "split"} : {fx: "split"}),
        fill: (d: ClassCount) => classColor(d.digit),
        inset: classes.length <= MAX_BESIDE ? 1 : band < 5 ? 0 : 0.5
      }),
      Plot.tip(
        counts,
        Plot.pointerX({
          x: "digit",
          y: "share",
          ...(narrow ? {fy: "split"} : {fx: "split"}),
          title: (d: ClassCount) =>
            `${classes[d.digit]} in ${d.split}\n${formatCount(d.n)} images, ${formatPercent(d.share)}`
        })
      ),
      Plot.ruleY([0])
    ]
  });
  return asImage(chart, `Share of each ${kind}, by split`);
}
