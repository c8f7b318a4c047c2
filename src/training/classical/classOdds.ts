import {countByClass, type Digits} from "../../characters/digits.js";
import type {ClassOdds} from "../../readers/classical/classScores.js";
import {fitTemperature} from "../../stats/temperature.js";

/** Densities of hundreds of pixels that are no more independent than normal are far too sure of themselves. */
const TEMPERATURES = [0.1, 1e9] as const;

/** Returns each class's share of the digits, [classes]. */
export function shareOfClasses({length, labels}: Digits, classes: number): Float32Array {
  return Float32Array.from(countByClass(labels ?? new Uint8Array(0), classes), (count) => count / length);
}

/**
 * Returns the *priors* with the temperature that makes *logits*, [n × classes], fit *labels* best. Labels of classes
 * that the training images lack are left out: at no temperature are they expected.
 */
export function fitOdds(priors: Float32Array, logits: Float32Array, labels: Uint8Array): ClassOdds {
  const classes = priors.length;
  const known = Array.from(labels.keys()).filter((i) => priors[labels[i]!]! > 0);
  const rows = new Float32Array(known.length * classes);
  known.forEach((i, row) => rows.set(logits.subarray(i * classes, (i + 1) * classes), row * classes));
  const temperature = fitTemperature(
    rows,
    Uint8Array.from(known, (i) => labels[i]!),
    TEMPERATURES
  );
  return {priors, temperature: Math.fround(temperature)};
}
