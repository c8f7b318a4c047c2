import * as Plot from "@observablehq/plot";
import {SKEWED, type Skew} from "../stats/skew.js";
import {asImage} from "./asImage.js";
import {formatPercent} from "./format.js";

/** Returns what the differences between the splits say, as a title; *reference* is the split that others differ from. */
export function skewFinding(skew: readonly Skew[], reference: string): string {
  if (!skew.length) return "One split, nothing to compare";
  const skewed = skew.filter(({difference}) => Math.abs(difference) > SKEWED);
  const most = [...skew].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))[0]!;
  if (!skewed.length) return `The splits are alike: nothing differs by more than ${SKEWED} standard deviations`;
  return `${nameOf(most.property)} in ${most.split} differs from ${reference} by ${Math.abs(most.difference).toFixed(2)} standard deviations`;
}

function nameOf(property: string): string {
  return property === "ink" ? "Ink" : `The share of ${property}`;
}

/** Returns dots: how far each split is from the first in ink and in the share of each class, with the band of balance. */
export function skewChart(skew: readonly Skew[], {width = 640}: {width?: number} = {}): Element {
  const splits = [...new Set(skew.map(({split}) => split))];
  const bound = Math.max(0.15, ...skew.map(({difference}) => Math.min(2, 1.1 * Math.abs(difference))));
  const describe = ({split, property, value, reference, difference}: Skew) => {
    const show = (v: number) => (property === "ink" ? v.toFixed(1) : formatPercent(v, 5000));
    return `${nameOf(property)} in ${split}\n${show(value)}, first split ${show(reference)}\n${difference.toFixed(3)} standard deviations`;
  };
  const shape = {x: "difference", y: "property", symbol: "split", stroke: "var(--accent)", r: 4} as const;
  const chart = Plot.plot({
    width,
    height: 320,
    marginLeft: 44,
    marginBottom: 40,
    className: "plot",
    x: {label: "Difference (standard deviations)", domain: [-bound, bound], clamp: true, grid: true},
    y: {label: "Digit", domain: [..."0123456789", "ink"]},
    symbol: {domain: splits, legend: splits.length > 1},
    marks: [
      Plot.rectX([{}], {x1: -SKEWED, x2: SKEWED, fill: "var(--line)", fillOpacity: 0.5}),
      Plot.ruleX([0]),
      Plot.dot(skew, shape),
      Plot.tip(skew, Plot.pointer({x: "difference", y: "property", title: describe}))
    ]
  });
  return asImage(chart, "How far each split is from the first");
}
