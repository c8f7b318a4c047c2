import * as Plot from "@observablehq/plot";
import {asImage} from "../charts/asImage.js";
import {formatCount, formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

/** How many digits of a class a split has; *share* of that split, in [0, 1]. */
export interface ClassCount {
  readonly split: string;
  readonly digit: number;
  readonly n: number;
  readonly share: number;
}

/** The columns of the counts as a table. */
export const countColumns: readonly Column<ClassCount>[] = [
  {label: "Split", value: ({split}) => split},
  {label: "Digit", value: ({digit}) => digit},
  {label: "Images", value: ({n}) => n, show: ({n}) => formatCount(n)},
  {
    label: "Share",
    title: "Of the images of the split",
    value: ({share}) => share,
    show: ({share}) => formatPercent(share)
  }
];

/** Returns bars of how many digits of each class there are, one small chart for each split, all from zero. */
export function classCounts(counts: readonly ClassCount[], {width = 640}: {width?: number} = {}): Element {
  const splits = [...new Set(counts.map(({split}) => split))];
  const narrow = width < 560;
  const chart = Plot.plot({
    width,
    height: narrow ? 140 * splits.length + 44 : 240,
    marginLeft: 52,
    marginTop: narrow ? 28 : 44, // the axis's label stands above the names of the splits
    marginBottom: 44,
    marginRight: narrow ? 64 : 20,
    className: "plot",
    x: {type: "band", label: "Digit", tickFormat: "d"},
    y: {label: "Share of the split (%)", grid: true, percent: true, zero: true},
    ...(narrow ? {fy: {label: null, domain: splits}} : {fx: {label: null, domain: splits}}),
    marks: [
      Plot.barY(counts, {
        x: "digit",
        y: "share",
        ...(narrow ? {fy: "split"} : {fx: "split"}),
        fill: (d: ClassCount) => `var(--digit-${d.digit})`,
        inset: 1
      }),
      Plot.tip(
        counts,
        Plot.pointerX({
          x: "digit",
          y: "share",
          ...(narrow ? {fy: "split"} : {fx: "split"}),
          title: (d: ClassCount) => `${d.digit} in ${d.split}\n${formatCount(d.n)} images, ${formatPercent(d.share)}`
        })
      ),
      Plot.ruleY([0])
    ]
  });
  return asImage(chart, "Share of each digit, by split");
}
