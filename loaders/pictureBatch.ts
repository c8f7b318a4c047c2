import {PIXELS} from "../src/digits/digits.js";
import {preprocess} from "../src/digits/preprocess.js";
import {decodePicture, type PictureFormat, type Refusal} from "./images.js";

/** Image files that a thread works on at a time, in memory that threads share. */
export interface PictureBatch {
  /** The files, one after another. */
  readonly bytes: Uint8Array;
  /** Where each file ends in `bytes`. */
  readonly ends: readonly number[];
  /** [files × 784], where the digits go: ink 255. */
  readonly images: Uint8Array;
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

/** Puts the digit in each file of a batch into its `images`; returns what the files were, or why there is no digit. */
export async function readBatch({bytes, ends, images}: PictureBatch): Promise<(PictureFacts | Refusal)[]> {
  const results = new Array<PictureFacts | Refusal>(ends.length);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < ends.length; i = next++) {
      const file = bytes.subarray(i ? ends[i - 1] : 0, ends[i]);
      results[i] = await readDigit(file, images.subarray(i * PIXELS, (i + 1) * PIXELS));
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  return results;
}

async function readDigit(file: Uint8Array, image: Uint8Array): Promise<PictureFacts | Refusal> {
  const picture = await decodePicture(file);
  if ("reason" in picture) return picture;
  const digit = preprocess(picture.gray);
  if (!digit) return {reason: "no ink", expected: "a picture of a digit", actual: "one without ink"};
  image.set(digit.image);
  const {format, width, height} = picture;
  return {format, width, height};
}
