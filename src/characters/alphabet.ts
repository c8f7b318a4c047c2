import {InputError} from "../inputError.js";

/**
 * The classes of a dataset, run or reader: distinct texts of at least one character, in the order of every probability
 * vector. A label is the index of its class. Alphabets travel with the data; no code assumes digits.
 */
export type Alphabet = readonly string[];

/** The ten digits: the default alphabet of documents and runs. */
export const DIGITS: Alphabet = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** The limits on classes: a label must fit into a byte, and a larger confusion matrix is unreadable. */
export const [MIN_CLASSES, MAX_CLASSES] = [2, 200] as const;

/** Sentinel for a missing label or a missing answer. */
export const NO_CLASS = 255;

/**
 * Returns *classes* as an alphabet. *source* names them in errors.
 * @throws InputError for fewer than 2 or more than 200 classes, an empty class, or a repeated class
 */
export function checkAlphabet(classes: readonly string[], source: string): Alphabet {
  const {length} = classes;
  if (length < MIN_CLASSES || length > MAX_CLASSES)
    throw new InputError(source, `${MIN_CLASSES} to ${MAX_CLASSES} classes`, String(length));
  const empty = classes.findIndex((name) => !name.trim());
  if (empty >= 0) throw new InputError(source, "a name for each class", `an empty one at index ${empty}`);
  const twice = classes.find((name, i) => classes.indexOf(name) !== i);
  if (twice !== undefined) throw new InputError(source, "classes that differ", `"${twice}" twice`);
  return classes;
}

/** Are the classes the same, in the same order? */
export function isSameAlphabet(a: Alphabet, b: Alphabet): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** Describes the classes briefly for titles and errors: "0–9", "A–Z", "0–9, A–Z, a–z", or "5 classes: cat, dog, …". */
export function describeAlphabet(classes: Alphabet): string {
  const ranges: [first: string, last: string][] = [];
  for (const name of classes) {
    if (!/^[0-9A-Za-z]$/.test(name)) return describeNames(classes);
    const range = ranges.at(-1);
    if (range && name.charCodeAt(0) === range[1].charCodeAt(0) + 1) range[1] = name;
    else ranges.push([name, name]);
  }
  if (ranges.length > 4) return describeNames(classes);
  return ranges.map(([first, last]) => (first === last ? first : `${first}–${last}`)).join(", ");
}

function describeNames(classes: Alphabet): string {
  const some = classes.slice(0, 5).join(", ");
  return `${classes.length} classes: ${some}${classes.length > 5 ? ", …" : ""}`;
}

/**
 * Joins *labels*, indices of classes, to a text: the classes one after another, separated by spaces if any class has
 * several characters; "?" for an index without a class.
 */
export function joinClasses(labels: readonly number[], classes: Alphabet): string {
  return labels.map((label) => classes[label] ?? "?").join(separatorOf(classes));
}

/** Returns what stands between two of *classes* in a text: nothing where each is one character, or a space. */
export function separatorOf(classes: Alphabet): "" | " " {
  return classes.every(isOneCharacter) ? "" : " ";
}

/** Is a class a single character, so that it can be part of a line without separators? */
export function isOneCharacter(name: string): boolean {
  return Array.from(name).length === 1;
}
