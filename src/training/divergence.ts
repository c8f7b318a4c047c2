import {DIGITS} from "../characters/alphabet.js";

/** A mean loss above this multiple of the loss of guessing is absurd; no training recovers from it. */
const ABSURD = 100;

/** The largest float16 number: weights are stored as float16. */
const MAX_WEIGHT = 65_504;

/** The position and the state of a training, for error messages. */
export interface Progress {
  /** From 0. */
  readonly epoch: number;
  /** The previous loss, for comparison. */
  readonly before: number;
  readonly learningRate: number;
}

/** Checks the *loss* of a step. @throws RangeError, with advice, if it is not finite */
export function checkStep(loss: number, progress: Progress): void {
  if (!Number.isFinite(loss)) throw grown(loss, progress);
}

/**
 * Checks the results of an epoch on *classes* classes before they are saved.
 * @throws RangeError, with advice, for an absurd mean *loss*, and *weights* that are not finite or too large to store
 */
export function checkEpoch(
  loss: number,
  weights: Iterable<ArrayLike<number>>,
  progress: Progress,
  classes = DIGITS.length
): void {
  if (!(loss <= ABSURD * Math.log(classes))) throw grown(loss, progress);
  let largest = 0;
  for (const values of weights) {
    for (let i = 0; i < values.length; ++i) largest = Math.abs(values[i]!) <= largest ? largest : Math.abs(values[i]!);
    if (largest <= MAX_WEIGHT) continue;
    throw new RangeError(`a weight grew to ${show(largest)} in epoch ${progress.epoch + 1}: ${advice(progress)}`);
  }
}

function grown(loss: number, {before, ...progress}: Progress): RangeError {
  const to = Number.isFinite(loss) ? show(loss) : "infinity";
  return new RangeError(
    `the loss grew from ${show(before)} to ${to} in epoch ${progress.epoch + 1}: ${advice(progress)}`
  );
}

/** Suggests Adam's usual rate, or a tenth of a rate that does not exceed it. */
function advice({learningRate}: Pick<Progress, "learningRate">): string {
  return `try a learning rate of ${learningRate > 0.001 ? 0.001 : Number((learningRate / 10).toPrecision(2))}`;
}

/** Formats a number to two significant figures: 2.3, 4500, 1e12. */
function show(value: number): string {
  if (!Number.isFinite(value)) return "infinity";
  return value < 1e5 ? String(Number(value.toPrecision(2))) : value.toExponential(0).replace("+", "");
}
