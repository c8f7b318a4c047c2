import {PIXELS} from "../../../src/ink/image/grid.js";
import type {Digits} from "../../../src/characters/digits.js";
import {normalizeInk} from "../../../src/ink/normalize.js";
import {InputError} from "../../../src/inputError.js";
import {describeCodes, DIGIT_LABELS, noClassReason, type Labeling} from "../labels/labeling.js";
import {reject, type OnReject} from "../parts/rejects.js";
import {SIDES, type Side} from "./dialect.js";
import {growingBytes} from "./growingBytes.js";
import {refuseOtherLabels} from "../labels/otherLabels.js";

/** Images and labels of arrays. */
export interface ArrayImages {
  /** [labels × side × side], row-major, ink 255. */
  readonly images: Uint8Array;
  readonly side: Side;
  /** One label an image. */
  readonly labels: ArrayLike<number>;
}

/** Returns the side of square images with *pixels* pixels. @throws InputError unless they are 28×28, 16×16 or 8×8 */
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
 * Converts arrays to digits: takes 28×28 images as they are, and resamples smaller ones like pictures (`normalizeInk`).
 * *sources* names the two arrays in errors. Leaves out images whose label has no class in *labeling*, and smaller
 * images without ink, and reports each to *onReject*; without *onReject*, throws the first one.
 * @throws InputError if there are more or fewer labels than images, if the labels are of another kind, or if no image
 * is left
 */
export function arrayDigits(
  {images, side, labels}: ArrayImages,
  sources: {readonly images: string; readonly labels: string},
  onReject?: OnReject,
  labeling: Labeling = DIGIT_LABELS
): Digits {
  const length = images.length / (side * side);
  if (labels.length !== length) {
    throw new InputError(sources.labels, `${length} labels, one for each image`, `${labels.length}`);
  }
  if (!length) throw new InputError(sources.images, "at least one image", "none");
  refuseOtherLabels(labels, sources.labels, labeling);
  const expected = `labels ${describeCodes(labeling)}`;
  const [kept, digits] = [growingBytes(), growingBytes()];
  const size = side * side;
  for (let i = 0; i < length; ++i) {
    const label = labels[i] ?? NaN;
    const found = labeling.codes.get(label);
    const image = images.subarray(i * size, (i + 1) * size);
    const normal = size === PIXELS ? image : normalizeInk({width: side, height: side, data: image})?.image;
    if (found === undefined) {
      const error = new InputError(sources.labels, expected, `${label} at index ${i}`);
      reject(onReject, noClassReason(labeling.classes), error);
    } else if (!normal) {
      reject(onReject, "no ink", new InputError(sources.images, "images of digits", `one without ink at index ${i}`));
    } else {
      kept.add(normal);
      digits.add(Uint8Array.of(found));
    }
  }
  const indices = digits.bytes();
  if (!indices.length) throw new InputError(sources.labels, `at least one label ${describeCodes(labeling)}`, "none");
  return {length: indices.length, images: kept.bytes(), labels: indices};
}
