/**
 * The module that the worker loads for what few runs need: Tesseract's program, without its WebAssembly; and for a model
 * that the executor can't run, TensorFlow.js's layers, and every kernel of both backends. It shares the worker's engine
 * and tensors, which the core finds through its global object.
 */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import {BackendWasm, init, setWasmPaths} from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import {copyRegisteredKernels, getBackend, registerBackend, setBackend} from "@tensorflow/tfjs-core";
import tesseractCore from "tesseract.js-core/tesseract-core-simd.js";
import type {TesseractCore} from "../../tesseract/engine.js";
import {loadModel} from "../artifacts.js";
import type {Network, SavedModel} from "../savedModel.js";
import {wasmPaths} from "../wasmFile.js";

/** The wasm backend with all kernels, beside the worker's own one; tensors move over when they are used. */
const WHOLE = "wasm-whole";

let started: Promise<unknown> | undefined;

/**
 * Resolves to the saved model, as `loadModel` does. *wasm* is the address of the backend's whole binary.
 * @throws InputError as `loadModel` does
 */
export async function loadLayers(saved: SavedModel, source: string, classes: number, wasm: string): Promise<Network> {
  started ??= start(wasm).catch((error: unknown) => {
    started = undefined; // the next model tries again
    throw error;
  });
  await started;
  return loadModel(saved, source, classes);
}

/** Resolves to Tesseract's program. The networks beside it go on with the kernels that came with this module. */
export async function loadTesseractCore(): Promise<TesseractCore> {
  await setBackend(getBackend()); // initializes the kernels that were registered after the backend started
  return tesseractCore;
}

async function start(wasm: string): Promise<void> {
  if (getBackend() === "cpu") return void (await setBackend("cpu")); // where WebAssembly is blocked; as above
  setWasmPaths(wasmPaths(wasm));
  registerBackend(WHOLE, async () => new BackendWasm((await init()).wasm));
  copyRegisteredKernels("wasm", WHOLE);
  if (!(await setBackend(WHOLE))) throw new Error("TensorFlow.js’s layers did not start");
}
