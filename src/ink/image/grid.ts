/** Pixels along one side of every character's image. */
export const SIDE = 28;

/** Pixels of one image: what a network reads. */
export const PIXELS = SIDE * SIDE;

const INTENSITIES = Float32Array.from({length: 256}, (_, v) => v / 255);

/** Returns pixels 0–255 as intensities in [0, 1], the form that a network reads. Into *target* where one is given. */
export function normalize(pixels: Uint8Array, target: Float32Array = new Float32Array(pixels.length)): Float32Array {
  for (let i = 0; i < pixels.length; ++i) target[i] = INTENSITIES[pixels[i]!]!;
  return target;
}
