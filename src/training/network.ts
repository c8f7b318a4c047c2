import * as tf from "@tensorflow/tfjs";
import {mostLikely} from "../characters/mostLikely.js";
import type {Pass} from "./layers/layer.js";
import {trainableLayer} from "./layers/trainableLayer.js";

/** The images and labels of one training step. */
export interface Batch {
  /** [n × 784] in [0, 1] */
  readonly pixels: Float32Array;
  /** [n], class indices. */
  readonly labels: Uint8Array;
  /** [n × classes], rows that sum to 1: the probabilities to learn instead of the labels. */
  readonly targets?: Float32Array | undefined;
}

/** The training version of a model. */
export interface TrainableNetwork {
  /** Returns a copy of the model's weights, layer by layer: [weights]. */
  readWeights(): Float32Array;
  /** Sets the model's weights. */
  assignWeights(weights: Float32Array): void;
  /**
   * Writes the gradients of the mean cross-entropy (nats) of a *batch* with respect to *weights* to *gradients*.
   * Returns the loss and the number of correct answers. *random* determines what dropout drops.
   */
  computeGradients(
    batch: Batch,
    weights: Float32Array,
    gradients: Float32Array,
    random: () => number
  ): {loss: number; correct: number};
}

/**
 * Returns the training version of *model*, a sequence of layers that must end with a separate softmax: the loss is
 * computed from the logits before it.
 * *masks*, by the weights' names, have 0 for those that stay as they are, whose gradients are 0, and 1 for the others.
 * @throws TypeError for other models
 */
export function trainableNetwork(
  model: tf.LayersModel,
  masks: Readonly<Record<string, Float32Array>> = {}
): TrainableNetwork {
  const layers = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  const last = layers.pop();
  if (last?.getClassName() !== "Activation" || last.getConfig().activation !== "softmax") {
    throw new TypeError(`training expects a softmax layer at the end of the model, not ${last?.getClassName()}`);
  }
  const variables = layers.map((layer) => layer.trainableWeights.map((weight) => weight.read() as tf.Variable));
  const masked = layers.flatMap((layer) => layer.trainableWeights.map(({originalName}) => masks[originalName]));
  const trainable = layers.map((layer) => trainableLayer(layer));
  const inputShape = model.inputs[0]!.shape.slice(1) as number[];
  const length = variables.flat().reduce((sum, {size}) => sum + size, 0);

  /** Yields the part of *array* that holds each weight tensor of each layer. */
  function* partsOf(array: Float32Array) {
    let start = 0;
    for (const [layer, list] of variables.entries()) {
      for (const variable of list) {
        yield {layer, variable, part: array.subarray(start, (start += variable.size))};
      }
    }
  }

  function readWeights(): Float32Array {
    const weights = new Float32Array(length);
    for (const {variable, part} of partsOf(weights)) part.set(variable.dataSync<"float32">());
    return weights;
  }

  function assignWeights(weights: Float32Array): void {
    for (const {variable, part} of partsOf(weights)) {
      const tensor = tf.tensor(part.slice(), variable.shape);
      variable.assign(tensor);
      tensor.dispose();
    }
  }

  function computeGradients(
    {pixels, labels, targets}: Batch,
    weights: Float32Array,
    gradients: Float32Array,
    random: () => number
  ): {loss: number; correct: number} {
    const n = labels.length;
    let result = {loss: NaN, correct: 0};
    // Nothing is returned through tidy, which would search every element of an array for tensors.
    tf.tidy(() => {
      const tensors: tf.Tensor[][] = variables.map(() => []);
      for (const {layer, variable, part} of partsOf(weights)) tensors[layer]!.push(tf.tensor(part, variable.shape));
      let value: tf.Tensor = tf.tensor(pixels, [n, ...inputShape]); // [n, 784] or [n, 28, 28, 1]
      const passes: Pass[] = [];
      for (const [i, layer] of trainable.entries()) {
        const pass = layer(value, tensors[i]!, random);
        passes.push(pass);
        value = pass.output;
      }
      const {loss, correct, gradient} = crossEntropy(value.dataSync<"float32">(), labels, targets);
      result = {loss, correct};
      const found: tf.Tensor[][] = variables.map(() => []);
      const first = variables.findIndex((list) => list.length > 0);
      let back: tf.Tensor | undefined = tf.tensor2d(gradient, [n, gradient.length / n]);
      for (let i = passes.length - 1; i >= first; --i) {
        const {weights: ofWeights, input} = passes[i]!.backward(back!, i > first);
        found[i] = ofWeights;
        back = input;
      }
      const flat = found.flat();
      let k = 0;
      for (const {part} of partsOf(gradients)) {
        part.set(flat[k]!.dataSync<"float32">());
        const mask = masked[k++];
        if (mask) for (let i = 0; i < part.length; ++i) part[i]! *= mask[i]!;
      }
    });
    return result;
  }

  return {readWeights, assignWeights, computeGradients};
}

/**
 * Returns the mean cross-entropy (nats) of *logits*, [n × classes], for *labels*, the number of rows with the largest
 * logit at the label, and the gradient of the loss with respect to the logits, [n × classes]: (softmax − one-hot) / n.
 * With *targets*, [n × classes], loss and gradient are those of these probabilities instead of the labels'.
 */
export function crossEntropy(
  logits: Float32Array,
  labels: Uint8Array,
  targets?: Float32Array
): {loss: number; correct: number; gradient: Float32Array} {
  const n = labels.length;
  const classes = logits.length / n;
  const gradient = new Float32Array(logits.length);
  let [loss, correct] = [0, 0];
  for (let i = 0, row = 0; i < n; ++i, row += classes) {
    const most = mostLikely(logits, row, classes);
    let sum = 0;
    for (let c = 0; c < classes; ++c) sum += Math.exp(logits[row + c]! - logits[row + most]!);
    const label = labels[i]!;
    if (!targets) loss += Math.log(sum) - (logits[row + label]! - logits[row + most]!);
    for (let c = 0; c < classes; ++c) {
      const probability = Math.exp(logits[row + c]! - logits[row + most]!) / sum;
      const wanted = targets ? targets[row + c]! : Number(c === label);
      if (targets) loss += wanted * (Math.log(sum) - (logits[row + c]! - logits[row + most]!));
      gradient[row + c] = (probability - wanted) / n;
    }
    if (most === label) ++correct;
  }
  return {loss: loss / n, correct, gradient};
}
