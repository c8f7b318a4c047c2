import {isSameAlphabet} from "../../characters/alphabet.js";
import type {Predictions} from "../../run/predictions.js";
import {compareAnswers, type AnswerComparison} from "../../stats/mcnemar.js";
import type {GridItem} from "../images/digitGrid.js";
import {counted, formatCount, formatPercent} from "../page/format.js";
import {answerText, sureText} from "./answers.js";

/** A run with its answers. */
export interface AnsweringRun {
  readonly name: string;
  readonly title: string;
  readonly predictions: Predictions;
}

/** Who is right: both runs, one of them, neither; or "differ", all images that they read as different digits. */
export const AGREEMENTS = ["both", "onlyA", "onlyB", "neither"] as const;
export type Agreement = (typeof AGREEMENTS)[number] | "differ";

/** Below this p-value a difference is called significant. */
const SIGNIFICANT = 0.05;

/**
 * Returns which run is better, as a title with the test and the difference: "cnn is significantly better (McNemar,
 * p = 0.001): 0.29 percentage points on 10,000 images"; says so where the difference may be chance.
 */
export function comparisonFinding(a: AnsweringRun, b: AnsweringRun, {onlyA, onlyB, pValue}: AnswerComparison): string {
  const n = a.predictions.length;
  const test = `McNemar, ${pValue < 0.001 ? "p < 0.001" : `p = ${pValue.toFixed(3)}`}`;
  const points = `${((100 * Math.abs(onlyA - onlyB)) / (n || 1)).toFixed(2)} percentage points`;
  const images = `on ${formatCount(n)} images`;
  if (onlyA === onlyB) return `${a.title} and ${b.title} are equally accurate ${images}`;
  const [better, worse] = onlyA > onlyB ? [a.title, b.title] : [b.title, a.title];
  if (pValue < SIGNIFICANT) return `${better} is significantly better (${test}): ${points} ${images}`;
  return `${better} is not significantly better than ${worse} (${test}): ${points} ${images}`;
}

/** Returns the counts behind McNemar's test. */
export function onlyWords(a: AnsweringRun, b: AnsweringRun, {onlyA, onlyB}: AnswerComparison): string {
  const images = (n: number) => counted(n, "image");
  return `Only ${a.title} is correct on ${images(onlyA)}, only ${b.title} on ${images(onlyB)}.`;
}

/** Returns a 95 % interval of the difference of two accuracies on the same images, in [−1, 1]: Wald's, for paired shares. */
export function differenceInterval({onlyA, onlyB}: AnswerComparison, n: number): readonly [number, number] {
  const difference = (onlyA - onlyB) / n;
  const error = (1.959964 * Math.sqrt(onlyA + onlyB - (onlyA - onlyB) ** 2 / n)) / n;
  return [difference - error, difference + error];
}

/**
 * Returns the images on which two runs stand to each other as *agreement* says, those that the site has first, with each
 * run's answer. *images* gives each one's index in the site's test split, or −1.
 */
export function agreementItems(a: AnsweringRun, b: AnsweringRun, images: Int32Array, agreement: Agreement): GridItem[] {
  const {labels, classes, predicted: readA} = a.predictions;
  const {predicted: readB} = b.predictions;
  const standing = (i: number): Agreement =>
    readA[i] === labels[i] ? (readB[i] === labels[i] ? "both" : "onlyA") : readB[i] === labels[i] ? "onlyB" : "neither";
  return Array.from(labels.keys())
    .filter((i) => (agreement === "differ" ? readA[i] !== readB[i] : standing(i) === agreement))
    .sort((i, j) => Number(images[i]! < 0) - Number(images[j]! < 0))
    .map((i) => ({
      split: "test",
      index: images[i]!,
      caption: `${answerText(classes, readA[i])} / ${answerText(classes, readB[i])}`,
      description: `${answerText(classes, labels[i])}: test image ${i}, ${a.title} reads ${answerText(classes, readA[i])}${sureText(a.predictions, i)}, ${b.title} ${answerText(classes, readB[i])}${sureText(b.predictions, i)}`
    }));
}

/**
 * Returns the comparison of two runs' answers; undefined where they are not about the same images, as far as is known, or tell
 * other classes apart.
 */
export function compareRuns(a: AnsweringRun, b: AnsweringRun): AnswerComparison | undefined {
  const same =
    isSameAlphabet(a.predictions.classes, b.predictions.classes) &&
    a.predictions.length === b.predictions.length &&
    a.predictions.labels.every((label, i) => label === b.predictions.labels[i]);
  return same ? compareAnswers(a.predictions, b.predictions) : undefined;
}

/** Returns a difference of shares with its interval: "+0.29 percentage points (95 % interval 0.10 to 0.48)". */
export function formatDifference(comparison: AnswerComparison, n: number): string {
  const points = (share: number) =>
    (100 * share)
      .toFixed(2)
      .replace(/^-0\.00$/, "0.00")
      .replace("-", "−");
  const difference = (comparison.onlyA - comparison.onlyB) / n;
  const [low, high] = differenceInterval(comparison, n);
  return `${difference > 0 ? "+" : ""}${points(difference)} percentage points (95 % interval ${points(low)} to ${points(high)})`;
}

/** Returns the share of images that both runs answer alike, in words. */
export function agreementShare(n: number, {disagreements}: AnswerComparison): string {
  return `Both give the same answer for ${formatPercent(1 - disagreements.length / n, n)} of ${formatCount(n)} images.`;
}
