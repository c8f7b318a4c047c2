import {SIDE} from "../../../src/ink/image/grid.js";
import {NO_CLASS} from "../../../src/characters/alphabet.js";
import {take, type Digits} from "../../../src/characters/digits.js";
import {InputError} from "../../../src/inputError.js";
import {describeCodes, DIGIT_LABELS, noClassReason, type Labeling} from "../labels/labeling.js";
import {reject, type OnReject} from "../parts/rejects.js";

/** The array of bytes in an IDX file. */
export interface IdxArray {
  readonly shape: readonly number[];
  /** Row-major; its length is the product of the shape. */
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;
/** Maximum size of an array. No IDX file of digits is larger: a header that promises more is damaged. */
const MAX_BYTES = 2 ** 31;

/**
 * Returns the content of an IDX file by its first four bytes or more, *head*; undefined if it is no IDX file of digits.
 */
export function isIdx(head: Uint8Array): "images" | "labels" | undefined {
  if (head.length < 4) return undefined;
  const magic = new DataView(head.buffer, head.byteOffset).getUint32(0);
  return magic === magicNumber(3) ? "images" : magic === magicNumber(1) ? "labels" : undefined;
}

function magicNumber(dimensions: number): number {
  return (UNSIGNED_BYTE << 8) | dimensions;
}

/**
 * Returns a streaming parser of an IDX file of unsigned bytes:
 *
 * | offset | type   | meaning                                   |
 * |--------|--------|-------------------------------------------|
 * | 0      | uint16 | 0                                         |
 * | 2      | uint8  | type of the values: 8, unsigned byte      |
 * | 3      | uint8  | number of dimensions: 1 labels, 3 images  |
 * | 4 …    | uint32 | each dimension, big-endian                |
 * | then   | uint8  | the values                                |
 *
 * (http://yann.lecun.com/exdb/mnist/: magic numbers 2049 and 2051.) Copies the values as they arrive. Takes at most
 * twice their memory, however much the header promises; or once their memory if *room* is the file's size in bytes.
 * *source* names the file in errors; *dimensions* is the expected number of dimensions.
 */
export function idxParser(
  source: string,
  dimensions: 1 | 3,
  room = 0
): {push(chunk: Uint8Array): void; end(): IdxArray} {
  const headerLength = 4 + 4 * dimensions;
  const head = new Uint8Array(headerLength);
  let read = 0;
  let shape: number[] | undefined;
  let promised = 0;
  let data = new Uint8Array(0); // capacity may exceed the content, never the promised length

  function parseHeader(): void {
    const view = new DataView(head.buffer);
    const [magic, expected] = [view.getUint32(0), magicNumber(dimensions)];
    if (magic !== expected) throw new InputError(source, `the magic number ${expected}`, `${magic}`);
    shape = Array.from({length: dimensions}, (_, i) => view.getUint32(4 + 4 * i));
    promised = shape.reduce((product, side) => product * side, 1);
    if (promised > MAX_BYTES) {
      throw new InputError(source, `at most ${MAX_BYTES} bytes`, `a header that promises ${promised}`);
    }
  }

  function store(values: Uint8Array): void {
    const length = read - headerLength;
    if (length > promised) throw wrongLength();
    if (length > data.length) {
      const grown = new Uint8Array(Math.min(promised, Math.max(length, 2 * data.length, room)));
      grown.set(data);
      data = grown;
    }
    data.set(values, length - values.length);
  }

  return {
    push(chunk) {
      const headPart = chunk.subarray(0, Math.max(0, headerLength - read));
      head.set(headPart, Math.min(read, headerLength));
      read += chunk.length;
      if (!shape && read >= headerLength) parseHeader();
      if (shape) store(chunk.subarray(headPart.length));
    },
    end() {
      if (!read) throw new InputError(source, "an IDX file", "an empty file");
      if (!shape) throw new InputError(source, `a header of ${headerLength} bytes`, `${read}`);
      if (read - headerLength !== promised) throw wrongLength();
      return {shape, data};
    }
  };

  function wrongLength(): InputError {
    const found = read - headerLength;
    return new InputError(source, `${promised} bytes after the header`, found > promised ? "more" : `${found}`);
  }
}

/**
 * Combines an array of images and one of labels into digits; *sources* names the two in errors. Leaves out images whose
 * label has no class in *labeling* and reports each to *onReject*. Returns views of the arrays, or copies if images are
 * left out.
 * @throws InputError if the images are not 28×28, if there are more or fewer labels than images, if no image is left,
 * or, without *onReject*, for the first label without a class
 */
export function idxDigits(
  images: IdxArray,
  labels: IdxArray,
  sources: {images: string; labels: string},
  onReject?: OnReject,
  labeling: Labeling = DIGIT_LABELS
): Digits {
  const [length, height, width] = images.shape as [number, number, number];
  if (height !== SIDE || width !== SIDE) throw new InputError(sources.images, "28×28 images", `${height}×${width}`);
  if (labels.data.length !== length) {
    throw new InputError(sources.labels, `${length} labels, one for each image`, `${labels.data.length}`);
  }
  if (!length) throw new InputError(sources.images, "at least one image", "none");
  const kept: number[] = [];
  const expected = `labels ${describeCodes(labeling)}`;
  const indices = labels.data.map((label) => labeling.codes.get(label) ?? NO_CLASS);
  for (const [i, index] of indices.entries()) {
    if (index !== NO_CLASS) kept.push(i);
    else {
      const error = new InputError(sources.labels, expected, `${labels.data[i]} at index ${i}`);
      reject(onReject, noClassReason(labeling.classes), error);
    }
  }
  if (!kept.length) throw new InputError(sources.labels, `at least one label ${describeCodes(labeling)}`, "none");
  const areIndices = indices.every((index, i) => index === labels.data[i]);
  const digits = {length, images: images.data, labels: areIndices ? labels.data : indices};
  return kept.length < length ? take(digits, kept) : digits;
}

/** Encodes an array as an IDX file; the inverse of `idxParser`. */
export function encodeIdx({shape, data}: IdxArray): Uint8Array {
  const header = idxHeader(shape);
  const file = new Uint8Array(header.length + data.length);
  file.set(header);
  file.set(data, header.length);
  return file;
}

/** Returns the header of an IDX file of this *shape*; the values follow it. */
export function idxHeader(shape: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  view.setUint32(0, magicNumber(shape.length));
  shape.forEach((side, i) => view.setUint32(4 + 4 * i, side));
  return new Uint8Array(view.buffer);
}
