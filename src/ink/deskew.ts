import {PIXELS, SIDE} from "./image/grid.js";

/** Below this vertical spread, in square pixels, ink is a horizontal line: its slant is unknown. */
const MIN_SPREAD = 1e-3;

/**
 * Returns *images*, [n × 784] in any unit of ink, each upright: rows are shifted so that its ink leans neither left nor
 * right, by the slant that its second moments tell, and its center of mass keeps its place. Ink that leaves the
 * image is lost; between pixels it is interpolated linearly. LeCun et al., Gradient-based learning applied to document
 * recognition, 1998, deskew their digits in this way, by moments of inertia: https://doi.org/10.1109/5.726791
 */
export function deskew(images: Float32Array): Float32Array {
  const upright = new Float32Array(images.length);
  for (let start = 0; start < images.length; start += PIXELS) {
    const image = images.subarray(start, start + PIXELS);
    const {slant, row} = slantOf(image);
    shearRows(image, {slant, row, target: upright.subarray(start, start + PIXELS)});
  }
  return upright;
}

/**
 * Returns the slant of an image, in columns to the right for each row down: the covariance of its ink's rows and
 * columns over the variance of its rows. Also returns the row of its center of mass. Both are 0 for a blank image.
 */
export function slantOf(image: Float32Array): {readonly slant: number; readonly row: number} {
  let [mass, rows, columns] = [0, 0, 0];
  for (let p = 0; p < PIXELS; ++p) {
    const ink = image[p]!;
    mass += ink;
    rows += ink * Math.floor(p / SIDE);
    columns += ink * (p % SIDE);
  }
  if (!mass) return {slant: 0, row: 0};
  const [row, column] = [rows / mass, columns / mass];
  let [spread, shared] = [0, 0];
  for (let p = 0; p < PIXELS; ++p) {
    const down = Math.floor(p / SIDE) - row;
    spread += image[p]! * down * down;
    shared += image[p]! * down * ((p % SIDE) - column);
  }
  return {slant: spread / mass > MIN_SPREAD ? shared / spread : 0, row};
}

/** Writes an image to *target*, each row shifted left by *slant* times its distance below *row*. */
function shearRows(
  image: Float32Array,
  {slant, row, target}: {readonly slant: number; readonly row: number; readonly target: Float32Array}
): void {
  for (let y = 0; y < SIDE; ++y) {
    const shift = slant * (y - row);
    const whole = Math.floor(shift);
    const part = shift - whole;
    for (let x = 0; x < SIDE; ++x) {
      const from = x + whole;
      const near = from >= 0 && from < SIDE ? image[y * SIDE + from]! : 0;
      const next = from + 1 >= 0 && from + 1 < SIDE ? image[y * SIDE + from + 1]! : 0;
      target[y * SIDE + x] = near + part * (next - near);
    }
  }
}
