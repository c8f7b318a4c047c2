import * as tf from "@tensorflow/tfjs";
import {InputError} from "../inputError.js";
import {toFloat16} from "./float16.js";
import {toUint8} from "./uint8.js";

/** A saved TensorFlow.js layers model: the two files of a run's `model/` folder. */
export interface SavedModel {
  /** The text of `model.json`. */
  readonly json: string;
  /** The bytes of its weights, the shards one after another. */
  readonly weights: ArrayBuffer;
}

interface ModelJson {
  modelTopology: object;
  weightsManifest: {paths: string[]; weights: tf.io.WeightsManifestEntry[]}[];
}

const BYTES = {float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1} as const;

/** How the matrices of a saved model are rounded: to half precision, or to 256 levels each. */
export type Precision = "uint8" | "float16";

/**
 * Returns the model as the two files that `loadModel` reads: half the bytes of float32 for float16, a quarter for uint8.
 * Biases, which are few, are float16 in either.
 */
export async function saveModel(model: tf.LayersModel, precision: Precision): Promise<SavedModel> {
  let saved: SavedModel | undefined;
  await model.save(
    tf.io.withSaveHandler(async ({modelTopology, weightSpecs, weightData}) => {
      const values = new Float32Array(tf.io.CompositeArrayBuffer.join(weightData));
      let start = 0;
      const rounded = (weightSpecs ?? []).map((spec) => {
        const end = start + spec.shape.reduce((product, side) => product * side, 1);
        const {bytes, quantization} = roundWeight(
          values.subarray(start, end),
          spec.shape.length > 1 ? precision : "float16"
        );
        start = end;
        return {bytes, spec: {...spec, quantization}};
      });
      const weightsManifest = [{paths: ["weights.bin"], weights: rounded.map(({spec}) => spec)}];
      const json = {format: "layers-model", generatedBy: `TensorFlow.js ${tf.version_core}`, convertedBy: null};
      saved = {
        json: `${JSON.stringify({...json, modelTopology, weightsManifest})}\n`,
        weights: tf.io.CompositeArrayBuffer.join(rounded.map(({bytes}) => bytes))
      };
      return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: "JSON"}};
    })
  );
  return saved!;
}

function roundWeight(values: Float32Array, precision: Precision) {
  const original = {original_dtype: "float32"} as const;
  if (precision === "float16")
    return {bytes: bufferOf(toFloat16(values)), quantization: {dtype: precision, ...original}};
  const {levels, min, scale} = toUint8(values);
  return {bytes: bufferOf(levels), quantization: {dtype: precision, min, scale, ...original}};
}

function bufferOf(array: Uint8Array | Uint16Array): ArrayBuffer {
  return array.buffer as ArrayBuffer;
}

/** Returns the paths of the weight files that a `model.json` names, in order. *source* names it in errors. */
export function weightPaths(json: string, source: string): string[] {
  const paths = parseModelJson(json, source).weightsManifest.flatMap((group) => group.paths);
  const outside = paths.find((path) => !/^[\w][\w.-]*$/.test(path));
  if (outside !== undefined) throw new InputError(source, "weight files in its own folder", `"${outside}"`);
  return paths;
}

/**
 * Returns the model that was saved. *source* is the path of its `model.json`, for errors.
 * @throws InputError for a text that is no layers model, weights of the wrong length, weights that are not finite, and
 * an input or output of another shape than [n, 784] or [n, 28, 28, 1], [n, 10] and maybe [n, 1]
 */
export async function loadModel({json, weights}: SavedModel, source: string): Promise<tf.LayersModel> {
  const {modelTopology, weightsManifest} = parseModelJson(json, source);
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const expected = weightSpecs.reduce((sum, spec) => sum + weightBytes(spec), 0);
  if (weights.byteLength !== expected) {
    throw new InputError(source, `${expected} bytes of weights`, `${weights.byteLength}`);
  }
  const model = await tf
    .loadLayersModel(tf.io.fromMemory({modelTopology, weightSpecs, weightData: weights}))
    .catch((error: Error) => {
      throw new InputError(source, "a TensorFlow.js layers model", error.message);
    });
  try {
    checkModel(model, source);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

function parseModelJson(json: string, source: string): ModelJson {
  let value: Partial<ModelJson>;
  try {
    value = JSON.parse(json) as Partial<ModelJson>;
  } catch {
    throw new InputError(source, "JSON", `${json.length} characters that end early or are something else`);
  }
  const {modelTopology, weightsManifest} = value ?? {};
  if (!modelTopology || !Array.isArray(weightsManifest)) {
    throw new InputError(source, "a TensorFlow.js layers model", "JSON without modelTopology or weightsManifest");
  }
  if (!weightsManifest.every(isWeightGroup)) {
    throw new InputError(source, "a TensorFlow.js layers model", "a weightsManifest that is damaged");
  }
  return {modelTopology, weightsManifest};
}

function isWeightGroup(group: Partial<ModelJson["weightsManifest"][number]> | null): boolean {
  const {paths, weights} = group ?? {};
  if (!Array.isArray(paths) || !Array.isArray(weights)) return false;
  return (
    paths.every((path) => typeof path === "string") &&
    weights.every((spec) => Array.isArray(spec?.shape) && storedType(spec) in BYTES)
  );
}

function storedType({dtype, quantization}: tf.io.WeightsManifestEntry): string {
  return quantization?.dtype ?? dtype;
}

function weightBytes(spec: tf.io.WeightsManifestEntry): number {
  return spec.shape.reduce((product, side) => product * side, 1) * BYTES[storedType(spec) as keyof typeof BYTES];
}

function checkModel(model: tf.LayersModel, source: string): void {
  const [input, output] = [model.inputs[0]!.shape, model.outputs[0]!.shape].map((shape) => shape.slice(1).join(", "));
  if (input !== "784" && input !== "28, 28, 1") throw new InputError(source, "input [n, 784]", `[n, ${input}]`);
  if (output !== "10") throw new InputError(source, "output [n, 10]", `[n, ${output}]`);
  const others = model.outputs.slice(1).map((other) => other.shape.slice(1).join(", "));
  if (others.length > 1 || (others.length && others[0] !== "1")) {
    throw new InputError(
      source,
      "at most a second output, [n, 1]",
      others.map((other) => `[n, ${other}]`).join(" and ")
    );
  }
  for (const weight of model.weights) {
    const bad = weight
      .read()
      .dataSync()
      .findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new InputError(source, "finite weights", `NaN or infinity in ${weight.originalName}[${bad}]`);
  }
}
