import type {Alphabet} from "../../characters/alphabet.js";
import type {TraitSpread} from "../../characters/traits.js";
import type {Skew} from "../../stats/skew.js";
import {chartCard, type ChartCard} from "../charts/chartCard.js";
import {classWords} from "../page/classWords.js";
import {emptyState} from "../page/emptyState.js";
import {formatCount} from "../page/format.js";
import {classCounts, countColumns, type ClassCount} from "./classCounts.js";
import {classBalance} from "./findings.js";
import {skewChart, skewColumns, skewFinding} from "./skewChart.js";
import {spreadColumns, spreadsOf, traitCalled, traitChart, traitFinding} from "./traitChart.js";

/** What these cards show of `data/dataset.json`. */
interface ShownDataset {
  readonly classes: Alphabet;
  readonly splits: readonly {readonly split: string; readonly n: number}[];
  readonly counts: readonly ClassCount[];
  readonly traits: readonly TraitSpread[];
  readonly skew: readonly Skew[];
  readonly provenance: {readonly layout: string};
  readonly source: string | null;
  readonly license: string | null;
}

/** Returns how many images there are in each split, and where they come from, in words that follow the dataset's title. */
export function originWords({
  splits,
  provenance,
  source,
  license
}: Pick<ShownDataset, "splits" | "provenance" | "source" | "license">): string {
  const counts = splits.map(({split, n}) => `${formatCount(n)} ${split}`).join(", ");
  const rest = [source, license && `license ${license}`].filter(Boolean).map((one) => `; ${one}`);
  return `${counts} images, read from ${provenance.layout}${rest.join("")}`;
}

/** Returns the card that counts the images of each class in each split. *n* is the number of images. */
export function classesCard({counts, classes}: Pick<ShownDataset, "counts" | "classes">, n: number): ChartCard {
  return chartCard({
    name: "classes",
    title: classBalance(counts, classes),
    caption: `Images of each ${classWords(classes).kind}, as a share of their split, of ${formatCount(n)} in all. Hover for the numbers.`,
    chart: (width) => classCounts(counts, {classes, width}),
    rows: counts,
    columns: countColumns(classes),
    empty: emptyState("No image has a label, so there are no classes to count.")
  });
}

/** Returns the card that shows how a trait, by its *label*, varies within each class; *inputs* choose the trait. */
export function traitsCard(
  {traits, splits, classes}: Pick<ShownDataset, "traits" | "splits" | "classes">,
  label: string,
  inputs: Node
): ChartCard {
  const trait = traitCalled(label);
  const spreads = spreadsOf(traits, trait);
  return chartCard({
    name: "traits",
    title: traitFinding(spreads, trait, classes),
    caption: `${trait.about} Of ${splits[0]?.split}: the line goes from the 5th to the 95th percentile, the bar over the middle half, with a tick at the median; symbols are the medians of the other splits.`,
    inputs,
    chart: (width) => traitChart(spreads, trait, {classes, width}),
    rows: spreads,
    columns: spreadColumns(trait, classes),
    empty: emptyState(`No image has a label, so nothing is known by ${classWords(classes).kind}.`)
  });
}

/** Returns the card that shows how far the other splits are from the first one. */
export function skewCard({skew, splits, classes}: Pick<ShownDataset, "skew" | "splits" | "classes">): ChartCard {
  const {kind, many} = classWords(classes);
  const reference = splits[0]?.split ?? "";
  return chartCard({
    name: "skew",
    title: skewFinding(skew, reference, classes),
    caption: `How far the other splits are from ${reference}, in the share of each ${kind} and in ink (mean of the pixels). Within the band, ±0.1 standard deviations, groups count as balanced (Austin 2009).`,
    chart: (width) => skewChart(skew, {classes, width}),
    rows: skew,
    columns: skewColumns(classes),
    empty: emptyState(
      `There is one split. Bring ${many} that come in several, and this shows how far they differ:`,
      "npm run data"
    )
  });
}
