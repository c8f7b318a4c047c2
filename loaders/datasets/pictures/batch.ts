import {PIXELS} from "../../../src/ink/image/grid.js";
import {preprocess} from "../../../src/ink/preprocess.js";
import {decodePicture, type PictureFormat, type Refusal} from "./decode.js";

/** Image files that are worked on together. */
export interface PictureBatch {
  /** The files, one after another. */
  readonly bytes: Uint8Array;
  /** Where each file ends in `bytes`. */
  readonly ends: readonly number[];
}

/** What came of a batch. */
export interface BatchResult {
  /** [files × 784], ink 255; anything where there is no digit. */
  readonly images: Uint8Array;
  /** What each file was, or why there is no digit. */
  readonly outcomes: readonly (PictureFacts | Refusal)[];
}

/** What an image file was. */
export interface PictureFacts {
  readonly format: PictureFormat;
  /** Pixels of the upright original. */
  readonly width: number;
  readonly height: number;
}

/** libvips decodes the next picture while this thread preprocesses one. */
const AT_ONCE = 2;

/**
 * Returns the digits in the files of a batch. Pictures of more than *mostPixels* are refused, as `decodePicture` does.
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

/** Puts the digit in a *file* into *image*; returns what the file was, or why there is no digit. */
async function readDigit(file: Uint8Array, image: Uint8Array, mostPixels: number): Promise<PictureFacts | Refusal> {
  const picture = await decodePicture(file, mostPixels);
  if ("reason" in picture) return picture;
  const digit = preprocess(picture.gray);
  if (!digit) return {reason: "no ink", expected: "a picture of a digit", actual: "one without ink"};
  image.set(digit.image);
  const {format, width, height} = picture;
  return {format, width, height};
}
