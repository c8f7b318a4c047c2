import {mostLikely} from "../characters/mostLikely.js";
import {NO_CLASS} from "../characters/alphabet.js";

/** A run's answers to a set of images. */
export interface Answers {
  readonly name: string;
  /** [n × classes], each row sums to 1; zeros for an image without an answer. */
  readonly probabilities: Float32Array;
}

/** The mean answers of several runs. */
export interface MeanAnswers {
  /** [n × classes], each row sums to 1; zeros for an image that no run answered. */
  readonly probabilities: Float32Array;
  /** [n], the names of the runs that answered each image. */
  readonly names: readonly (readonly string[])[];
}

/** Runs whose share of right answers is lower than the best by more than this are excluded. */
const TOLERANCE = 0.01;

/** The maximum number of runs to average; more bring no improvement. */
const MAX_RUNS = 4;

/**
 * Averages the answers of the best runs over the given number of *classes*: up to four runs whose agreement with the
 * *labels* ([n], 255 for none) is within a percentage point of the best. Excludes runs that agree less often than
 * *winners* ([n], 255 for none), the votes of the nearest neighbors, by more than that, and runs that answered less
 * than half as many images as another.
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

/** Returns the number of answered images with a label and the share of them where answer and label agree. */
function agreement(probabilities: Float32Array, labels: Uint8Array, classes: number): {n: number; share: number} {
  const answers = Uint8Array.from(labels, (_, i) =>
    isAnswered(probabilities, i, classes) ? mostLikely(probabilities, classes * i, classes) : NO_CLASS
  );
  const n = answers.filter((answer, i) => answer !== NO_CLASS && labels[i] !== NO_CLASS).length;
  return {n, share: shareOfSame(answers, labels)};
}

/** Returns the share of images with both an answer and a label where the two agree; 0 if there are none. */
function shareOfSame(answers: Uint8Array, labels: Uint8Array): number {
  const both = [...answers.keys()].filter((i) => answers[i] !== NO_CLASS && labels[i] !== NO_CLASS);
  return both.length ? both.filter((i) => answers[i] === labels[i]).length / both.length : 0;
}

function isAnswered(probabilities: Float32Array, i: number, classes: number): boolean {
  return probabilities.subarray(classes * i, classes * (i + 1)).some((p) => p > 0);
}
