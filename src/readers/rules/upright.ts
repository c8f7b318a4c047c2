import {PIXELS, SIDE} from "../../ink/image/grid.js";

/** Images that lean further keep part of their slant, as horizontal offset for each unit of height. */
const MAX_SHEAR = 0.8;

/**
 * Returns an *image*, [784], sheared until its principal axis is vertical. The slant comes from second-order moments, as
 * in LeCun et al., Gradient-based learning applied to document recognition, 1998, section III.A.
 */
export function uprightOf(image: Float32Array): Float32Array {
  let [mass, x1, y1] = [0, 0, 0];
  for (let i = 0; i < PIXELS; ++i) {
    mass += image[i]!;
    x1 += image[i]! * (i % SIDE);
    y1 += image[i]! * Math.floor(i / SIDE);
  }
  if (!mass) return image;
  const [cx, cy] = [x1 / mass, y1 / mass];
  let [xy, yy] = [0, 0];
  for (let i = 0; i < PIXELS; ++i) {
    const dy = Math.floor(i / SIDE) - cy;
    xy += image[i]! * dy * ((i % SIDE) - cx);
    yy += image[i]! * dy * dy;
  }
  const shear = yy ? Math.max(-MAX_SHEAR, Math.min(MAX_SHEAR, xy / yy)) : 0;
  const upright = new Float32Array(PIXELS);
  for (let i = 0; i < PIXELS; ++i) {
    const [x, row] = [(i % SIDE) + shear * (Math.floor(i / SIDE) - cy), i - (i % SIDE)];
    const left = Math.floor(x);
    const at = (column: number) => (column < 0 || column >= SIDE ? 0 : image[row + column]!);
    upright[i] = at(left) + (x - left) * (at(left + 1) - at(left));
  }
  return upright;
}
