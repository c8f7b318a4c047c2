import {NO_CLASS} from "../../characters/alphabet.js";
import {SIDE} from "../../ink/image/grid.js";
import type {Window} from "../network/unitInputs.js";
import {placeOf} from "../network/unitLinks.js";
import type {UnitPlace} from "../network/unitSum.js";

/** How strongly each unit of a layer responds to each of many images; a map at its strongest place. */
export interface Responses {
  readonly units: number;
  /** [n × units] */
  readonly peaks: Float32Array;
  /** [n × units]: the index of the strongest place in the map, row by row; 0 for a unit without places. */
  readonly places: Uint16Array;
}

/** What excites one unit. */
export interface Excitement {
  /** The images, those that excite it most first. */
  readonly order: readonly number[];
  /** The share of the images with a value above 0, in [0, 1]. */
  readonly active: number;
  /** The class whose images excite it most in the mean, and that mean; undefined where no image has a class. */
  readonly favorite: {readonly label: number; readonly mean: number} | undefined;
}

/** Returns room for the responses of the units of a layer of a *shape* to *n* images. */
export function noResponses(shape: readonly number[], n: number): Responses {
  const units = shape.at(-1)!;
  return {units, peaks: new Float32Array(n * units), places: new Uint16Array(n * units)};
}

/** Adds to *responses*, from image *start* on, those of a batch: *values*, [images × the size of the layer's *shape*]. */
export function addResponses(
  {units, peaks, places}: Responses,
  values: Float32Array,
  shape: readonly number[],
  start: number
): void {
  const size = shape.reduce((n, side) => n * side, 1);
  for (let image = 0; image * size < values.length; ++image) {
    for (let unit = 0; unit < units; ++unit) {
      let [best, place] = [-Infinity, 0];
      for (let i = unit; i < size; i += units) {
        const value = values[image * size + i]!;
        if (value > best) [best, place] = [value, (i - unit) / units];
      }
      const at = (start + image) * units + unit;
      peaks[at] = best;
      places[at] = place;
    }
  }
}

/** Returns what excites a *unit* among images with *labels*, `NO_CLASS` for none. */
export function excitementOf({units, peaks}: Responses, unit: number, labels: Uint8Array | undefined): Excitement {
  const n = peaks.length / units;
  const values = Float32Array.from({length: n}, (_, i) => peaks[i * units + unit]!);
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
  const sums = new Map<number, {sum: number; count: number}>();
  for (let i = 0; i < n; ++i) {
    const label = labels?.[i] ?? NO_CLASS;
    if (label === NO_CLASS) continue;
    const known = sums.get(label) ?? {sum: 0, count: 0};
    sums.set(label, {sum: known.sum + values[i]!, count: known.count + 1});
  }
  const means = [...sums].map(([label, {sum, count}]) => ({label, mean: sum / count}));
  const favorite = means.sort((a, b) => b.mean - a.mean)[0];
  return {order, active: n ? values.filter((value) => value > 0).length / n : 0, favorite};
}

/** Returns the place of an image's strongest response in a layer of a *shape*. */
export function peakPlace(
  {units, places}: Responses,
  unit: number,
  image: number,
  shape: readonly number[]
): UnitPlace {
  return placeOf(shape, places[image * units + unit]! * units + unit);
}

/**
 * Returns the mean of what a unit sees in some *images*, [784] each, 0 to 255: of the part in the *window* of each, 0 outside
 * of the image. All windows have the same size.
 */
export function meanSeen(images: readonly {readonly image: Uint8Array; readonly window: Window}[]): {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
} {
  const {width, height} = images[0]!.window;
  const values = new Float32Array(width * height);
  for (const {image, window} of images) {
    values.forEach((_, i) => {
      const [row, column] = [window.top + Math.floor(i / width), window.left + (i % width)];
      const isInside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
      if (isInside) values[i]! += image[row * SIDE + column]! / images.length;
    });
  }
  return {values, width, height};
}
