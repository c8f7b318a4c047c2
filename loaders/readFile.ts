import type {Box} from "../src/digits/image.js";
import {confidenceOf, textOf} from "../src/recognizers/readImages.js";
import {readPicture} from "../src/recognizers/readPicture.js";
import type {Recognizer} from "../src/recognizers/recognizer.js";
import {readBytes} from "./files.js";
import {readPicture as decode} from "./pictures/decode.js";

/** What is in an image file; boxes are in pixels of the upright image. */
export interface FileAnswer {
  readonly file: string;
  /** The digits, with a space between lines; empty without ink. */
  readonly text: string;
  /** How likely all of them are right, in [0, 1]; 0 for none. */
  readonly confidence: number;
  readonly digits: readonly {readonly digit: number; readonly confidence: number; readonly box: Box}[];
}

/**
 * Returns the digits that *recognizer* reads in the image file at *path*, called *file* in the answer and in errors.
 * @throws InputError for a file that is no image, or can't be read
 */
export async function readFile(recognizer: Recognizer, path: string, file = path): Promise<FileAnswer> {
  const {gray, scale} = await decode(await readBytes(path, "an image", file), file);
  const lines = readPicture(recognizer, gray);
  const digits = lines.flat().map(({digit, confidence, box: {x, y, width, height}}) => {
    return {digit, confidence, box: {x: x * scale, y: y * scale, width: width * scale, height: height * scale}};
  });
  return {file, text: textOf(lines), confidence: digits.length ? confidenceOf(lines) : 0, digits};
}
