/**
 * The module that the worker loads for a run that the kernel doesn't read: all kinds of readers, with the parts of
 * TensorFlow.js that they use. It starts that once.
 */
import type {ModelFiles} from "../../../run/modelFiles.js";
import type {Classifier} from "../../classifier.js";
import {loadClassifier, type ReaderOptions} from "../../kinds.js";
import type {AskedRun} from "../../messages.js";
import {startBackend, type Backend} from "../backend.js";
import {loadNetwork} from "../executor.js";
import type * as Layers from "./layers.browser.js";

let backend: Promise<Backend> | undefined;

/**
 * Resolves to the classifier of a run, made from its *files*, and to the backend that it runs on.
 * @throws InputError as `loadClassifier` does
 */
export async function loadByTensors(
  {run, model: {kind, classes}, tensorsWasm, layers, layersWasm}: AskedRun,
  files: ModelFiles
): Promise<{classifier: Classifier; backend: Backend}> {
  const running = await (backend ??= startBackend(tensorsWasm));
  const options: ReaderOptions = {
    name: run,
    classes,
    source: run,
    loadNetwork: async (saved, source, length) =>
      loadNetwork(saved, source, length) ?? (await importLayers(layers)).loadLayers(saved, source, length, layersWasm),
    loadTesseractCore: async () => (await importLayers(layers)).loadTesseractCore()
  };
  return {classifier: await loadClassifier(kind, files, options), backend: running};
}

function importLayers(url: string): Promise<typeof Layers> {
  return import(url) as Promise<typeof Layers>;
}
