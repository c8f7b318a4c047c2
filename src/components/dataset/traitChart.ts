import * as Plot from "@observablehq/plot";
import {median} from "d3-array";
import {TRAITS, type Trait, type TraitSpread} from "../../characters/traits.js";
import type {Alphabet} from "../../characters/alphabet.js";
import {bandHeight, tickName} from "../charts/classTicks.js";
import {asImage} from "../charts/asImage.js";
import {classColor} from "../page/classColors.js";
import {capitalized, classValue, classWords} from "../page/classWords.js";
import {formatCount} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

/** Returns the trait with this *label*. */
export function traitCalled(label: string): Trait {
  return TRAITS.find((trait) => trait.label === label)!;
}

/** Formats a trait's value with its unit: "12°", "2.4 px". */
export function formatTrait(value: number, {unit, digits}: Trait): string {
  const text = value.toFixed(digits).replace("-", "−");
  return unit === "°" ? text + unit : unit ? `${text} ${unit}` : text;
}

/** Returns the spreads of one trait. */
export function spreadsOf(spreads: readonly TraitSpread[], trait: Trait): TraitSpread[] {
  return spreads.filter((spread) => spread.trait === trait.key);
}

/** What digits do with the least and with the most of a trait, in a title. */
const EXTREMES: Readonly<Record<Trait["key"], readonly [least: string, most: string]>> = {
  ink: ["use the least ink", "the most"],
  intensity: ["have the lightest strokes", "the darkest"],
  strokeWidth: ["have the thinnest strokes", "the thickest"],
  slant: ["lean furthest left", "furthest right"],
  aspect: ["are the narrowest", "the widest"]
};

/** States in a title which classes have the lowest and highest median of a trait; *spreads* are that trait's. */
export function traitFinding(spreads: readonly TraitSpread[], trait: Trait, classes: Alphabet): string {
  const first = spreads.filter(({split}) => split === spreads[0]?.split).sort((a, b) => a.median - b.median);
  if (!first.length) return `No image has a label, so nothing is known by ${classWords(classes).kind}`;
  const [least, most] = [first[0]!, first.at(-1)!];
  const [low, high] = [
    formatTrait(least.median, {...trait, unit: trait.unit === "°" ? "°" : ""}),
    formatTrait(most.median, trait)
  ];
  const medians = `(median ${low} and ${high})`;
  const [names, words] = [[least, most].map(({digit}) => classes[digit]!), EXTREMES[trait.key]];
  if (classWords(classes).one === "digit") return `${names[0]}s ${words[0]}, ${names[1]}s ${words[1]} ${medians}`;
  return `${trait.label}: lowest for ${names[0]}, highest for ${names[1]} ${medians}`;
}

/** Returns the columns of the table of a *trait*'s spreads. */
export function spreadColumns(trait: Trait, classes: Alphabet): readonly Column<TraitSpread>[] {
  const figure = (label: string, key: "low" | "lower" | "median" | "upper" | "high"): Column<TraitSpread> => ({
    label,
    value: (spread) => spread[key],
    show: (spread) => formatTrait(spread[key], trait)
  });
  return [
    {label: "Split", value: ({split}) => split},
    {label: capitalized(classWords(classes).kind), value: ({digit}) => classValue(classes)(digit)},
    {label: "Images", value: ({n}) => n, show: ({n}) => formatCount(n)},
    figure("5 %", "low"),
    figure("25 %", "lower"),
    figure("Median", "median"),
    figure("75 %", "upper"),
    figure("95 %", "high")
  ];
}

/** The symbols for the medians of the splits after the first, and the same in the legend. */
const SYMBOLS = ["circle", "times", "square"] as const;
const GLYPHS = ["○", "×", "□"];

/**
 * Returns a chart of a *trait* by class. The first split has a line from the 5th to the 95th percentile, a bar over the
 * middle half and a tick at the median; the other splits have a symbol at their median.
 */
export function traitChart(
  spreads: readonly TraitSpread[],
  trait: Trait,
  {classes, width = 640}: {classes: Alphabet; width?: number}
): Element {
  const splits = [...new Set(spreads.map(({split}) => split))];
  const first = spreads.filter(({split}) => split === splits[0]);
  const others = spreads.filter(({split}) => split !== splits[0]);
  const color = (d: TraitSpread) => classColor(d.digit);
  const {kind} = classWords(classes);
  const {length} = classes;
  const longest = Math.max(...classes.map((_, label) => tickName(classes, label).length));
  const inset = length > 30 ? 2 : 4;
  const chart = Plot.plot({
    width,
    height: length > 10 || longest > 2 ? 72 + Math.max(10, length) * bandHeight(length) : 340,
    marginLeft: Math.max(44, 16 + 7 * longest),
    marginTop: 32,
    marginBottom: 40,
    className: "plot",
    x: {label: trait.unit ? `${trait.label} (${trait.unit})` : trait.label, grid: true, nice: true},
    y: {
      type: "band",
      label: capitalized(kind),
      tickFormat: (label: number) => tickName(classes, label),
      domain: classes.map((_, label) => label)
    },
    symbol: {domain: splits.slice(1), range: SYMBOLS},
    marks: [
      Plot.text(
        [
          splits
            .slice(1)
            .map((split, i) => `${GLYPHS[i]} ${split}`)
            .join("    ")
        ],
        {
          frameAnchor: "top-left",
          dy: -20,
          text: (words) => words
        }
      ),
      Plot.ruleY(first, {y: "digit", x1: "low", x2: "high", stroke: color}),
      Plot.barX(first, {y: "digit", x1: "lower", x2: "upper", fill: color, insetTop: inset, insetBottom: inset}),
      Plot.tickX(first, {y: "digit", x: "median", stroke: "var(--ink)", strokeWidth: 2}),
      Plot.dot(others, {y: "digit", x: "median", symbol: "split", stroke: "var(--ink)", r: 4}),
      Plot.tip(
        spreads,
        Plot.pointer({
          y: "digit",
          x: "median",
          title: (d: TraitSpread) =>
            `${classes[d.digit]} in ${d.split}: ${formatTrait(d.median, trait)}\nmiddle half ${formatTrait(d.lower, trait)} to ${formatTrait(d.upper, trait)}\n${formatCount(d.n)} images`
        })
      )
    ]
  });
  return asImage(
    chart,
    `${trait.label} of each ${kind}; over all, ${formatTrait(median(first, (d) => d.median) ?? 0, trait)}`
  );
}
