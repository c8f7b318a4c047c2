import {joinClasses, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import type {AnswerState} from "../../stats/answerState.js";
import {capitalized, classWords, notOne} from "../page/classWords.js";

/** One digit of an answer that can be corrected. */
export interface CorrectionState {
  /** The classes that it may be of. */
  readonly classes: Alphabet;
  /** The predicted class; `NO_CLASS` for no answer. */
  readonly label: number;
  /** What the visitor says that it is: a class, or `NO_CLASS` for no digit; undefined if nothing was said. */
  readonly corrected: number | undefined;
  /** [classes]. */
  readonly probabilities: ArrayLike<number>;
  readonly state: AnswerState;
  /** Its number among the digits of the answer, from 0 on, and how many there are. */
  readonly place: {readonly i: number; readonly n: number};
}

/** Up to this many classes each have a button. */
const MAX_BUTTONS = 12;
/** Of more classes the likeliest have one. */
const LIKELIEST = 6;

/**
 * Returns the classes to offer as buttons: all of up to twelve, in order; of more, the six likeliest in descending order
 * and the corrected one. The rest is chosen from a list.
 */
export function offeredClasses({classes, probabilities, corrected}: CorrectionState): number[] {
  const all = [...classes.keys()];
  if (all.length <= MAX_BUTTONS) return all;
  const likeliest = all.sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0)).slice(0, LIKELIEST);
  const isOther = corrected !== undefined && corrected !== NO_CLASS && !likeliest.includes(corrected);
  return isOther ? [...likeliest, corrected] : likeliest;
}

/** Returns what the correct answer is taken to be, and how to change it, on one short line: "Correct answer: 5, read as 3". */
export function correctionWords({classes, label, corrected, state, place: {i, n}}: CorrectionState): string {
  const nameOf = (one: number) => (one === NO_CLASS ? notOne(classes) : joinClasses([one], classes));
  const what = n > 1 ? `${capitalized(classWords(classes).one)} ${i + 1} of ${n}` : "Correct answer";
  if (corrected === undefined) {
    const isOpen = label === NO_CLASS || state === "no-digit";
    return isOpen ? `${what}: tap what it is` : `${what}: ${nameOf(label)}. Wrong? Tap another.`;
  }
  if (corrected === label) return `${what}: ${nameOf(label)}, confirmed by you`;
  return `${what}: ${nameOf(corrected)}${label === NO_CLASS ? "" : `, read as ${nameOf(label)}`}`;
}

/** Returns what a tap on *label* says: that class, or undefined to take back what was said. */
export function tapped({corrected}: CorrectionState, label: number): number | undefined {
  return corrected === label ? undefined : label;
}
