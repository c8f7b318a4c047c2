import {DIGITS, describeAlphabet, isOneCharacter, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";

/** Words for the images of an alphabet and for its classes. */
export interface ClassWords {
  readonly one: "digit" | "letter" | "character" | "image";
  readonly many: "digits" | "letters" | "characters" | "images";
  /** One of the classes, as in "the share of each digit". */
  readonly kind: "digit" | "letter" | "character" | "class";
}

/** Returns the words for an alphabet: digits, letters, other single characters, or images of named classes. */
export function classWords(classes: Alphabet): ClassWords {
  if (classes.every((name) => /^[0-9]$/.test(name))) return {one: "digit", many: "digits", kind: "digit"};
  if (classes.every((name) => /^\p{L}\p{M}*$/u.test(name))) return {one: "letter", many: "letters", kind: "letter"};
  if (classes.every(isOneCharacter)) return {one: "character", many: "characters", kind: "character"};
  return {one: "image", many: "images", kind: "class"};
}

/** Capitalizes the first letter of a text. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns the word for one image of a run's classes, with its article: "a digit", "an image". */
export function aOne(classes: Alphabet): string {
  const {one} = classWords(classes);
  return `${one === "image" ? "an" : "a"} ${one}`;
}

/** Returns what ink is that is none of the classes: "not a digit", "none of these". */
export function notOne(classes: Alphabet): string {
  const {one} = classWords(classes);
  return one === "image" ? "none of these" : `not a ${one}`;
}

/** Returns the title of the drawing page. */
export function drawTitle(classes: Alphabet): string {
  return isSameAlphabet(classes, DIGITS) ? "Draw a digit, or a number" : `Draw ${aOne(classes)}`;
}

/** Returns the desk's invitation for a run with *classes*. */
export function invitationFor(classes: Alphabet): string {
  if (isSameAlphabet(classes, DIGITS)) return "Draw a digit from 0 to 9, or a number.";
  const range = /^(\p{L})–(\p{L})$/u.exec(describeAlphabet(classes));
  if (range) return `Draw a letter from ${range[1]} to ${range[2]}.`;
  return `Draw one of: ${namesOf(classes).replace(/…$/, "and others")}.`;
}

/** Returns the classes as a short list: "0–9, A–Z", or "cat, dog, horse, …". */
export function namesOf(classes: Alphabet): string {
  return describeAlphabet(classes).replace(/^\d+ classes: /, "");
}

/** Returns a class with its article, as in "read as a 4": "an 8", "an R", or a quoted name, “Trouser”. */
export function aClass(name: string): string {
  if (!/^(\d+|\p{L})$/u.test(name)) return `“${name}”`;
  return `${/^(8\d*|11|18|[AEFHILMNORSX])$/i.test(name) ? "an" : "a"} ${name}`;
}

/** Returns the word for one class: "digit", "class". */
export function kindOf(classes: Alphabet): ClassWords["kind"] {
  return classWords(classes).kind;
}

/** Returns the word for several classes: "digits", "classes". */
export function kindsOf(classes: Alphabet): string {
  const kind = kindOf(classes);
  return kind === "class" ? "classes" : `${kind}s`;
}

/** Returns a function that gives the class at *label* as a sort key: a number if all classes are numbers, else text. */
export function classValue(classes: Alphabet): (label: number) => string | number {
  const isNumber = classes.every((name) => /^\d+$/.test(name));
  return (label) => {
    const name = classes[label] ?? "";
    return isNumber && name ? Number(name) : name;
  };
}
