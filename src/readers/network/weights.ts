import {fromFloat16} from "../../float16.js";
import {InputError} from "../../inputError.js";
import {parseModel, type SavedModel} from "./savedModel.js";

/** A tensor of a model's weights. */
export interface WeightTensor {
  /** For example "dense_0/kernel". */
  readonly name: string;
  readonly shape: readonly number[];
  /** As float32, from any stored type. */
  readonly values: Float32Array;
}

/** A layer of a model. */
export interface ModelLayer {
  readonly name: string;
  /** The Keras class name: "Dense", "Conv2D". */
  readonly kind: string;
  readonly activation: string | undefined;
  readonly weights: readonly WeightTensor[];
  readonly parameters: number;
}

interface LayerJson {
  class_name?: string;
  name?: string;
  config?: {name?: string; activation?: string; layers?: LayerJson[]};
}

/**
 * Returns the layers of a saved model with their weights as float32. *source* is the path of its model.json, for
 * errors.
 * @throws InputError for text that is no layers model, weights of the wrong length, and weights stored as anything
 * other than float32, int32, float16, uint16 or uint8
 */
export function readLayers(model: SavedModel, source: string): ModelLayer[] {
  const tensors = readWeights(model, source);
  const {modelTopology} = parseModel(model, source);
  const {model_config: inner, config} = modelTopology as {model_config?: LayerJson; config?: LayerJson["config"]};
  return ((inner?.config ?? config)?.layers ?? []).map(({class_name, config: settings, name}) => {
    const layer = settings?.name ?? name ?? "";
    const weights = tensors.filter((tensor) => tensor.name.split("/").includes(layer));
    return {
      name: layer,
      kind: class_name ?? "layer",
      activation: settings?.activation,
      weights,
      parameters: weights.reduce((sum, {values}) => sum + values.length, 0)
    };
  });
}

/** Returns the weights of a saved model, as `readLayers` does. @throws InputError as that does */
export function readWeights(model: SavedModel, source: string): WeightTensor[] {
  const {weightSpecs, weightData} = parseModel(model, source);
  let offset = 0;
  return weightSpecs.map(({name, shape, dtype, quantization}) => {
    const n = shape.reduce((product, side) => product * side, 1);
    const stored = quantization?.dtype ?? dtype;
    const bytes = {float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1}[stored as string];
    if (!bytes) throw new InputError(source, "weights as float32, int32, float16, uint16 or uint8", stored);
    const data = new DataView(weightData, offset, n * bytes);
    offset += n * bytes;
    const {min = 0, scale = 1} = (quantization ?? {}) as {min?: number; scale?: number};
    const values = Float32Array.from({length: n}, (_, i) => {
      if (stored === "uint8") return min + scale * data.getUint8(i);
      if (stored === "uint16") return min + scale * data.getUint16(2 * i, true);
      if (stored === "float16") return fromFloat16(data.getUint16(2 * i, true));
      return stored === "int32" ? data.getInt32(4 * i, true) : data.getFloat32(4 * i, true);
    });
    return {name, shape, values};
  });
}
