import {SIDE} from "../ink/image/grid.js";

/** [a, b, e, c, d, f]: output pixel (u, v) reads the input at column x = a·u + b·v + e and row y = c·u + d·v + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/**
 * Returns the inverse of an affine map, which resampling needs. The map scales by *scaleX* and *scaleY*, shifts a row
 * sideways by *shear* per pixel below the middle and rotates clockwise by *rotation* degrees, all about the image's
 * center, and then shifts by *shiftX* to the right and *shiftY* down, in pixels.
 */
export function inverseAffine({rotation = 0, scaleX = 1, scaleY = 1, shear = 0, shiftX = 0, shiftY = 0}): Matrix {
  const middle = (SIDE - 1) / 2;
  const [cos, sin] = [Math.cos((rotation * Math.PI) / 180), Math.sin((rotation * Math.PI) / 180)];
  const [a, b] = [(cos + shear * sin) / scaleX, (sin - shear * cos) / scaleX];
  const [c, d] = [-sin / scaleY, cos / scaleY];
  const [x, y] = [middle + shiftX, middle + shiftY];
  return [a, b, middle - a * x - b * y, c, d, middle - c * x - d * y];
}
