import {PIXELS} from "../../../src/ink/image/grid.js";
import type {Digits} from "../../../src/characters/digits.js";
import {normalizeInk} from "../../../src/ink/preprocess.js";
import {InputError} from "../../../src/inputError.js";
import {NO_DIGIT, reject, type OnReject} from "../parts/rejects.js";
import {SIDES, type Side} from "./dialect.js";
import {growingBytes} from "./growingBytes.js";
import {refuseOtherLabels} from "./otherLabels.js";

/** Images and labels as arrays hold them. */
export interface ArrayImages {
  /** [labels × side × side], row-major, ink 255. */
  readonly images: Uint8Array;
  readonly side: Side;
  /** One an image. */
  readonly labels: ArrayLike<number>;
}

/** Returns the side of images of so many pixels. @throws InputError, for the file *source*, for any but 28×28, 16×16, 8×8 */
export function sideOf(pixels: number, source: string): Side {
  const side = SIDES.find((one) => one * one === pixels);
  if (side) return side;
  const root = Math.sqrt(pixels);
  throw new InputError(
    source,
    "images of 28×28, 16×16 or 8×8",
    Number.isInteger(root) ? `${root}×${root}` : `${pixels} pixels`
  );
}

/**
 * Returns the digits of arrays: those of 28×28 as they are, smaller ones resampled by the preprocessing that pictures go
 * through. *sources* name the two arrays. Images whose label is no digit, and smaller ones without ink, are told to
 * *onReject* and left out; without it the first is thrown.
 * @throws InputError for another number of labels than of images, for letters, and where nothing is left
 */
export function arrayDigits(
  {images, side, labels}: ArrayImages,
  sources: {readonly images: string; readonly labels: string},
  onReject?: OnReject
): Digits {
  const length = images.length / (side * side);
  if (labels.length !== length) {
    throw new InputError(sources.labels, `${length} labels, one for each image`, `${labels.length}`);
  }
  if (!length) throw new InputError(sources.images, "at least one image", "none");
  refuseOtherLabels(labels, sources.labels);
  const [kept, digits] = [growingBytes(), growingBytes()];
  const size = side * side;
  for (let i = 0; i < length; ++i) {
    const label = labels[i];
    const image = images.subarray(i * size, (i + 1) * size);
    const normal = size === PIXELS ? image : normalizeInk({width: side, height: side, data: image})?.image;
    if (!(Number.isInteger(label) && label >= 0 && label <= 9)) {
      reject(onReject, NO_DIGIT, new InputError(sources.labels, "labels from 0 to 9", `${label} at index ${i}`));
    } else if (!normal) {
      reject(onReject, "no ink", new InputError(sources.images, "images of digits", `one without ink at index ${i}`));
    } else {
      kept.add(normal);
      digits.add(Uint8Array.of(label));
    }
  }
  const found = digits.bytes();
  if (!found.length) throw new InputError(sources.labels, "at least one label from 0 to 9", "none");
  return {length: found.length, images: kept.bytes(), labels: found};
}
