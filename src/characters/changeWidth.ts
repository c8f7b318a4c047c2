import {SIDE} from "../ink/image/grid.js";

/** The side of a padded image, in pixels: the image with a pixel of background around it. */
export const PADDED_SIDE = SIDE + 2;

/**
 * Returns an *image* ([784], 0 to 255) with strokes *pixels* wider (−2 to 2; narrower if negative) and padded,
 * [30 × 30], in [0, 1]. Blends each pixel with the highest level among it and its four neighbors (the dilation by a
 * cross, which moves each edge out by a pixel) or the lowest (erosion), half and half for one pixel of width. Serra,
 * Image Analysis and Mathematical Morphology, 1982. Slanted strokes change by up to 30 % less, because a cross reaches
 * less far diagonally.
 */
export function changeWidth(image: Uint8Array, pixels: number): Float32Array {
  const bytes = new Uint8Array(PADDED_SIDE ** 2);
  const start = (y: number) => (y + 1) * PADDED_SIDE + 1;
  for (let y = 0; y < SIDE; ++y) bytes.set(image.subarray(y * SIDE, (y + 1) * SIDE), start(y));
  const levels = new Float32Array(PADDED_SIDE ** 2);
  const share = Math.abs(pixels) / 2 / 255;
  const own = 1 / 255 - share;
  const pick = pixels > 0 ? Math.max : Math.min;
  for (let y = 0; y < SIDE; ++y)
    for (let i = start(y); i < start(y) + SIDE; ++i) {
      const across = pick(bytes[i - 1]!, bytes[i]!, bytes[i + 1]!);
      levels[i] = own * bytes[i]! + share * pick(across, bytes[i - PADDED_SIDE]!, bytes[i + PADDED_SIDE]!);
    }
  return levels;
}
