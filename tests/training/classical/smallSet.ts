import {expect} from "vitest";
import type {Digits} from "../../../src/characters/digits.js";

/**
 * Returns *n* images of three classes, which overlap: twelve pixels in the middle of each have ink, by a formula that
 * other languages repeat exactly. Image *start* is the first.
 */
export function smallSet(start: number, n: number): Digits & {readonly labels: Uint8Array} {
  const images = new Uint8Array(n * 784);
  const labels = Uint8Array.from({length: n}, (_, row) => (start + row) % 3);
  for (let row = 0; row < n; ++row) {
    const i = start + row;
    for (let p = 0; p < 12; ++p) {
      images[row * 784 + 400 + p] = ((i * i * 31 + p * 17 + i * p * 7) % 61) + ((labels[row]! * 5 + p * 3) % 7) * 3;
    }
  }
  return {length: n, images, labels};
}

/** Returns the class with the highest of each row's three values, as one string. */
export function answers(rows: ArrayLike<number>): string {
  let text = "";
  for (let i = 0; i < rows.length; i += 3) {
    const row = [rows[i]!, rows[i + 1]!, rows[i + 2]!];
    text += row.indexOf(Math.max(...row));
  }
  return text;
}

/** Returns the softmax of each row of three logits. */
export function softmaxOfThree(logits: ArrayLike<number>): number[] {
  return Array.from(logits, (value, i) => {
    const row = [0, 1, 2].map((k) => logits[i - (i % 3) + k]!);
    return Math.exp(value) / row.reduce((sum, other) => sum + Math.exp(other), 0);
  });
}

/** Matches each value to this number of decimals. */
export function closeTo(values: readonly number[], decimals: number): unknown[] {
  return values.map((value) => expect.closeTo(value, decimals) as unknown);
}
