import {PIXELS, SIDE} from "../../../src/ink/image/grid.js";

/** A way in which images may be stored other than upright, and its inverse. */
export interface Orientation {
  /** Describes the images in an error. */
  readonly name: string;
  /** Returns the stored position of the upright image's pixel at *x*, *y*. */
  readonly from: (x: number, y: number) => readonly [x: number, y: number];
}

const END = SIDE - 1;

/** Rows and columns swapped. */
export const TRANSPOSED: Orientation = {
  name: "transposed (rows and columns swapped, as in EMNIST's files)",
  from: (x, y) => [y, x]
};

/** All orientations other than upright, most common first: EMNIST's IDX files are transposed. */
export const ORIENTATIONS: readonly Orientation[] = [
  TRANSPOSED,
  {name: "turned by 90° clockwise", from: (x, y) => [END - y, x]},
  {name: "turned by 90° counterclockwise", from: (x, y) => [y, END - x]},
  {name: "mirrored left to right", from: (x, y) => [END - x, y]},
  {name: "upside down", from: (x, y) => [END - x, END - y]},
  {name: "mirrored top to bottom", from: (x, y) => [x, END - y]},
  {name: "transposed and upside down", from: (x, y) => [END - y, END - x]}
];

/** Returns an upright copy of *images*, [n × 784]. */
export function putUpright(images: Uint8Array, {from}: Orientation): Uint8Array {
  const places = Uint16Array.from({length: PIXELS}, (_, i) => {
    const [x, y] = from(i % SIDE, Math.floor(i / SIDE));
    return y * SIDE + x;
  });
  const upright = new Uint8Array(images.length);
  for (let start = 0; start < images.length; start += PIXELS) {
    for (let p = 0; p < PIXELS; ++p) upright[start + p] = images[start + places[p]!]!;
  }
  return upright;
}
