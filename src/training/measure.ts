import {mostLikely} from "../characters/mostLikely.js";

/**
 * Returns mean cross-entropy (nats) and accuracy of *probabilities*, [n × classes], for *labels*, [n]; NaN if n is 0.
 */
export function measure(probabilities: Float32Array, labels: Uint8Array): {loss: number; accuracy: number} {
  const classes = probabilities.length / labels.length;
  let [loss, correct] = [0, 0];
  for (let i = 0; i < labels.length; ++i) {
    loss -= Math.log(Math.max(1e-7, probabilities[i * classes + labels[i]!]!));
    if (mostLikely(probabilities, i * classes, classes) === labels[i]) ++correct;
  }
  return {loss: loss / labels.length, accuracy: correct / labels.length};
}
