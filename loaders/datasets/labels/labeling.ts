import {describeAlphabet, DIGITS, isSameAlphabet, type Alphabet} from "../../../src/characters/alphabet.js";
import {InputError} from "../../../src/inputError.js";

/** What the labels in the files of a data set mean. */
export interface Labeling {
  readonly classes: Alphabet;
  /** The index of the class that a number stands for: of 3 among the digits 3, of EMNIST's letters from 1 to 26 one less. */
  readonly codes: ReadonlyMap<number, number>;
  /** The index of each class, by its text. */
  readonly names: ReadonlyMap<string, number>;
}

const NUMBER = /^\d+$/;

/**
 * Returns what labels mean that name *classes*: a number is the class of that text where all classes are numbers, and
 * otherwise the place of its class, from 0; or what *codes* say.
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

/** Returns the index of the class that a label's *text* names, by its name or by its number; undefined for none. */
export function classOfText({names, codes}: Labeling, text: string): number | undefined {
  return names.get(text) ?? (NUMBER.test(text) ? codes.get(Number(text)) : undefined);
}

/** Returns which numbers are labels: "from 0 to 9", "from 1 to 26 (A–Z)". */
export function describeCodes({classes, codes}: Labeling): string {
  const numbers = [...codes.keys()];
  const range = `from ${Math.min(...numbers)} to ${Math.max(...numbers)}`;
  return areDigits(classes) ? range : `${range} (${describeAlphabet(classes)})`;
}

/** Returns the reason for which rows of several layouts are left out: their label is none of *classes*. */
export function noClassReason(classes: Alphabet): string {
  return areDigits(classes)
    ? "a label that is no digit from 0 to 9"
    : `a label that is none of ${describeAlphabet(classes)}`;
}

/** Are these the ten digits? */
export function areDigits(classes: Alphabet): boolean {
  return isSameAlphabet(classes, DIGITS);
}

/** How a folder says which classes it has, where its files do not. */
export const NAME_CLASSES = 'a dataset.json beside the files can name the classes: {"classes": ["A", "B", …]}';

/**
 * Returns *names* in the order of an alphabet: whole numbers by their value, then all others by their code points.
 */
export function inNaturalOrder(names: Iterable<string>): string[] {
  const rank = (name: string) => (NUMBER.test(name) ? Number(name) : Infinity);
  return [...new Set(names)].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    return first === second ? (a < b ? -1 : 1) : first - second;
  });
}

/** Returns the index of the class of each number in *labels*, where all have one. @throws InputError for another number */
export function classesOf(labels: ArrayLike<number>, labeling: Labeling, source: string): Uint8Array {
  return Uint8Array.from(labels, (label) => {
    const found = labeling.codes.get(label);
    if (found === undefined) throw new InputError(source, `labels ${describeCodes(labeling)}`, `${label}`);
    return found;
  });
}
