import * as tf from "@tensorflow/tfjs";

/** Returns a copy of a model's trainable weights, one after the other: [weights]. */
export function readWeights(model: tf.LayersModel): Float32Array {
  const parts = model.trainableWeights.map((weight) => weight.read().dataSync<"float32">());
  const weights = new Float32Array(parts.reduce((sum, {length}) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    weights.set(part, start);
    start += part.length;
  }
  return weights;
}

/** Sets a model's trainable weights. */
export function assignWeights(model: tf.LayersModel, weights: Float32Array): void {
  let start = 0;
  for (const weight of model.trainableWeights) {
    const variable = weight.read() as tf.Variable;
    const tensor = tf.tensor(weights.slice(start, (start += variable.size)), variable.shape);
    variable.assign(tensor);
    tensor.dispose();
  }
}
