import * as v from "valibot";
import {InputError} from "../../inputError.js";
import {formatNpy, parseNpy} from "../../npy.js";
import {parseJson} from "../../parseJson.js";
import {fileOf, type ModelFiles} from "../../run/modelFiles.js";
import type {Components} from "../classical/principalComponents.js";
import type {Levels} from "../vectors/levels.js";
import {formatVectors, parseVectors} from "../vectors/vectorFiles.js";
import type {Neighbors} from "./knn.js";

const positive = v.pipe(v.number(), v.minValue(Number.MIN_VALUE), v.finite());

const SettingsJson = v.object({
  k: v.pipe(v.number(), v.integer(), v.minValue(1)),
  deskewed: v.boolean(),
  smoothing: positive,
  sharpness: positive
});

/** How neighbors answer: `settings.json`. */
export type NeighborSettings = v.InferOutput<typeof SettingsJson>;

/** Formats a run's `model/` folder; *labels* are the classes of the vectors. */
export function formatNeighbors(
  {components, rounded, labels}: {components: Components; rounded: Levels; labels: Uint8Array},
  settings: NeighborSettings
): Record<string, Uint8Array> {
  return {
    ...formatVectors(components, rounded),
    "labels.npy": formatNpy({shape: [labels.length], values: Float32Array.from(labels)}, "|u1"),
    "settings.json": new TextEncoder().encode(`${JSON.stringify(settings)}\n`)
  };
}

/**
 * Parses a run's `model/` folder for *classes* classes. *source* names the folder in errors.
 * @throws InputError for a file that is missing, or not what its name says
 */
export function parseNeighbors(files: ModelFiles, source: string, classes: number): Neighbors {
  const {components, vectors} = parseVectors(files, source);
  const count = (vectors.length * components.mean.length) / components.components.length;
  const at = `${source}/labels.npy`;
  const {values} = parseNpy(fileOf(files, "labels.npy", source), at);
  if (values.length !== count) throw new InputError(at, `a label for each of ${count} vectors`, `${values.length}`);
  const other = values.find((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (other !== undefined) throw new InputError(at, `classes below ${classes}`, `${other}`);
  const text = new TextDecoder().decode(fileOf(files, "settings.json", source));
  const settings = parseJson(SettingsJson, text, `${source}/settings.json`);
  return {components, vectors, labels: Uint8Array.from(values), ...settings};
}
