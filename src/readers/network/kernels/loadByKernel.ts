import {fileOf, type ModelFiles} from "../../../run/modelFiles.js";
import type {Classifier} from "../../classifier.js";
import type {Alphabet} from "../../../characters/alphabet.js";
import {formOf} from "../savedModel.js";
import {kernelClassifier} from "./kernelClassifier.js";
import {kernelNetwork} from "./kernelNetwork.js";
import type {LayerKernel} from "./layerKernel.js";

/**
 * Returns the classifier of a network made from its *files*, and what it runs on; undefined for a network that needs
 * TensorFlow.js. *source* is the run's name, for errors. @throws InputError for files that are not what their names say
 */
export function loadByKernel(
  files: ModelFiles,
  {name, classes, source}: {readonly name: string; readonly classes: Alphabet; readonly source: string},
  module: WebAssembly.Module | undefined
): {classifier: Classifier; backend: LayerKernel["name"]} | undefined {
  const json = new TextDecoder().decode(fileOf(files, "model.json", source));
  const saved = {json, weights: new Uint8Array(fileOf(files, "weights.bin", source)).buffer};
  const at = `${source}/model.json`;
  const network = kernelNetwork(saved, at, classes.length, module);
  if (!network) return undefined;
  return {classifier: kernelClassifier(name, network, {classes, form: formOf(saved, at)}), backend: network.backend};
}
