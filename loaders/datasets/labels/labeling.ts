import {describeAlphabet, DIGITS, isSameAlphabet, type Alphabet} from "../../../src/characters/alphabet.js";
import {InputError} from "../../../src/inputError.js";

/** The meaning of a dataset's labels: their classes. */
export interface Labeling {
  readonly classes: Alphabet;
  /**
   * Index of the class of each number: 3 for 3 among the digits; one less than the number for EMNIST's letters, 1 to
   * 26.
   */
  readonly codes: ReadonlyMap<number, number>;
  /** Index of each class by its name. */
  readonly names: ReadonlyMap<string, number>;
}

const NUMBER = /^\d+$/;

/**
 * Returns the labeling of *classes*. Their numbers are *codes*; or else their names, if all of them are numbers; or
 * else their indices.
 */
export function labelingOf(classes: Alphabet, codes?: ReadonlyMap<number, number>): Labeling {
  const areNumbers = classes.every((name) => NUMBER.test(name));
  return {
    classes,
    codes: codes ?? new Map(classes.map((name, i) => [areNumbers ? Number(name) : i, i])),
    names: new Map(classes.map((name, i) => [name, i]))
  };
}

/** The labels 0 to 9 of the digits. */
export const DIGIT_LABELS: Labeling = labelingOf(DIGITS);

/** Returns the index of the class that *text* gives by name or number; undefined if there is none. */
export function classOfText({names, codes}: Labeling, text: string): number | undefined {
  return names.get(text) ?? (NUMBER.test(text) ? codes.get(Number(text)) : undefined);
}

/** Describes the numbers that are labels: "from 0 to 9", "from 1 to 26 (A–Z)". */
export function describeCodes({classes, codes}: Labeling): string {
  const numbers = [...codes.keys()];
  const range = `from ${Math.min(...numbers)} to ${Math.max(...numbers)}`;
  return areDigits(classes) ? range : `${range} (${describeAlphabet(classes)})`;
}

/** Returns the reason for rejecting rows whose label is none of *classes*. */
export function noClassReason(classes: Alphabet): string {
  return areDigits(classes)
    ? "a label that is no digit from 0 to 9"
    : `a label that is none of ${describeAlphabet(classes)}`;
}

/** Are these the ten digits? */
export function areDigits(classes: Alphabet): boolean {
  return isSameAlphabet(classes, DIGITS);
}

/** Remedy in errors: a dataset.json that names the classes. */
export const NAME_CLASSES = 'a dataset.json beside the files can name the classes: {"classes": ["A", "B", …]}';

/**
 * Sorts *names* like an alphabet, without duplicates: whole numbers by value, then all others by UTF-16 code units.
 */
export function inNaturalOrder(names: Iterable<string>): string[] {
  const rank = (name: string) => (NUMBER.test(name) ? Number(name) : Infinity);
  return [...new Set(names)].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    return first === second ? (a < b ? -1 : 1) : first - second;
  });
}

/** Returns the index of the class of each of *labels*. @throws InputError for a label without a class */
export function classesOf(labels: ArrayLike<number>, labeling: Labeling, source: string): Uint8Array {
  return Uint8Array.from(labels, (label) => {
    const found = labeling.codes.get(label);
    if (found === undefined) throw new InputError(source, `labels ${describeCodes(labeling)}`, `${label}`);
    return found;
  });
}
