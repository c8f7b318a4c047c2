import {preprocess} from "../src/digits/preprocess.js";
import {decodePicture, type PictureFormat, type Refusal} from "./images.js";

/** Image files, one after another: what a worker gets at a time. */
export interface PictureBatch {
  readonly bytes: Uint8Array;
  /** Where each file ends in `bytes`. */
  readonly ends: readonly number[];
}

/** A digit, and what its image file was. */
export interface PictureDigit {
  /** [784], ink 255. */
  readonly image: Uint8Array;
  readonly format: PictureFormat;
  /** Pixels of the upright original. */
  readonly width: number;
  readonly height: number;
}

/** libvips decodes the next picture while this thread preprocesses one. */
const AT_ONCE = 2;

/** Returns the digit in each file, or why there is none. */
export async function readBatch({bytes, ends}: PictureBatch): Promise<(PictureDigit | Refusal)[]> {
  const results = new Array<PictureDigit | Refusal>(ends.length);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < ends.length; i = next++) {
      results[i] = await readDigit(bytes.subarray(i ? ends[i - 1] : 0, ends[i]));
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  return results;
}

async function readDigit(bytes: Uint8Array): Promise<PictureDigit | Refusal> {
  const picture = await decodePicture(bytes);
  if ("reason" in picture) return picture;
  const digit = preprocess(picture.gray);
  if (!digit) return {reason: "no ink", expected: "a picture of a digit", actual: "one without ink"};
  const {format, width, height} = picture;
  return {image: digit.image, format, width, height};
}
