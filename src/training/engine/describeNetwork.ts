import type * as tf from "@tensorflow/tfjs";
import {ACTIVATIONS, type Activation} from "./layers/activations.js";
import type {LayerPlan, NetworkPlan} from "./networkPlan.js";

/**
 * Returns the plan of *model*, a sequence of layers that must end with a separate softmax: the loss is computed from the
 * logits before it. *masks*, by the weights' names, have 0 for those that stay as they are, and 1 for the others.
 * @throws TypeError for other models, and layers that the engine has not
 */
export function describeNetwork(
  model: tf.LayersModel,
  masks: Readonly<Record<string, Float32Array>> = {}
): NetworkPlan {
  const layers = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  const last = layers.pop();
  if (last?.getClassName() !== "Activation" || last.getConfig().activation !== "softmax")
    throw new TypeError(`training expects a softmax layer at the end of the model, not ${last?.getClassName()}`);
  const weights = layers.flatMap(({trainableWeights}) => trainableWeights);
  const masked = weights.map(({originalName, shape}) => {
    const count = (shape as number[]).reduce((product, side) => product * side, 1);
    return masks[originalName] ?? new Float32Array(count).fill(1);
  });
  return {
    layers: layers.flatMap(describeLayer),
    ...(Object.keys(masks).length && {mask: Float32Array.from(masked.flatMap((mask) => [...mask]))})
  };
}

/** Returns the plan of a layer; none for those that only give the values of an image another shape. */
function describeLayer(layer: tf.layers.Layer): LayerPlan[] {
  const config = layer.getConfig();
  const kind = layer.getClassName();
  const shape = (layer.input as tf.SymbolicTensor).shape.slice(1) as number[];
  const [height, width, channels] = shape as [number, number, number];
  const inputs = shape.reduce((product, side) => product * side, 1);
  switch (kind) {
    case "Flatten":
    case "Reshape":
      return [];
    case "Dropout":
      return [{kind: "dropout", inputs, rate: config.rate as number}];
    case "Dense":
      if (shape.length !== 1) break;
      return [{kind: "dense", inputs, units: config.units as number, activation: activationOf(layer)}];
    case "Conv2D": {
      const {kernelSize, strides, padding, filters} = config as unknown as {
        readonly kernelSize: readonly number[];
        readonly strides: readonly number[];
        readonly padding: "same" | "valid";
        readonly filters: number;
      };
      const [size, stride] = [kernelSize[0]!, strides[0]!];
      if (kernelSize[1] !== size || strides[1] !== stride) break;
      return [{kind: "convolution", height, width, channels, filters, size, stride, padding, activation: activationOf(layer)}]; // prettier-ignore
    }
    case "MaxPooling2D":
    case "AveragePooling2D": {
      const {poolSize, strides, padding} = config as {poolSize: number[]; strides: number[]; padding: string};
      const size = poolSize[0]!;
      if (padding !== "valid" || [...poolSize, ...strides].some((side) => side !== size))
        throw new TypeError(`no gradient for the layer ${kind} with windows that overlap or are padded`);
      return [{kind: kind === "MaxPooling2D" ? "maxPooling" : "averagePooling", height, width, channels, size}];
    }
    case "Permute":
      if (String(config.dims) !== "2,1") break;
      return [{kind: "columns", rows: height, columns: width}];
    case "Bidirectional":
      return [{kind: "bidirectional", steps: height, width, units: lstmUnits(layer)}];
  }
  throw new TypeError(`no gradient for the layer ${kind} of the shape ${shape.join(" × ")}`);
}

/**
 * Returns the units of one of the two LSTMs of *layer*.
 * @throws TypeError for another layer in both directions
 */
function lstmUnits(layer: tf.layers.Layer): number {
  const {layer: inner, mergeMode} = layer.getConfig() as {
    mergeMode?: string;
    layer: {className: string; config: Record<string, unknown>};
  };
  const wanted = {
    activation: "tanh",
    recurrentActivation: "sigmoid",
    returnSequences: false,
    useBias: true,
    dropout: 0,
    recurrentDropout: 0
  };
  const isKnown = Object.entries(wanted).every(([name, value]) => inner.config[name] === value);
  if (inner.className !== "LSTM" || mergeMode !== "concat" || !isKnown)
    throw new TypeError("no gradient for a Bidirectional layer other than an LSTM with sigmoid gates and last outputs side by side"); // prettier-ignore
  return inner.config.units as number;
}

/** @throws TypeError for an activation that the engine has not */
function activationOf(layer: tf.layers.Layer): Activation {
  const {activation = "linear", useBias} = layer.getConfig();
  const found = ACTIVATIONS.find((name) => name === activation);
  if (!found || useBias === false) {
    const what = found ? "without biases" : `with the activation ${String(activation)}`;
    throw new TypeError(`no gradient for the layer ${layer.getClassName()} ${what}`);
  }
  return found;
}
