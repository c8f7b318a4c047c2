import {InputError} from "../../inputError.js";
import {PIXELS} from "../../ink/image/grid.js";
import {formatNpy, parseNpy} from "../../npy.js";
import {fileOf, type ModelFiles} from "../../run/modelFiles.js";
import {principalComponents} from "../../stats/neighbors/pca.js";

/** The principal components that a reader projects its images onto. */
export interface Components {
  /** [784], the mean of each pixel, in [0, 1]. */
  readonly mean: Float32Array;
  /** [count × 784], unit vectors sorted by descending variance. */
  readonly components: Float32Array;
}

/** The files of a `model/` folder that hold principal components. */
export const COMPONENT_FILES = ["pixel-means.npy", "components.npy"] as const;

/**
 * Returns the first *count* principal components of *images*, [n × 784], 0 to 255, rounded to float16 as
 * `formatComponents` stores them: statistics of projections fit what is loaded later. Nothing is random.
 * @throws RangeError for fewer than two images, and for more than 784 components
 */
export function fitComponents(images: Uint8Array, count: number): Components {
  const {mean, components} = principalComponents(images, count);
  const found = {mean: Float32Array.from(mean, (level) => level / 255), components: Float32Array.from(components)};
  return parseComponents(formatComponents(found), "model");
}

/** Formats components as the files of a `model/` folder, float16. */
export function formatComponents({mean, components}: Components): Record<(typeof COMPONENT_FILES)[number], Uint8Array> {
  return {
    "pixel-means.npy": formatNpy({shape: [PIXELS], values: mean}),
    "components.npy": formatNpy({shape: [components.length / PIXELS, PIXELS], values: components})
  };
}

/**
 * Parses components from the *files* of a `model/` folder, named *source* in errors.
 * @throws InputError for a file that is missing, of another shape, or with values that are not finite
 */
export function parseComponents(files: ModelFiles, source: string): Components {
  const [meanFile, componentFile] = COMPONENT_FILES;
  const mean = parseNpy(fileOf(files, meanFile, source), `${source}/${meanFile}`);
  const {shape, values} = parseNpy(fileOf(files, componentFile, source), `${source}/${componentFile}`);
  if (mean.shape.join(" × ") !== `${PIXELS}`)
    throw new InputError(`${source}/${meanFile}`, `${PIXELS} values`, mean.shape.join(" × "));
  if (shape.length !== 2 || shape[1] !== PIXELS || !shape[0])
    throw new InputError(`${source}/${componentFile}`, `components of ${PIXELS} pixels`, shape.join(" × "));
  if (!mean.values.every(Number.isFinite))
    throw new InputError(`${source}/${meanFile}`, "finite means", "NaN or infinity");
  if (!values.every(Number.isFinite))
    throw new InputError(`${source}/${componentFile}`, "finite components", "NaN or infinity");
  return {mean: mean.values, components: values};
}

/** Projects *images*, [n × 784] in [0, 1], onto the components, relative to the mean. Returns [n × count]. */
export function projectImages({mean, components}: Components, images: Float32Array): Float32Array {
  const count = components.length / PIXELS;
  const n = images.length / PIXELS;
  const byPixel = new Float64Array(components.length); // [784 × count]: the inner loop reads and writes in order
  const origin = new Float64Array(count);
  for (let c = 0; c < count; ++c) {
    for (let p = 0; p < PIXELS; ++p) {
      byPixel[p * count + c] = components[c * PIXELS + p]!;
      origin[c]! -= components[c * PIXELS + p]! * mean[p]!;
    }
  }
  const projected = new Float32Array(n * count);
  const place = new Float64Array(count);
  for (let i = 0; i < n; ++i) {
    place.set(origin);
    for (let p = 0; p < PIXELS; ++p) {
      const ink = images[i * PIXELS + p]!;
      if (!ink) continue; // background, most of an image
      for (let c = 0, at = p * count; c < count; ++c, ++at) place[c]! += ink * byPixel[at]!;
    }
    projected.set(place, i * count);
  }
  return projected;
}
