/** The only binary of the wasm backend in use: with SIMD, which every current browser supports, and without threads. */
export const WASM_FILE = "tfjs-backend-wasm-simd.wasm";

/** The same without the kernels that the executor never calls: what the recognizer starts with in a browser. */
export const EXECUTOR_WASM_FILE = "executor.wasm";

/** Maps every build of the backend to the binary at *wasm*, so that it is loaded on any machine. */
export function wasmPaths(wasm: string): Record<string, string> {
  return {[WASM_FILE]: wasm, "tfjs-backend-wasm.wasm": wasm, "tfjs-backend-wasm-threaded-simd.wasm": wasm};
}
