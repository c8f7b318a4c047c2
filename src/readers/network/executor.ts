import * as tf from "@tensorflow/tfjs-core";
import type {TracedLayer} from "../classifier.js";
import {DIGITS} from "../../characters/alphabet.js";
import {bothWays, type LstmWeights} from "./lstm.js";
import {swapSides} from "./lstmSteps.js";
import {traceLayer, type ShapedValues} from "./traceLayer.js";
import {checkNetwork, parseModel, type Network, type SavedModel} from "./savedModel.js";
import {planNetwork, type Layer, type Plan} from "./topology.js";

/** Returns a weight of a layer, such as its "kernel". @throws TypeError if the layer has no weight of that shape */
type WeightOf = (weight: string, shape: readonly number[]) => tf.Tensor;

/**
 * Returns the saved network, run by TensorFlow.js's core alone, with the same answers as `loadModel` in artifacts.ts;
 * undefined if a layer or anything else about it needs `loadModel`. *source* is the path of its `model.json`, for
 * errors; *classes* is the number of output units.
 * @throws InputError as `loadModel` does
 */
export function loadNetwork(saved: SavedModel, source: string, classes = DIGITS.length): Network | undefined {
  const {modelTopology, weightSpecs, weightData} = parseModel(saved, source);
  const plan = planNetwork(modelTopology);
  if (!plan) return undefined;
  const weights = tf.io.decodeWeights(weightData, weightSpecs);
  const network = connect(plan, weights);
  try {
    if (network) checkNetwork(network, Object.entries(weights), source, classes);
    return network;
  } catch (error) {
    tf.dispose(weights);
    throw error;
  }
}

/**
 * Returns a network with the layers of *plan* and the *weights*. If the weights don't fit, frees them and returns
 * undefined.
 */
function connect({inputShape, steps, outputs}: Plan, weights: tf.NamedTensorMap): Network | undefined {
  const unused = new Set(Object.keys(weights));
  /** Returns the values of all layers, or of those up to the *last* one that is needed. */
  const valuesOf = (images: tf.Tensor, last?: string): ReadonlyMap<string, tf.Tensor> => {
    const values = new Map<string, tf.Tensor>();
    for (const {layer, from} of steps) {
      if (last !== undefined && values.has(last)) break;
      const {name} = layer.config;
      const weightOf: WeightOf = (weight, shape) => {
        const value = weights[`${name}/${weight}`];
        unused.delete(`${name}/${weight}`);
        if (value?.dtype === "float32" && String(value.shape) === String(shape)) return value;
        throw new TypeError(`${name} expects a ${weight} of shape ${shape}`);
      };
      values.set(name, applyLayer(layer, from.length ? from.map((one) => values.get(one)!) : [images], weightOf));
    }
    return values;
  };
  const run = (images: tf.Tensor): tf.Tensor[] => {
    const values = valuesOf(images);
    return outputs.map((name) => values.get(name)!);
  };
  const shapes = shapesOf(() => run(tf.zeros([1, ...inputShape])));
  if (!shapes || unused.size) {
    tf.dispose(weights);
    return undefined;
  }
  return {
    inputs: [{shape: [null, ...inputShape]}],
    outputs: shapes.map(([, ...shape]) => ({shape: [null, ...shape]})),
    predict: (images) => tf.tidy(() => run(images)),
    trace: (image, withWeights) => {
      const layers: TracedLayer[] = [];
      // Nothing is returned from the scope: it would search all activations for tensors.
      tf.tidy(() => {
        const values = valuesOf(image);
        const own = withWeights
          ? Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, plain(weight, weight.shape)]))
          : undefined;
        for (const step of steps) {
          const value = values.get(step.layer.config.name)!;
          layers.push(traceLayer(step, plain(value, value.shape.slice(1)), own));
        }
      });
      return layers;
    },
    activations: (images, name) => {
      if (!steps.some(({layer}) => layer.config.name === name))
        throw new RangeError(
          `expected a layer of ${steps.map(({layer}) => layer.config.name).join(", ")}, got ${name}`
        );
      let found: Float32Array = new Float32Array(0);
      tf.tidy(() => void (found = valuesOf(images, name).get(name)!.dataSync<"float32">()));
      return found;
    },
    dispose: () => tf.dispose(weights)
  };
}

function plain(tensor: tf.Tensor, shape: number[]): ShapedValues {
  return {shape, values: tensor.dataSync<"float32">()};
}

/** Returns the output shapes of *run*; undefined if a layer can't run: TensorFlow.js's layers will then report why. */
function shapesOf(run: () => tf.Tensor[]): number[][] | undefined {
  return tf.tidy(() => {
    try {
      return run().map(({shape}) => shape);
    } catch {
      return undefined;
    }
  });
}

/** Applies *layer* to its inputs, one but for an average, whose first dimension is the batch. */
function applyLayer({class_name, config}: Layer, inputs: readonly tf.Tensor[], weightOf: WeightOf): tf.Tensor {
  const x = inputs[0]!;
  const units = x.shape.at(-1)!;
  switch (class_name) {
    case "InputLayer":
    case "Dropout": // drops inputs only in training
      return x;
    case "Dense": {
      const b = weightOf("kernel", [units, config.units]) as tf.Tensor2D;
      const bias = config.use_bias && {bias: weightOf("bias", [config.units])};
      return ACTIVATIONS[config.activation](tf.fused.matMul({a: x, b, ...bias}));
    }
    case "Conv2D": {
      const {filters, kernel_size, strides, padding: pad} = config;
      const filter = weightOf("kernel", [...kernel_size, units, filters]) as tf.Tensor4D;
      const bias = config.use_bias && {bias: weightOf("bias", [filters])};
      return ACTIVATIONS[config.activation](tf.fused.conv2d({x: x as tf.Tensor4D, filter, strides, pad, ...bias}));
    }
    case "MaxPooling2D":
      return tf.maxPool(x as tf.Tensor4D, config.pool_size, config.strides ?? config.pool_size, config.padding);
    case "AveragePooling2D":
      return tf.avgPool(x as tf.Tensor4D, config.pool_size, config.strides ?? config.pool_size, config.padding);
    case "Flatten":
      return tf.reshape(x, [x.shape[0], -1]);
    case "Reshape":
      return tf.reshape(x, [x.shape[0], ...config.target_shape.map((side) => side ?? -1)]);
    case "Average":
      return mean(inputs);
    case "Permute": {
      const [n, rows, columns] = x.shape as [number, number, number];
      return tf.tensor3d(swapSides(x.dataSync<"float32">(), {rows, columns}), [n, columns, rows]);
    }
    case "Bidirectional": {
      const {name, units: cells} = config.layer.config;
      const weightsOf = (direction: string): LstmWeights => ({
        kernel: weightOf(`${direction}_${name}/kernel`, [units, 4 * cells]),
        recurrent: weightOf(`${direction}_${name}/recurrent_kernel`, [cells, 4 * cells]),
        bias: weightOf(`${direction}_${name}/bias`, [4 * cells])
      });
      return bothWays(x, weightsOf("forward"), weightsOf("backward"));
    }
    case "Activation":
      return ACTIVATIONS[config.activation](x);
    case "BatchNormalization": {
      const {axis, center, scale, epsilon} = config;
      if (axis !== -1 && axis !== x.rank - 1) throw new TypeError(`${config.name} expects the last axis, got ${axis}`);
      const vector = (weight: string) => weightOf(weight, [units]) as tf.Tensor1D;
      const [offset, factor] = [center ? vector("beta") : undefined, scale ? vector("gamma") : undefined];
      return tf.batchNorm(x, vector("moving_mean"), vector("moving_variance"), offset, factor, epsilon);
    }
  }
}

const ACTIVATIONS = {
  linear: (x: tf.Tensor) => x,
  relu: (x: tf.Tensor) => tf.relu(x),
  sigmoid: (x: tf.Tensor) => tf.sigmoid(x),
  tanh: (x: tf.Tensor) => tf.tanh(x),
  softmax: (x: tf.Tensor) => tf.softmax(x)
};

/** Returns the mean of tensors of one shape. A loop: the drawing page would have to load a kernel for it. */
function mean(inputs: readonly tf.Tensor[]): tf.Tensor {
  const sum = new Float32Array(inputs[0]!.size);
  for (const input of inputs) input.dataSync<"float32">().forEach((value, i) => void (sum[i]! += value));
  return tf.tensor(
    sum.map((value) => value / inputs.length),
    inputs[0]!.shape
  );
}
