import {DIGITS, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";

/** Returns what one of these classes is called in a sentence: "digit" for the ten digits, "letter", or "class" for others. */
export function classNoun(classes: Alphabet): "digit" | "letter" | "class" {
  if (isSameAlphabet(classes, DIGITS)) return "digit";
  return classes.every((name) => /^\p{L}$/u.test(name)) ? "letter" : "class";
}

/** Returns several of them: "digits". */
export function classNouns(classes: Alphabet): string {
  const noun = classNoun(classes);
  return noun === "class" ? "classes" : `${noun}s`;
}

/** Returns the class at *label* as a table sorts it: a number where all classes are numbers, else a word. */
export function classValue(classes: Alphabet): (label: number) => string | number {
  const isNumber = classes.every((name) => /^\d+$/.test(name));
  return (label) => (isNumber ? Number(classes[label]) : (classes[label] ?? ""));
}

/** Returns a noun with its first letter in upper case: "Digit". */
export function capitalized(noun: string): string {
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}
