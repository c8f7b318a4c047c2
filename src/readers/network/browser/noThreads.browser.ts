/** Replaces the wasm backend's thread code in browser bundles, where `startBackend` turns threads off. */
export default function noThreads(): never {
  throw new Error("this bundle of TensorFlow.js has no threads");
}
