import {basename, dirname} from "node:path/posix";
import {checkAlphabet, DIGITS} from "../../../src/characters/alphabet.js";
import {InputError} from "../../../src/inputError.js";
import {labelingOf, type Labeling} from "./labeling.js";

const UPPER = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const LOWER = [..."abcdefghijklmnopqrstuvwxyz"];
/** Small letters whose form is not that of the capital: the others are one class with it. */
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

/** Returns the name of EMNIST's split that a *path* names: `emnist-letters-train-images-idx3-ubyte` is of "letters". */
export function emnistSplit(path: string): string | undefined {
  return /emnist[-_. ](byclass|bymerge|balanced|letters|digits|mnist)/i.exec(path)?.[1]?.toLowerCase();
}

/** Returns what the labels of EMNIST's *split* mean. @throws where there is none of that name */
export function emnistLabeling(split: string): Labeling {
  const classes = SPLITS[split];
  if (!classes) throw new TypeError(`EMNIST has no split ${split}`);
  return classes === UPPER ? labelingOf(classes, new Map(classes.map((_, i) => [i + 1, i]))) : labelingOf(classes);
}

const MAPPING = /[-_.]?mapping\.txt$/i;

/**
 * Returns the mapping file among *paths* that belongs to the file *used*: `emnist-letters-mapping.txt` to
 * `emnist-letters-train-images-idx3-ubyte.gz`, in its folder or in one above; of several the one of the longest name.
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

/** The highest code point of all. */
const MAX_CODE = 0x10ffff;

/**
 * Returns what labels mean by a mapping file of EMNIST's: a line a class, its label and the code of its character, in the
 * letters' split that of the capital and that of the small letter, which are one class: `1 65 97`. *source* names it in
 * errors. @throws InputError `SOURCE:LINE: expected A, got B` for another line, or an alphabet that is none
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
