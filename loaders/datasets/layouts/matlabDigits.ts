import type {Split} from "../../../src/characters/digits.js";
import {checkAlphabet} from "../../../src/characters/alphabet.js";
import {InputError} from "../../../src/inputError.js";
import {labelingOf, type Labeling} from "../labels/labeling.js";
import {sideOf, type ArrayImages} from "./arrayDigits.js";
import type {MatlabArray, MatlabValue} from "./matlab.js";
import {addPixels, noPixels, type PixelRange, rangeOf} from "./pixelRange.js";
import {splitOfName} from "./splitName.js";

/** The images and labels of one split of a MATLAB file. */
export interface MatlabPart extends ArrayImages {
  readonly split: Split | undefined;
  /** The variable that holds them: `dataset.train`. */
  readonly name: string;
  readonly range: PixelRange;
  /** The meaning of the labels by the file's mapping; undefined if it has none. */
  readonly labeling: Labeling | undefined;
}

const EXPECTED = "EMNIST's dataset.train.images and labels, or data and label as in mnist-original.mat";

/**
 * Extracts the images and labels from the *variables* of a MATLAB file, upright. EMNIST has a struct `dataset` of
 * `train`, `test` and `mapping`; its images are rows, each column-major. mnist-original.mat has `data` and `label`; its
 * images are columns, each row-major. *source* names the file in errors.
 * @throws InputError if the file has neither form, or if its mapping is no alphabet
 */
export function matlabParts(variables: ReadonlyMap<string, MatlabValue>, source: string): MatlabPart[] {
  const dataset = variables.get("dataset");
  if (dataset instanceof Map) return emnistParts(dataset as ReadonlyMap<string, MatlabValue>, source);
  const [data, label] = [variables.get("data"), variables.get("label")];
  if (isArray(data) && isArray(label)) {
    const [pixels, length] = sidesOf(data, source);
    const side = sideOf(pixels, source);
    const pixelAt = (image: number, row: number, column: number) => image * pixels + row * side + column;
    return [
      {
        split: undefined,
        name: "data",
        labeling: undefined,
        labels: label.values,
        ...upright(data, {length, side, pixelAt}, source)
      }
    ];
  }
  throw new InputError(source, EXPECTED, [...variables.keys()].slice(0, 10).join(", ") || "nothing");
}

function emnistParts(dataset: ReadonlyMap<string, MatlabValue>, source: string): MatlabPart[] {
  const labeling = labelingIn(dataset.get("mapping"), source);
  const parts: MatlabPart[] = [];
  for (const [name, value] of dataset) {
    const split = splitOfName(name);
    if (!split || !(value instanceof Map)) continue;
    const [images, labels] = [value.get("images"), value.get("labels")] as (MatlabValue | undefined)[];
    if (!isArray(images) || !isArray(labels)) throw new InputError(source, EXPECTED, `dataset.${name} without them`);
    const [length, pixels] = sidesOf(images, source);
    const side = sideOf(pixels, source);
    const pixelAt = (image: number, row: number, column: number) => (column * side + row) * length + image;
    parts.push({
      split,
      name: `dataset.${name}`,
      labeling,
      labels: labels.values,
      ...upright(images, {length, side, pixelAt}, source)
    });
  }
  if (!parts.length)
    throw new InputError(source, EXPECTED, `dataset with ${[...dataset.keys()].join(", ") || "nothing"}`);
  return parts;
}

/** Parses EMNIST's mapping: rows of a label and a code point. @throws InputError if it is no alphabet */
function labelingIn(mapping: MatlabValue | undefined, source: string): Labeling | undefined {
  if (!isArray(mapping) || (mapping.dimensions[1] ?? 0) < 2) return undefined;
  const [count = 0] = mapping.dimensions;
  const rows = Array.from(
    {length: count},
    (_, i) => [mapping.values[i] ?? NaN, mapping.values[count + i] ?? NaN] as const
  );
  rows.sort(([a], [b]) => a - b);
  const names = rows.map(([, code]) =>
    String.fromCodePoint(Number.isInteger(code) && code > 0 && code < 65_536 ? code : 0xfffd)
  );
  const classes = checkAlphabet(names, `${source}: dataset.mapping`);
  return labelingOf(classes, new Map(rows.map(([label], i) => [label, i])));
}

/** Returns the two sides of a matrix of images. @throws InputError unless it has two dimensions */
function sidesOf({dimensions}: MatlabArray, source: string): readonly [rows: number, columns: number] {
  const [rows, columns, ...others] = dimensions;
  if (rows !== undefined && columns !== undefined && !others.length) return [rows, columns];
  throw new InputError(source, "images as rows or columns", `${dimensions.length} dimensions`);
}

/** Converts images to bytes, row-major, with ink 255. *pixelAt* returns the index of an image's pixel in the values. */
function upright(
  {values}: MatlabArray,
  {
    length,
    side,
    pixelAt
  }: {length: number; side: MatlabPart["side"]; pixelAt: (image: number, row: number, column: number) => number},
  source: string
): Pick<MatlabPart, "images" | "side" | "range"> {
  const facts = noPixels();
  addPixels(facts, values, source);
  const range = rangeOf(facts, side, source);
  const images = new Uint8Array(values.length);
  const scale = 255 / (range.high - range.low);
  let out = 0;
  for (let image = 0; image < length; ++image) {
    for (let row = 0; row < side; ++row) {
      for (let column = 0; column < side; ++column) {
        images[out++] = Math.round((values[pixelAt(image, row, column)]! - range.low) * scale);
      }
    }
  }
  return {images, side, range};
}

function isArray(value: MatlabValue | undefined): value is MatlabArray {
  return typeof value === "object" && !(value instanceof Map);
}
