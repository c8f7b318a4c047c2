/** The one binary of the wasm backend that is used: with SIMD, which every current browser has, without threads. */
export const WASM_FILE = "tfjs-backend-wasm-simd.wasm";

/** Returns where the backend finds its binary at *wasm*, whatever build of it a machine could run. */
export function wasmPaths(wasm: string): Record<string, string> {
  return {[WASM_FILE]: wasm, "tfjs-backend-wasm.wasm": wasm, "tfjs-backend-wasm-threaded-simd.wasm": wasm};
}
