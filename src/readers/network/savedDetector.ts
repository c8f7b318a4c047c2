import type {LayersModel} from "@tensorflow/tfjs";
import {saveModel} from "./artifacts.js";
import {parseModel, type SavedModel} from "./savedModel.js";

/** The names of a detector's layers, from `withDigitDetector`. */
const DETECTOR = /^detector_/;

/**
 * Resolves to the two files of *model*, which is the *saved* network with another detector. Copies the network's
 * weights from the saved bytes, as rounding them again might change them.
 * @throws TypeError if the saved network has other weights than the model
 */
export async function saveWithDetector(model: LayersModel, saved: SavedModel): Promise<SavedModel> {
  const whole = await saveModel(model, "uint8");
  const [before, after] = [divide(saved), divide(whole)];
  const names = (parts: readonly Weight[]) => parts.map(({name}) => name).join();
  if (names(before.network) !== names(after.network)) {
    throw new TypeError(`expected the weights ${names(before.network)}, got ${names(after.network)}`);
  }
  const kept = [...before.network, ...after.detector];
  const json = JSON.parse(whole.json) as {weightsManifest: {weights: unknown}[]};
  json.weightsManifest[0]!.weights = kept.map(({spec}) => spec);
  const bytes = new Uint8Array(kept.reduce((sum, weight) => sum + weight.bytes.length, 0));
  let start = 0;
  for (const weight of kept) {
    bytes.set(weight.bytes, start);
    start += weight.bytes.length;
  }
  return {json: `${JSON.stringify(json)}\n`, weights: bytes.buffer};
}

interface Weight {
  readonly name: string;
  readonly spec: object;
  readonly bytes: Uint8Array;
}

/** Splits the weights of a saved model into the network's and the detector's. */
function divide(saved: SavedModel): {network: Weight[]; detector: Weight[]} {
  const {weightSpecs, weightData} = parseModel(saved, "model.json");
  let start = 0;
  const weights = weightSpecs.map((spec): Weight => {
    const size = spec.shape.reduce((product, side) => product * side, 1);
    const length = size * ((spec.quantization?.dtype ?? spec.dtype) === "uint8" ? 1 : spec.quantization ? 2 : 4);
    start += length;
    return {name: spec.name, spec, bytes: new Uint8Array(weightData, start - length, length)};
  });
  return {
    network: weights.filter(({name}) => !DETECTOR.test(name)),
    detector: weights.filter(({name}) => DETECTOR.test(name))
  };
}
