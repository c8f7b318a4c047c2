import type {TracedLayer} from "../../classifier.js";
import {swapSides} from "../lstmSteps.js";
import {bidirectionalBackward} from "./lstmBackward.js";
import {averagePoolingBackward, convolutionBackward, maxPoolingBackward} from "./slidingBackward.js";
import type {Windows} from "./windows.js";

/** What goes into a layer: its values and their shape, without the batch. */
export interface LayerInput {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** Returns the gradient of a layer's sums from that of its outputs, [size]: back through its activation. */
export function activationBackward({activation, values, shape}: TracedLayer, gradient: Float64Array): Float64Array {
  switch (activation) {
    case "relu":
      return gradient.map((given, i) => (values[i]! > 0 ? given : 0));
    case "tanh":
      return gradient.map((given, i) => given * (1 - values[i]! ** 2));
    case "sigmoid":
      return gradient.map((given, i) => given * values[i]! * (1 - values[i]!));
    case "softmax": {
      const units = shape.at(-1)!;
      const mean = (i: number) => {
        const from = i - (i % units);
        let sum = 0;
        for (let k = from; k < from + units; ++k) sum += gradient[k]! * values[k]!;
        return sum;
      };
      return gradient.map((given, i) => values[i]! * (given - mean(i)));
    }
    default:
      return gradient;
  }
}

/**
 * Returns the gradient of a layer's *input*, [its size], from that of its sums, [size]; of each input alike where a
 * layer takes the mean of several.
 * @throws RangeError for a layer without the weights that it needs, or of another kind than the executor runs
 */
export function layerBackward(layer: TracedLayer, gradient: Float64Array, input: LayerInput): Float64Array {
  switch (layer.kind) {
    case "InputLayer":
    case "Dropout":
    case "Flatten":
    case "Reshape":
    case "Activation":
      return gradient;
    case "Average": {
      const inputs = 1 + (layer.alsoFrom?.length ?? 0);
      return gradient.map((given) => given / inputs);
    }
    case "Permute": {
      const [rows, columns] = layer.shape as [number, number];
      return Float64Array.from(swapSides(Float32Array.from(gradient), {rows, columns}));
    }
    case "Dense":
      return denseBackward(gradient, weightOf(layer, "kernel"), layer.shape.at(-1)!);
    case "Conv2D": {
      const maps = layer.shape.at(-1)!;
      return convolutionBackward(gradient, weightOf(layer, "kernel"), windowsOf(layer, input), [
        channelsOf(input),
        maps
      ]);
    }
    case "AveragePooling2D":
      return averagePoolingBackward(gradient, windowsOf(layer, input), channelsOf(input));
    case "MaxPooling2D":
      return maxPoolingBackward(gradient, input.values, windowsOf(layer, input), channelsOf(input));
    case "BatchNormalization":
      return normalizationBackward(layer, gradient);
    case "Bidirectional":
      return bidirectionalBackward(gradient, input.values, input.shape[0]!, layer.weights ?? {});
    default:
      throw new RangeError(`expected a layer with a known gradient, got ${layer.kind}`);
  }
}

/** Returns how the window of a convolution or of pooling moves over its *input*. */
export function windowsOf(layer: TracedLayer, {shape: [height = 1, width = 1]}: Pick<LayerInput, "shape">): Windows {
  const [outHeight = 1, outWidth = 1] = layer.shape;
  return {height, width, outHeight, outWidth, ...layer.sliding!};
}

/** Multiplies with the transpose of a *kernel*, [inputs × units]. */
function denseBackward(gradient: Float64Array, kernel: Float32Array, units: number): Float64Array {
  const inputs = kernel.length / units;
  return Float64Array.from({length: (gradient.length / units) * inputs}, (_, i) => {
    const [from, row] = [Math.floor(i / inputs) * units, (i % inputs) * units];
    let sum = 0;
    for (let unit = 0; unit < units; ++unit) sum += gradient[from + unit]! * kernel[row + unit]!;
    return sum;
  });
}

/** Batch normalization divides each channel by its standard deviation in training, and multiplies it with gamma. */
function normalizationBackward(layer: TracedLayer, gradient: Float64Array): Float64Array {
  const variance = weightOf(layer, "moving_variance");
  const gamma = layer.weights?.gamma?.values;
  const channels = variance.length;
  return gradient.map(
    (given, i) => (given * (gamma?.[i % channels] ?? 1)) / Math.sqrt(variance[i % channels]! + (layer.epsilon ?? 0))
  );
}

function channelsOf({shape}: LayerInput): number {
  return shape.at(-1)!;
}

function weightOf({name, weights}: TracedLayer, weight: string): Float32Array {
  const found = weights?.[weight];
  if (!found) throw new RangeError(`expected the ${weight} of ${name}, got none`);
  return found.values;
}
