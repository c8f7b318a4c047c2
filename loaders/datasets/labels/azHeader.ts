import {basename} from "node:path/posix";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {labelingOf, type Labeling} from "./labeling.js";

/** Labels 0 to 25 for A to Z. */
export const LETTER_LABELS: Labeling = labelingOf([..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]);

/**
 * Is this the header of Kaggle's A-Z Handwritten Alphabets, `0,0.1,0.2,…`: 785 numbers, which pandas made from columns
 * of one name? https://www.kaggle.com/datasets/sachinpatel21/az-handwritten-alphabets-in-csv-format Returns "all" if
 * every name is `0.k`, which no image gives, and "some" if it may also be the first image of a set of digits, lost as a
 * header.
 */
export function isLetterHeader(names: readonly string[]): "all" | "some" | undefined {
  if (names.length !== PIXELS + 1 || names[0] !== "0") return undefined;
  if (names.every((name, i) => name === (i ? `0.${i}` : "0"))) return "all";
  const isNumbered = names.every((name) => /^\d{1,3}(\.\d+)?$/.test(name));
  return isNumbered && names.filter((name) => /^0\.\d+$/.test(name)).length > PIXELS / 2 ? "some" : undefined;
}

/** Does a file's name say that it holds the letters A to Z, like `A_Z Handwritten Data.csv`? */
export function isLetterName(path: string): boolean {
  return /(^|[^a-z])a[-_ –]?(to[-_ ])?z([^a-z]|$)/i.test(basename(path));
}
