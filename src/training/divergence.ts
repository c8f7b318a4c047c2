import {DIGITS} from "../characters/alphabet.js";

/** A mean loss of an epoch is absurd, no training comes back from it, at so many times that of guessing among the classes. */
const ABSURD = 100;

/** The largest number of float16, in which weights are kept. */
const MAX_WEIGHT = 65_504;

/** Where a training is, and how it got there. */
export interface Progress {
  /** From 0. */
  readonly epoch: number;
  /** The loss that the one in question grew from. */
  readonly before: number;
  readonly learningRate: number;
}

/** @throws RangeError, with advice, for a *loss* of a step that is no finite number */
export function checkStep(loss: number, progress: Progress): void {
  if (!Number.isFinite(loss)) throw grown(loss, progress);
}

/**
 * Checks what an epoch of learning so many *classes* has come to, before anything keeps it.
 * @throws RangeError, with advice, for a mean *loss* that is absurd, and *weights* that are not finite or too large to be kept
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

/** Adam's usual rate, or a tenth of one that is not above it. */
function advice({learningRate}: Pick<Progress, "learningRate">): string {
  return `try a learning rate of ${learningRate > 0.001 ? 0.001 : Number((learningRate / 10).toPrecision(2))}`;
}

/** Returns a number to two figures: 2.3, 4500, 1e12. */
function show(value: number): string {
  if (!Number.isFinite(value)) return "infinity";
  return value < 1e5 ? String(Number(value.toPrecision(2))) : value.toExponential(0).replace("+", "");
}
