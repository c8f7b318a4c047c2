import {findInk} from "./findInk.js";
import type {GrayImage} from "./image/image.js";
import {normalizeInk, type Preprocessed} from "./normalize.js";

/**
 * Converts a gray picture (0 black to 255 white, either polarity) to MNIST's format and returns every intermediate
 * step; undefined if there is no ink. Files, photos and drawings use the same function, in Node and in the browser.
 */
export function preprocess(picture: GrayImage): Preprocessed | undefined {
  const ink = findInk(picture);
  return ink && normalizeInk(ink);
}
