import {DIGITS} from "../../src/characters/alphabet.js";
import {fromProbabilities, type ProbablePredictions} from "../../src/run/predictions.js";

/** Predictions given as [label, answer, confidence]; the remaining probability goes to the class after the answer. */
export function predict(rows: [number, number, number][]): ProbablePredictions {
  const probabilities = new Float32Array(rows.length * 10);
  rows.forEach(([, answer, confidence], i) => {
    probabilities[i * 10 + answer] = confidence;
    probabilities[i * 10 + ((answer + 1) % 10)] = 1 - confidence;
  });
  return fromProbabilities(
    DIGITS,
    Uint8Array.from(rows, ([label]) => label),
    probabilities
  );
}
