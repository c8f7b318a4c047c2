import {maxIndex, minIndex} from "d3-array";
import type {Box} from "../../ink/image/image.js";
import {mostLikely} from "../../characters/mostLikely.js";
import {aClass} from "../page/classWords.js";
import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import {formatCount} from "../page/format.js";
import {formatShare} from "../page/probabilityBars.js";

/** A spot where ink is added or taken away, in pixels of the image. */
export interface ExplainedEdit {
  readonly x: number;
  readonly y: number;
  readonly kind: "ink" | "blank";
}

/** Why an image is read as a digit, and not as another. */
export interface DigitExplanation {
  /** [784], nats: how much the log-odds of the digit fall when the ink around a pixel is covered. */
  readonly map: ArrayLike<number>;
  /** The nine thirds of thirds of the digit, row by row: the fall (nats) when it is covered, and the answer then. */
  readonly regions: readonly {readonly box: Box; readonly fall: number; readonly probabilities: ArrayLike<number>}[];
  /** Changes that speak for the other digit, and the answer to all of them. */
  readonly counterfactual: {
    readonly edits: readonly ExplainedEdit[];
    readonly image: Uint8Array;
    readonly probabilities: ArrayLike<number>;
  } | null;
}

/** What the nine parts are called, row by row. */
export const REGIONS = [
  "at the upper left",
  "at the top",
  "at the upper right",
  "at the left",
  "in the middle",
  "at the right",
  "at the lower left",
  "at the bottom",
  "at the lower right"
];

/** Parts whose covering changes the log-odds by less, in nats, are not worth a word: e^0.5 is 1.6 times. */
const MIN_FALL = 0.5;

/** Returns the class of that index with its article: "a 4", "an R". */
export function named(classes: Alphabet, digit: number): string {
  return aClass(classes[digit] ?? "?");
}

/** Returns the part without which the evidence falls most, by its place among the nine; undefined where none matters. */
export function strongestRegion({regions}: Pick<DigitExplanation, "regions">): number | undefined {
  const strongest = maxIndex(regions, ({fall}) => fall);
  return regions[strongest] && regions[strongest].fall >= MIN_FALL ? strongest : undefined;
}

/** Returns what says most for *digit*, and what would be read without it, as a sentence or two. */
export function whySentence(
  explanation: Pick<DigitExplanation, "regions">,
  digit: number,
  classes: Alphabet = DIGITS
): string {
  const {regions} = explanation;
  const weakest = minIndex(regions, ({fall}) => fall);
  const against =
    regions[weakest] && regions[weakest].fall <= -MIN_FALL ? ` The ink ${REGIONS[weakest]} speaks against it.` : "";
  const strongest = strongestRegion(explanation);
  if (strongest === undefined) return `No part of the ink alone makes it ${named(classes, digit)}.${against}`;
  const {probabilities} = regions[strongest]!;
  const read = mostLikely(probabilities, 0, probabilities.length);
  const still = read === digit ? "still " : "";
  return (
    `The ink ${REGIONS[strongest]} speaks most for ${named(classes, digit)}: without it, this would ${still}be read as ` +
    `${named(classes, read)} (${formatShare(probabilities[read]!)}).${against}`
  );
}

/** Returns what says most for *digit* and against *other*, and what would make it that, as sentences. */
export function whyNotSentence(
  explanation: Pick<DigitExplanation, "regions" | "counterfactual">,
  digit: number,
  other: number,
  classes: Alphabet = DIGITS
): string {
  const strongest = strongestRegion(explanation);
  const why =
    strongest === undefined
      ? `No part of the ink alone speaks against ${named(classes, other)}.`
      : `The ink ${REGIONS[strongest]} speaks most for ${named(classes, digit)} and against ${named(classes, other)}; without it, ` +
        `${named(classes, other)} would be ${formatShare(explanation.regions[strongest]!.probabilities[other]!)} likely.`;
  return `${why} ${counterfactualSentence(explanation, other, classes)}`;
}

/** Returns whether the changes are enough to make it *other*. */
export function makesOther({counterfactual}: Pick<DigitExplanation, "counterfactual">, other: number): boolean {
  return (
    counterfactual !== null &&
    mostLikely(counterfactual.probabilities, 0, counterfactual.probabilities.length) === other
  );
}

function counterfactualSentence(
  explanation: Pick<DigitExplanation, "counterfactual">,
  other: number,
  classes: Alphabet
): string {
  const {counterfactual} = explanation;
  if (!counterfactual) return `No spot of ink, added or taken away, would make ${named(classes, other)} likelier.`;
  const share = formatShare(counterfactual.probabilities[other]!);
  if (!makesOther(explanation, other)) {
    return `A few spots of ink, added or taken away, don’t make it ${named(classes, other)}: they bring it to ${share} at most.`;
  }
  const added = counterfactual.edits.filter(({kind}) => kind === "ink").length;
  const removed = counterfactual.edits.length - added;
  const spots = (n: number) => `${n} ${n === 1 ? "spot" : "spots"} of ink`;
  const changes = !removed
    ? `${spots(added)} more`
    : !added
      ? `${spots(removed)} less`
      : `${spots(added)} more and ${removed} less`;
  return `With ${changes}, this would be read as ${named(classes, other)} (${share}).`;
}

/** Returns by what factor odds change whose logarithm changes by as many *nats*: "1.4", "230", "over a million". */
export function oddsFactor(nats: number): string {
  const factor = Math.exp(nats);
  if (factor >= 1e6) return "over a million";
  return factor < 10 ? factor.toFixed(1) : formatCount(Number(factor.toPrecision(2)));
}
