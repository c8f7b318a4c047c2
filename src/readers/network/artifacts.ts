import {DIGITS} from "../../characters/alphabet.js";
import * as tf from "@tensorflow/tfjs";
import {InputError} from "../../inputError.js";
import {toFloat16} from "../../float16.js";
import {checkNetwork, parseModel, type SavedModel} from "./savedModel.js";
import {toUint8} from "./uint8.js";

/** The rounding of a saved model's matrices: half precision, or 256 levels for each matrix. */
export type Precision = "uint8" | "float16";

/**
 * Resolves to the model as the two files that `loadModel` reads: half the size of float32 for float16, a quarter for
 * uint8. The few biases are float16 in both.
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

/**
 * Resolves to the saved model. *source* is the path of its `model.json`, for errors; *classes* is the number of output
 * units.
 * @throws InputError for text that is no layers model, weights of the wrong length, and what `checkNetwork` refuses
 */
export async function loadModel(saved: SavedModel, source: string, classes = DIGITS.length): Promise<tf.LayersModel> {
  const model = await tf.loadLayersModel(tf.io.fromMemory(parseModel(saved, source))).catch((error: Error) => {
    throw new InputError(source, "a TensorFlow.js layers model", error.message);
  });
  try {
    checkNetwork(
      model,
      model.weights.map((weight) => [weight.originalName, weight.read()]),
      source,
      classes
    );
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}
