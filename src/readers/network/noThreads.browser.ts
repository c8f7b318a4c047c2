/** What the wasm backend's code for threads means in the browser, where `startBackend` turns threads off. */
export default function noThreads(): never {
  throw new Error("this bundle of TensorFlow.js has no threads");
}
