/**
 * What the worker loads for a model that the executor does not know: TensorFlow.js's layers, and every kernel of both
 * backends. The core's engine, its tensors and its backend are the worker's own, which it finds by its global object.
 */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import {getBackend, setBackend} from "@tensorflow/tfjs-core";
import {loadModel} from "./artifacts.js";
import type {Network, SavedModel} from "./savedModel.js";

/** Returns the model that was saved, as `loadModel` does. @throws InputError as that does */
export async function loadLayers(saved: SavedModel, source: string, classes: number): Promise<Network> {
  await setBackend(getBackend()); // readies the kernels that came after it was started
  return loadModel(saved, source, classes);
}
