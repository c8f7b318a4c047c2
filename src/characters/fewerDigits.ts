import {firstDigits, take, type Digits} from "./digits.js";

/** Returns whether the first *n* of *labels* lack a class that all of them have, as in a file that is sorted by class. */
export function lacksClass(labels: Uint8Array, n: number): boolean {
  return new Set(labels.subarray(0, n)).size < new Set(labels).size;
}

/**
 * Returns *n* of the *digits*: the first ones, as views; or evenly spaced ones, as copies, where the first lack a class. All
 * where there are no more than *n*.
 */
export function fewerDigits(digits: Digits, n: number): Digits {
  const {length, labels} = digits;
  if (n >= length || !labels || !lacksClass(labels, n)) return firstDigits(digits, n);
  return take(
    digits,
    Uint32Array.from({length: n}, (_, i) => Math.floor((i * length) / n))
  );
}
