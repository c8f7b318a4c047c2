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

/** What these cards show of `data/dataset.json`. */
export interface ShownDataset {
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
    caption: `Share of each ${classWords(classes).kind} within its split, of ${formatCount(n)} images in all. Hover for the counts.`,
    chart: (width) => classCounts(counts, {classes, width}),
    rows: counts,
    columns: countColumns(classes),
    empty: emptyState("No image has a label, so there are no classes to count.")
  });
}

/** Returns the card that shows how far the other splits are from the first one. */
export function skewCard({skew, splits, classes}: Pick<ShownDataset, "skew" | "splits" | "classes">): ChartCard {
  const {kind, many} = classWords(classes);
  const reference = splits[0]?.split ?? "";
  return chartCard({
    name: "skew",
    title: skewFinding(skew, reference, classes),
    caption: `Difference of each split from ${reference}: in the share of each ${kind}, and in ink (mean pixel value). Within the band (±0.1 standard deviations) groups count as balanced (Austin 2009).`,
    chart: (width) => skewChart(skew, {classes, width}),
    rows: skew,
    columns: skewColumns(classes),
    empty: emptyState(
      `Only one split. With ${many} that come in several, this shows how much they differ:`,
      "npm run data"
    )
  });
}
