import {basename, dirname} from "node:path/posix";
import {checkAlphabet, DIGITS} from "../../../src/characters/alphabet.js";
import {InputError} from "../../../src/inputError.js";
import {labelingOf, type Labeling} from "./labeling.js";

const UPPER = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const LOWER = [..."abcdefghijklmnopqrstuvwxyz"];
/** Small letters that differ in form from their capitals. The other small letters share a class with their capital. */
const APART = [..."abdefghnqrt"];

/**
 * The classes of EMNIST's splits: Cohen, Afshar, Tapson and van Schaik, EMNIST: an extension of MNIST to handwritten
 * letters (2017), https://arxiv.org/abs/1702.05373, table II. Labels of letters start at 1, all others at 0.
 */
const SPLITS: Readonly<Record<string, readonly string[]>> = {
  byclass: [...DIGITS, ...UPPER, ...LOWER],
  bymerge: [...DIGITS, ...UPPER, ...APART],
  balanced: [...DIGITS, ...UPPER, ...APART],
  letters: UPPER,
  digits: DIGITS,
  mnist: DIGITS
};

/** Returns the name of the EMNIST split in a *path*: "letters" for `emnist-letters-train-images-idx3-ubyte`. */
export function emnistSplit(path: string): string | undefined {
  return /emnist[-_. ](byclass|bymerge|balanced|letters|digits|mnist)/i.exec(path)?.[1]?.toLowerCase();
}

/** Returns the meaning of the labels of EMNIST's *split*. @throws TypeError if there is no such split */
export function emnistLabeling(split: string): Labeling {
  const classes = SPLITS[split];
  if (!classes) throw new TypeError(`EMNIST has no split ${split}`);
  return classes === UPPER ? labelingOf(classes, new Map(classes.map((_, i) => [i + 1, i]))) : labelingOf(classes);
}

const MAPPING = /[-_.]?mapping\.txt$/i;

/**
 * Finds the mapping file among *paths* of the file *used*: `emnist-letters-mapping.txt` for
 * `emnist-letters-train-images-idx3-ubyte.gz`, in its folder or in one above. Of several, the longest name wins.
 */
export function findMapping(paths: readonly string[], used: string): string | undefined {
  const isAbove = (folder: string) => folder === "." || `${dirname(used)}/`.startsWith(`${folder}/`);
  const named = (path: string) => basename(path).replace(MAPPING, "").toLowerCase();
  const [found] = paths
    .filter(
      (path) => MAPPING.test(path) && isAbove(dirname(path)) && basename(used).toLowerCase().startsWith(named(path))
    )
    .sort((a, b) => named(b).length - named(a).length || b.length - a.length);
  return found;
}

/** The highest Unicode code point. */
const MAX_CODE = 0x10ffff;

/**
 * Parses an EMNIST mapping file. Each line is a class: its label and the code point of its character. In the letters
 * split, two code points follow, of the capital and of the small letter, which share a class: `1 65 97`. *source* names
 * the file in errors. @throws InputError `SOURCE:LINE: expected A, got B` for a malformed line, or for a mapping that
 * is no alphabet
 */
export function parseMapping(text: string, source: string): Labeling {
  const rows: {label: number; name: string}[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (!line.trim()) continue;
    const numbers = line
      .trim()
      .split(/[\s,;]+/)
      .map(Number);
    const [label, code] = numbers;
    const isRow =
      numbers.length >= 2 &&
      numbers.every((number) => Number.isInteger(number) && number >= 0 && number <= MAX_CODE) &&
      label !== undefined &&
      code !== undefined;
    if (!isRow) {
      const expected = "a label and the codes of its characters, such as 1 65 97";
      throw new InputError(`${source}:${i + 1}`, expected, `"${line.slice(0, 40)}"`);
    }
    rows.push({label, name: String.fromCodePoint(code)});
  }
  rows.sort((a, b) => a.label - b.label);
  const twice = rows.find(({label}, i) => label === rows[i - 1]?.label);
  if (twice) throw new InputError(source, "each label once", `${twice.label} twice`);
  const classes = checkAlphabet(
    rows.map(({name}) => name),
    source
  );
  return labelingOf(classes, new Map(rows.map(({label}, i) => [label, i])));
}
