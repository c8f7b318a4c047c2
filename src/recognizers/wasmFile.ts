/** The one binary of the wasm backend that is used: with SIMD, which every current browser has, without threads. */
export const WASM_FILE = "tfjs-backend-wasm-simd.wasm";
