import type {Sharp} from "sharp";

/** If all 8-bit levels are below this, of 255, the conversion to 8 bits may have cut off the contrast. */
export const DIM = 16;

/** A linear map of a picture's samples that fits their range into 8 bits; the alpha channel stays. */
export interface SampleScale {
  readonly factors: number[];
  readonly offsets: number[];
}

/**
 * Returns the scale for the samples of an *image* of more than 8 bits a sample: for 12 bits stored in 16, for floats
 * from 0 to 1 or to 4095, or for a dim picture. Shifts integers by whole bits, as cameras and scanners pack them.
 * Undefined if the picture has only 8 bits, or a single level.
 * @throws Error for a picture that can't be decoded
 */
export async function findSampleScale(image: Sharp): Promise<SampleScale | undefined> {
  const {depth, hasAlpha, channels} = await image.metadata();
  if (depth === "uchar" || depth === "char") return undefined;
  const colors = (await image.stats()).channels.slice(0, hasAlpha ? -1 : undefined);
  const [min, max] = [Math.min(...colors.map((c) => c.min)), Math.max(...colors.map((c) => c.max))];
  if (!(max > min)) return undefined;
  const isFloat = depth === "float" || depth === "double";
  const [factor, offset] = min < 0 ? stretch(min, max) : isFloat ? scaleFloats(max) : scaleIntegers(max);
  const each = <T>(color: T, alpha: T) => Array.from({length: channels}, (_, i) => (hasAlpha && i === channels - 1 ? alpha : color)); // prettier-ignore
  return {factors: each(factor, 1), offsets: each(offset, 0)};
}

function stretch(min: number, max: number): [number, number] {
  const factor = 255 / (max - min);
  return [factor, -min * factor];
}

/** NumPy, MATLAB and scikit-image save 0 to 1, other programs 0 to 255; larger ranges have whole bits. */
function scaleFloats(max: number): [number, number] {
  if (max <= 1) return [255 / 2 ** Math.ceil(Math.log2(max)), 0];
  return [256 / 2 ** Math.ceil(Math.log2(max + 1)), 0];
}

/** libvips keeps the upper 8 of 16 bits. */
function scaleIntegers(max: number): [number, number] {
  return [2 ** (16 - Math.ceil(Math.log2(max + 1))), 0];
}
