import {createHash} from "node:crypto";
import type * as tf from "@tensorflow/tfjs";
import {InputError} from "../../src/inputError.js";
import {loadModel} from "../../src/readers/network/artifacts.js";
import {readSavedModel} from "./runs.js";

/**
 * Gives the layers of *model* the weights of the same layers of a *run*, and resolves to the SHA-256 of what they were
 * read from: trainings that start differently must not be taken for each other.
 * @throws InputError for a run that can't be read, or whose layers are others
 */
export async function startFromRun(model: tf.LayersModel, run: string): Promise<string> {
  const saved = await readSavedModel(run);
  const from = await loadModel(saved, saved.source, model.outputs[0]!.shape[1]!);
  for (const layer of model.layers) {
    const expected = shapesOf(layer);
    const known = from.layers.find(({name}) => name === layer.name);
    if (!expected) continue;
    const found = known ? shapesOf(known) : "no such layer";
    if (found !== expected) throw new InputError(saved.source, `${layer.name} of ${expected}`, found || "no weights");
    layer.setWeights(known!.getWeights());
  }
  from.dispose();
  return createHash("sha256").update(new Uint8Array(saved.weights)).digest("hex");
}

function shapesOf(layer: tf.layers.Layer): string {
  return layer
    .getWeights()
    .map(({shape}) => `[${shape.join(", ")}]`)
    .join(" and ");
}
