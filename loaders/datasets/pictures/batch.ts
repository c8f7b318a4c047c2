import {PIXELS} from "../../../src/ink/image/grid.js";
import {preprocess} from "../../../src/ink/preprocess.js";
import {decodePicture, type PictureFormat, type Refusal} from "./decode.js";

/** Image files that are processed together. */
export interface PictureBatch {
  /** The concatenated files. */
  readonly bytes: Uint8Array;
  /** Where each file ends in `bytes`. */
  readonly ends: readonly number[];
}

/** The result of a batch. */
export interface BatchResult {
  /** [files × 784], ink 255; undefined content for files without a digit. */
  readonly images: Uint8Array;
  /** The facts of each file, or why it has no digit. */
  readonly outcomes: readonly (PictureFacts | Refusal)[];
}

/** Format and size of an image file. */
export interface PictureFacts {
  readonly format: PictureFormat;
  /** In pixels, of the upright original. */
  readonly width: number;
  readonly height: number;
}

/** Number of concurrent pictures: libvips decodes the next one while this thread preprocesses. */
const AT_ONCE = 2;

/**
 * Preprocesses the digits in a batch of files. Refuses pictures of more than *mostPixels* pixels, as `decodePicture`
 * does.
 */
export async function readBatch({bytes, ends}: PictureBatch, mostPixels: number): Promise<BatchResult> {
  const images = new Uint8Array(ends.length * PIXELS);
  const outcomes = new Array<PictureFacts | Refusal>(ends.length);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < ends.length; i = next++) {
      const file = bytes.subarray(i ? ends[i - 1] : 0, ends[i]);
      outcomes[i] = await readDigit(file, images.subarray(i * PIXELS, (i + 1) * PIXELS), mostPixels);
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  return {images, outcomes};
}

/** Writes the digit in a *file* to *image*; returns the facts of the file, or why it has no digit. */
async function readDigit(file: Uint8Array, image: Uint8Array, mostPixels: number): Promise<PictureFacts | Refusal> {
  const picture = await decodePicture(file, mostPixels);
  if ("reason" in picture) return picture;
  const digit = preprocess(picture.gray);
  if (!digit) return {reason: "no ink", expected: "a picture of a digit", actual: "one without ink"};
  image.set(digit.image);
  const {format, width, height} = picture;
  return {format, width, height};
}
