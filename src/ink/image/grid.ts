/** The side of each character's image, in pixels. */
export const SIDE = 28;

/** The number of pixels in one image: the network's input. */
export const PIXELS = SIDE * SIDE;

const INTENSITIES = Float32Array.from({length: 256}, (_, v) => v / 255);

/** Scales pixels from 0–255 to [0, 1], the network's input format. Writes to *target* if given. */
export function normalize(pixels: Uint8Array, target: Float32Array = new Float32Array(pixels.length)): Float32Array {
  for (let i = 0; i < pixels.length; ++i) target[i] = INTENSITIES[pixels[i]!]!;
  return target;
}
