/**
 * The module that the worker loads for a model that the executor can't run: TensorFlow.js's layers, and every kernel of
 * both backends. It shares the worker's engine, tensors and backend, which the core finds through its global object.
 */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import {getBackend, setBackend} from "@tensorflow/tfjs-core";
import {loadModel} from "../artifacts.js";
import type {Network, SavedModel} from "../savedModel.js";

/** Resolves to the saved model, as `loadModel` does. @throws InputError as `loadModel` does */
export async function loadLayers(saved: SavedModel, source: string, classes: number): Promise<Network> {
  await setBackend(getBackend()); // initializes the kernels that were registered after the backend started
  return loadModel(saved, source, classes);
}
