import type {GrayImage} from "../digits/image.js";
import {preprocess} from "../digits/preprocess.js";
import {readImages, type ReadDigit} from "./readImages.js";
import type {Recognizer} from "./recognizer.js";

/** Returns the digit in a grey *picture* (either polarity), line by line as `readStrokes` does; none without ink. */
export function readPicture(recognizer: Recognizer, picture: GrayImage): ReadDigit[][] {
  const found = preprocess(picture);
  return found ? [readImages(recognizer, [found.image]).map((read) => ({...read, box: found.box, parts: [0]}))] : [];
}
