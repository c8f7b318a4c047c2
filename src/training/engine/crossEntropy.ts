import {mostLikely} from "../../characters/mostLikely.js";

/** What is learned from a row of logits: its class, or the probability of each class. */
export interface Answers {
  /** [n], class indices. */
  readonly labels: Uint8Array;
  /** [n × classes], rows that sum to 1: the probabilities to learn instead of the labels. */
  readonly targets?: Float32Array | undefined;
}

/**
 * Returns the sum of the cross-entropies (nats) of *logits*, [n × classes], for *labels*, and the number of rows with the
 * largest logit at the label. Writes the gradient of the mean over *total* rows, of which these are some, with respect to
 * the logits to *gradient*, [n × classes]: (softmax − one-hot) / total.
 * With *targets* loss and gradient are those of these probabilities instead of the labels'.
 */
export function crossEntropy(
  logits: Float32Array,
  {labels, targets}: Answers,
  total: number,
  gradient: Float32Array
): {loss: number; correct: number} {
  const classes = labels.length ? logits.length / labels.length : 0;
  let [loss, correct] = [0, 0];
  for (let i = 0, row = 0; i < labels.length; ++i, row += classes) {
    const most = mostLikely(logits, row, classes);
    let sum = 0;
    for (let c = 0; c < classes; ++c) sum += Math.exp(logits[row + c]! - logits[row + most]!);
    const label = labels[i]!;
    if (!targets) loss += Math.log(sum) - (logits[row + label]! - logits[row + most]!);
    for (let c = 0; c < classes; ++c) {
      const probability = Math.exp(logits[row + c]! - logits[row + most]!) / sum;
      const wanted = targets ? targets[row + c]! : Number(c === label);
      if (targets) loss += wanted * (Math.log(sum) - (logits[row + c]! - logits[row + most]!));
      gradient[row + c] = (probability - wanted) / total;
    }
    if (most === label) ++correct;
  }
  return {loss, correct};
}
