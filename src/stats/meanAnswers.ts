import {mostLikely} from "../characters/mostLikely.js";
import {NO_CLASS} from "../characters/alphabet.js";

/** What a run answered for images. */
export interface Answers {
  readonly name: string;
  /** [n × classes], each row sums to 1; zeros for an image that it did not answer. */
  readonly probabilities: Float32Array;
}

/** What several runs answered in the mean. */
export interface MeanAnswers {
  /** [n × classes], each row sums to 1; zeros for an image that none of them answered. */
  readonly probabilities: Float32Array;
  /** [n], the names of the runs that answered each image. */
  readonly names: readonly (readonly string[])[];
}

/** A run whose share of right answers is lower than the best one's by more than this has no say. */
const TOLERANCE = 0.01;

/** More add nothing. */
const MAX_RUNS = 4;

/**
 * Returns the mean answers of the best runs, which tell so many *classes* apart: up to four that agree with the *labels* ([n], 255 for none) as often as the one
 * that agrees most, within a percentage point. None has a say that agrees less often than *winners* ([n], 255 for none), what
 * nearest neighbors say, by more than that, or that answered less than half as many images as another.
 */
export function meanAnswers(
  runs: readonly Answers[],
  labels: Uint8Array,
  winners: Uint8Array,
  classes: number
): MeanAnswers {
  const judged = runs.map((run) => ({run, ...agreement(run.probabilities, labels, classes)})).filter(({n}) => n > 0);
  const mostAnswered = Math.max(...judged.map(({n}) => n));
  const thorough = judged.filter(({n}) => 2 * n >= mostAnswered).sort((a, b) => b.share - a.share);
  const best = Math.max(shareOfSame(winners, labels), ...thorough.map(({share}) => share));
  const chosen = thorough.filter(({share}) => share >= best - TOLERANCE).slice(0, MAX_RUNS);

  const probabilities = new Float32Array(classes * labels.length);
  const names = Array.from(labels, (_, i) =>
    chosen.filter(({run}) => isAnswered(run.probabilities, i, classes)).map(({run}) => run.name)
  );
  for (const {run} of chosen)
    run.probabilities.forEach((p, at) => (probabilities[at]! += p / (names[Math.floor(at / classes)]!.length || 1)));
  return {probabilities, names};
}

/** Returns how many labeled images were answered, and for which share of these the answer is the label. */
function agreement(probabilities: Float32Array, labels: Uint8Array, classes: number): {n: number; share: number} {
  const answers = Uint8Array.from(labels, (_, i) =>
    isAnswered(probabilities, i, classes) ? mostLikely(probabilities, classes * i, classes) : NO_CLASS
  );
  const n = answers.filter((answer, i) => answer !== NO_CLASS && labels[i] !== NO_CLASS).length;
  return {n, share: shareOfSame(answers, labels)};
}

/** Returns for which share of the images with both an answer and a label the two are the same; 0 without any. */
function shareOfSame(answers: Uint8Array, labels: Uint8Array): number {
  const both = [...answers.keys()].filter((i) => answers[i] !== NO_CLASS && labels[i] !== NO_CLASS);
  return both.length ? both.filter((i) => answers[i] === labels[i]).length / both.length : 0;
}

function isAnswered(probabilities: Float32Array, i: number, classes: number): boolean {
  return probabilities.subarray(classes * i, classes * (i + 1)).some((p) => p > 0);
}
