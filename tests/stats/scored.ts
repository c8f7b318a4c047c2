import {DIGITS} from "../../src/characters/alphabet.js";
import {fromProbabilities} from "../../src/run/predictions.js";

/** Ten scores with ties, and which are positives, as given to scikit-learn. */
export const scores = [0.9, 0.8, 0.8, 0.7, 0.6, 0.6, 0.6, 0.3, 0.2, 0.2];
export const isPositive = [1, 1, 0, 1, 0, 1, 0, 0, 1, 0];

const rows = [
  [0.7, 0.2, 0.1],
  [0.4, 0.5, 0.1],
  [0.3, 0.3, 0.4],
  [0.2, 0.6, 0.2],
  [0.5, 0.3, 0.2],
  [0.1, 0.1, 0.8],
  [0.25, 0.25, 0.5],
  [0.6, 0.2, 0.2]
];

/** Eight answers among three classes; the other seven classes don't occur. */
export const threeClasses = fromProbabilities(
  DIGITS,
  Uint8Array.of(0, 0, 2, 1, 1, 2, 1, 0),
  Float32Array.from(rows.flatMap((row) => [...row, 0, 0, 0, 0, 0, 0, 0]))
);
