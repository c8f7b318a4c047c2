import * as tf from "@tensorflow/tfjs";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";
import {wasmPaths} from "./wasmFile.js";

export type Backend = "wasm" | "cpu";

/**
 * Starts TensorFlow.js on WebAssembly, or on its plain JavaScript backend if WebAssembly is blocked, and resolves to
 * the name of the backend. *wasm* is the path or address of the backend's binary, `WASM_FILE`. Both give the same
 * probabilities within 1e-4; cpu is slower.
 */
export async function startBackend(wasm: string): Promise<Backend> {
  if (tf.getBackend() === "wasm") return "wasm";
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths(wasmPaths(wasm));
  const backend = (await tf.setBackend("wasm").catch(() => false)) ? "wasm" : "cpu";
  if (backend === "cpu" && !(await tf.setBackend("cpu"))) throw new Error("TensorFlow.js has no backend to run on");
  return backend;
}
