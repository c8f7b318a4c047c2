import {InputError} from "../../inputError.js";
import {PIXELS} from "../../ink/image/grid.js";
import {formatNpy, parseNpy} from "../../npy.js";
import {fileOf, type ModelFiles} from "../../run/modelFiles.js";
import {COMPONENT_FILES, formatComponents, parseComponents, type Components} from "../classical/principalComponents.js";
import {fromLevels, type Levels} from "./levels.js";

/** The files of projected training images in a `model/` folder, beside their components. */
export const VECTOR_FILES = [...COMPONENT_FILES, "vectors.npy", "step.npy"] as const;

/** Projected training images and the components that they are projected onto. */
export interface ProjectedImages {
  readonly components: Components;
  /** [count × components] */
  readonly vectors: Float32Array;
}

/** Formats components, float16, and vectors in 255 levels: `vectors.npy`, [count × components], bytes. */
export function formatVectors(components: Components, {levels, step}: Levels): Record<string, Uint8Array> {
  const length = components.components.length / PIXELS;
  return {
    ...formatComponents(components),
    "vectors.npy": formatNpy({shape: [levels.length / length, length], values: levels}, "|u1"),
    "step.npy": formatNpy({shape: [1], values: Float32Array.of(step)}, "<f4")
  };
}

/**
 * Parses what `formatVectors` formats. *source* names the folder in errors.
 * @throws InputError for a file that is missing, or not what its name says
 */
export function parseVectors(files: ModelFiles, source: string): ProjectedImages {
  const components = parseComponents(files, source);
  const length = components.components.length / PIXELS;
  const at = `${source}/vectors.npy`;
  const {shape, values: levels} = parseNpy(fileOf(files, "vectors.npy", source), at);
  if (shape.length !== 2 || shape[1] !== length || !shape[0])
    throw new InputError(at, `vectors of ${length} components`, shape.join(" × "));
  if (!levels.every(Number.isFinite)) throw new InputError(at, "finite vectors", "NaN or infinity");
  const [step = NaN] = parseNpy(fileOf(files, "step.npy", source), `${source}/step.npy`).values;
  if (!(step > 0 && Number.isFinite(step))) throw new InputError(`${source}/step.npy`, "a step above 0", `${step}`);
  return {components, vectors: fromLevels({levels, step})};
}
