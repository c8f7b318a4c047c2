import * as tf from "@tensorflow/tfjs";

/** A network, cut before its last dense layer. */
export interface CutNetwork {
  /** The name of its last dense layer. */
  readonly layer: string;
  /** All layers before that one, with the model's own weights: images → [n, units]. */
  readonly body: tf.LayersModel;
  /** A copy of the last dense layer and a softmax: [n, units] → [n, classes]. */
  readonly head: tf.LayersModel;
}

/**
 * Returns the first output's path through *model* in two parts. The softmax may be a layer of its own, the dense layer's
 * activation, or missing, as in a model that gives logits.
 * @throws TypeError for a model whose first output doesn't come from a dense layer and a softmax
 */
export function cutLastLayer(model: tf.LayersModel): CutNetwork {
  const last = model.outputs[0]!.sourceLayer;
  const isSoftmax = last.getClassName() === "Activation" && last.getConfig().activation === "softmax";
  const dense = isSoftmax ? (last.input as tf.SymbolicTensor).sourceLayer : last;
  const {activation = "linear", units, useBias = true} = dense.getConfig() as Partial<Record<string, unknown>>;
  const isPlain = activation === "linear" || (activation === "softmax" && !isSoftmax);
  if (dense.getClassName() !== "Dense" || !isPlain) {
    const got = dense.getClassName() === "Dense" ? `Dense with the activation ${String(activation)}` : "";
    throw new TypeError(
      `expected a network that ends with a dense layer and a softmax, got ${got || dense.getClassName()}`
    );
  }
  const input = dense.input as tf.SymbolicTensor;
  const body = tf.model({inputs: model.inputs, outputs: input});
  const head = tf.sequential({
    layers: [
      tf.layers.dense({units: units as number, useBias: useBias as boolean, inputShape: input.shape.slice(1)}),
      tf.layers.activation({activation: "softmax"})
    ]
  });
  head.setWeights(dense.getWeights());
  return {layer: dense.name, body, head};
}
