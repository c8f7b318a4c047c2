import * as Plot from "@observablehq/plot";
import type {Alphabet} from "../../characters/alphabet.js";
import {bandHeight, tickName} from "../charts/classTicks.js";
import {capitalized, classWords} from "../page/classWords.js";
import {SKEWED, type Skew} from "../../stats/skew.js";
import {asImage} from "../charts/asImage.js";
import {formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

/** States the largest difference between the splits as a title; *reference* is the split they are compared with. */
export function skewFinding(skew: readonly Skew[], reference: string, classes: Alphabet): string {
  if (!skew.length) return "Only one split, so nothing to compare";
  const skewed = skew.filter(({difference}) => Math.abs(difference) > SKEWED);
  const most = [...skew].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))[0]!;
  if (!skewed.length) return `Splits are balanced: no difference above ${SKEWED} standard deviations`;
  return `${nameOf(most.property, classes)} differs most: ${Math.abs(most.difference).toFixed(2)} standard deviations between ${most.split} and ${reference}`;
}

function nameOf(property: string, classes: Alphabet): string {
  return property === "ink" ? "Ink" : `The share of ${classes[Number(property)]}`;
}

/** The symbols of the splits after the first, in the chart and in its legend. */
const SYMBOLS = [
  {symbol: "circle", glyph: "○"},
  {symbol: "times", glyph: "×"},
  {symbol: "square", glyph: "□"},
  {symbol: "plus", glyph: "+"}
] as const;

/** Returns the columns of the chart's data table. */
export const skewColumns = (classes: Alphabet): readonly Column<Skew>[] => [
  {label: "Split", value: ({split}) => split},
  {
    label: "Of",
    value: ({property}) => (property === "ink" ? "ink" : `${classWords(classes).kind} ${classes[Number(property)]}`),
    title: `A ${classWords(classes).kind}’s share, or the ink`
  },
  {label: "Value", value: ({value}) => value, show: ({value}) => value.toPrecision(4)},
  {label: "First split", value: ({reference}) => reference, show: ({reference}) => reference.toPrecision(4)},
  {
    label: "Difference",
    title: "In standard deviations",
    value: ({difference}) => difference,
    show: ({difference}) => difference.toFixed(3)
  }
];

/**
 * Returns dots: each split's difference from the first in ink and class shares, with a band for the tolerated range.
 */
export function skewChart(skew: readonly Skew[], {classes, width = 640}: {classes: Alphabet; width?: number}): Element {
  const splits = [...new Set(skew.map(({split}) => split))];
  const bound = Math.max(0.15, ...skew.map(({difference}) => Math.min(2, 1.1 * Math.abs(difference))));
  const describe = ({split, property, value, reference, difference}: Skew) => {
    const show = (v: number) => (property === "ink" ? v.toFixed(1) : formatPercent(v, 5000));
    return `${nameOf(property, classes)} in ${split}\n${show(value)}, first split ${show(reference)}\n${difference.toFixed(3)} standard deviations`;
  };
  const shape = {x: "difference", y: "property", symbol: "split", stroke: "var(--accent)", r: 4} as const;
  const longest = Math.max(3, ...classes.map((_, label) => tickName(classes, label).length));
  const isLong = classes.length > 10;
  const chart = Plot.plot({
    width,
    height: isLong ? 80 + classes.length * bandHeight(classes.length) : 320,
    marginLeft: Math.max(44, 16 + 7 * longest),
    marginTop: 36,
    marginBottom: 40,
    className: "plot",
    x: {label: "Difference (standard deviations)", domain: [-bound, bound], clamp: true, grid: true},
    y: {
      label: capitalized(classWords(classes).kind),
      domain: [...classes.map((_, label) => String(label)), "ink"],
      tickFormat: (property: string) => (property === "ink" ? property : tickName(classes, Number(property)))
    },
    symbol: {domain: splits, range: SYMBOLS.map(({symbol}) => symbol)},
    marks: [
      Plot.rectX([{}], {x1: -SKEWED, x2: SKEWED, fill: "var(--line)", fillOpacity: 0.5}),
      Plot.ruleX([0]),
      Plot.text([splits.map((split, i) => `${SYMBOLS[i % SYMBOLS.length]!.glyph} ${split}`).join("    ")], {
        frameAnchor: "top-left",
        dy: -16,
        text: (words) => words
      }),
      Plot.dot(skew, shape),
      Plot.tip(skew, Plot.pointer({x: "difference", y: "property", title: describe}))
    ]
  });
  return asImage(chart, "Difference of each split from the first");
}
