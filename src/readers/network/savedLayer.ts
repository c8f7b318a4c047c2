import {InputError} from "../../inputError.js";
import {parseModel, type SavedModel} from "./savedModel.js";

/** The bytes of a stored number, by its type. */
const BYTES: Readonly<Record<string, number>> = {float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1};

/**
 * Returns a *saved* model with other *values* in the weights of one *layer*: kernel and bias one after another, as
 * `model.json` lists them. They are stored as float32; every other byte stays as it is. *source* is the path of its
 * `model.json`, for errors.
 * @throws InputError for a model without that layer, or another number of values than the layer has
 */
export function withLayerWeights(saved: SavedModel, layer: string, values: Float32Array, source: string): SavedModel {
  const {weightSpecs, weightData} = parseModel(saved, source);
  const json = JSON.parse(saved.json) as {weightsManifest: {weights: object[]}[]};
  const written = json.weightsManifest.flatMap(({weights}) => weights); // their names as the file has them
  const parts: Uint8Array[] = [];
  let [read, used] = [0, 0];
  const specs = weightSpecs.map(({name, shape, dtype, quantization}, i) => {
    const size = shape.reduce((product, side) => product * side, 1);
    const start = read;
    read += size * BYTES[quantization?.dtype ?? dtype]!;
    if (!name.startsWith(`${layer}/`)) {
      parts.push(new Uint8Array(weightData, start, read - start));
      return written[i]!;
    }
    parts.push(new Uint8Array(values.slice(used, (used += size)).buffer));
    return {...written[i], dtype: "float32", quantization: undefined};
  });
  if (used !== values.length || !used) {
    throw new InputError(source, `${values.length} weights in the layer ${layer}`, String(used));
  }
  const weights = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    weights.set(part, start);
    start += part.length;
  }
  const whole = {...json, weightsManifest: [{paths: ["weights.bin"], weights: specs}]};
  return {json: `${JSON.stringify(whole)}\n`, weights: weights.buffer};
}
