import type {io, Tensor} from "@tensorflow/tfjs-core";
import {SHAPED_MARKS} from "../../pen/marks.js";
import * as v from "valibot";
import type {TracedLayer} from "../classifier.js";
import {InputError} from "../../inputError.js";
import {parseJson} from "../../parseJson.js";
import {asKeras2, layerNames, outputForm, weightNames, type OutputForm} from "./keras3.js";
import {mapTuple} from "../../mapTuple.js";

/** A saved TensorFlow.js layers model: the two files of a run's `model/` folder. */
export interface SavedModel {
  /** The text of `model.json`. */
  readonly json: string;
  /** The bytes of its weights, with the shards concatenated. */
  readonly weights: ArrayBuffer;
}

/**
 * Allowed numbers of units of a second output: likelihoods of a digit; or of a digit, each of `SHAPED_MARKS`, and
 * anything else.
 */
const DETECTORS: ReadonlySet<string> = new Set(["1", String(SHAPED_MARKS.length + 2)]);

/** The parts of a parsed model. */
export interface ModelParts {
  readonly modelTopology: object;
  readonly weightSpecs: io.WeightsManifestEntry[];
  readonly weightData: ArrayBuffer;
}

/** A runnable network: a TensorFlow.js model, or an object with the same interface. */
export interface Network {
  readonly inputs: readonly {readonly shape: readonly (number | null)[]}[];
  readonly outputs: readonly {readonly shape: readonly (number | null)[]}[];
  predict(images: Tensor, options?: {readonly batchSize?: number}): Tensor | Tensor[];
  /** Returns what each layer makes of one image; missing where the layers are TensorFlow.js's own. */
  trace?(image: Tensor, withWeights: boolean): TracedLayer[];
  /** Returns what one layer makes of a batch of images, [n × its size]; missing where `trace` is. */
  activations?(images: Tensor, layer: string): Float32Array;
  dispose(): unknown;
}

/** The command that converts a Keras HDF5 model to a layers model. */
const FROM_KERAS = "convert Keras's own file: tensorflowjs_converter --input_format=keras model.h5 model";

const BYTES = {float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1} as const;

/** An entry of the weights manifest of `model.json`: `io.WeightsManifestEntry`, limited to the supported types. */
const WeightSpec = v.pipe(
  v.custom<io.WeightsManifestEntry>((spec) => v.is(v.object({name: v.string(), shape: v.array(v.number())}), spec)),
  v.check((spec) => storedType(spec) in BYTES)
);

const WeightsManifest = v.array(v.object({paths: v.array(v.string()), weights: v.array(WeightSpec)}));

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: v.InferOutput<typeof WeightsManifest>;
}

/** Returns the paths of the weight files in a `model.json`, in order. *source* is its path, for errors. */
export function weightPaths(json: string, source: string): string[] {
  const paths = parseModelJson(json, source).weightsManifest.flatMap((group) => group.paths);
  const outside = paths.find((path) => !/^[\w][\w.-]*$/.test(path));
  if (outside !== undefined) throw new InputError(source, "weight files in its own folder", `"${outside}"`);
  return paths;
}

/**
 * Returns the parts of a saved model. *source* is the path of its `model.json`, for errors.
 * @throws InputError for text that is no layers model, and weights of the wrong length
 */
export function parseModel({json, weights}: SavedModel, source: string): ModelParts {
  const {modelTopology: written, weightsManifest} = parseModelJson(json, source);
  const modelTopology = asKeras2(written);
  const specs = weightsManifest.flatMap((group) => group.weights);
  const names = weightNames(
    specs.map(({name}) => name),
    layerNames(modelTopology)
  );
  const weightSpecs = specs.map((spec, i) => ({...spec, name: names[i]!}));
  const expected = weightSpecs.reduce((sum, spec) => sum + weightBytes(spec), 0);
  if (weights.byteLength !== expected) {
    throw new InputError(source, `${expected} bytes of weights`, `${weights.byteLength}`);
  }
  return {modelTopology, weightSpecs, weightData: weights};
}

/** Returns the form of a saved model's first output, if its layers tell. @throws InputError as `parseModel` does */
export function formOf(saved: SavedModel, source: string): OutputForm | undefined {
  return outputForm(parseModel(saved, source).modelTopology);
}

/** Returns remarks about a saved model before it runs, one clause each. @throws InputError as `parseModel` does */
export function modelRemarks(saved: SavedModel, source: string): string[] {
  const form = formOf(saved, source);
  if (form === "logits") return ["the model's last layer has no softmax: its answers are put through one"];
  return form === "scores" ? ["the model's last layer is a sigmoid: its answers are divided by their sum"] : [];
}

/**
 * Checks the input and output shapes of a *network*, and that its named *weights* are finite.
 * @throws InputError for weights that are not finite, and an input or output of another shape than [n, 784], [n, 28,
 * 28] or [n, 28, 28, 1], [n, *classes*] and optionally [n, 1] or [n, 11]
 */
export function checkNetwork(
  {inputs, outputs}: Pick<Network, "inputs" | "outputs">,
  weights: Iterable<readonly [name: string, values: {dataSync(): Float32Array | Int32Array | Uint8Array}]>,
  source: string,
  classes: number
): void {
  const [input, output] = mapTuple([inputs[0]!.shape, outputs[0]!.shape], (shape) => shape.slice(1).join(", "));
  if (!["784", "28, 28", "28, 28, 1"].includes(input)) {
    throw new InputError(source, "input [n, 784], [n, 28, 28] or [n, 28, 28, 1]", `[n, ${input}]`);
  }
  if (output !== String(classes)) throw new InputError(source, `output [n, ${classes}]`, `[n, ${output}]`);
  const others = outputs.slice(1).map((other) => other.shape.slice(1).join(", "));
  if (others.length > 1 || (others.length && !DETECTORS.has(others[0]!))) {
    throw new InputError(
      source,
      "at most a second output, [n, 1] or [n, 11]",
      others.map((other) => `[n, ${other}]`).join(" and ")
    );
  }
  for (const [name, values] of weights) {
    const bad = values.dataSync().findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new InputError(source, "finite weights", `NaN or infinity in ${name}[${bad}]`);
  }
}

function parseModelJson(json: string, source: string): ModelJson {
  const value = parseJson(v.unknown(), json, source);
  const {format, modelTopology, weightsManifest} = isObject(value) ? value : {};
  if (format === "graph-model" || (isObject(modelTopology) && "node" in modelTopology)) {
    throw new InputError(source, "a TensorFlow.js layers model", `a graph model, which has no layers (${FROM_KERAS})`);
  }
  if (!isObject(modelTopology) || !Array.isArray(weightsManifest)) {
    throw new InputError(source, "a TensorFlow.js layers model", "JSON without modelTopology or weightsManifest");
  }
  if (!v.is(WeightsManifest, weightsManifest)) {
    throw new InputError(source, "a TensorFlow.js layers model", "a weightsManifest that is damaged");
  }
  return {modelTopology, weightsManifest};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function storedType({dtype, quantization}: io.WeightsManifestEntry): string {
  return quantization?.dtype ?? dtype;
}

function weightBytes(spec: io.WeightsManifestEntry): number {
  return spec.shape.reduce((product, side) => product * side, 1) * BYTES[storedType(spec) as keyof typeof BYTES];
}
