import {DIGITS, isSameAlphabet, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {classWords} from "../page/classWords.js";
import {IDLE} from "../page/idle.js";
import {named} from "./explanation.js";

/** A digit that was read. */
export interface ReadImage {
  /** [784], 0 to 255. */
  readonly image: Uint8Array;
  readonly label: number;
  readonly probabilities: ArrayLike<number>;
}

/** A question: why this, and not that? */
export interface WhyQuestion {
  readonly read: ReadImage;
  readonly run: string;
  readonly other: number | undefined;
  /** Not asked before this time, in milliseconds. */
  readonly notBefore: number;
}

/** What is asked, or will be when it opens, and the classes to ask about. */
export interface WhyState {
  readonly classes: Alphabet;
  readonly latest: WhyQuestion | undefined;
}

export type WhyEvent =
  /** A run of *classes* read a digit, or nothing, at *now* (ms). */
  | {
      readonly type: "answer";
      readonly read: ReadImage | undefined;
      readonly run: string;
      readonly classes: Alphabet;
      readonly now: number;
    }
  /** The visitor asks why it is not that class, or, of the class that was read, why it is. */
  | {readonly type: "choose"; readonly digit: number};

export const FIRST_WHY: WhyState = {classes: DIGITS, latest: undefined};

/** Returns the state after an *event*. The other class that is asked about stays, while the run knows it and reads another. */
export function reduceWhy(state: WhyState, event: WhyEvent): WhyState {
  const {latest} = state;
  if (event.type === "choose") {
    const other = event.digit === latest?.read.label ? undefined : event.digit;
    return latest ? {...state, latest: {...latest, other}} : state;
  }
  const isOther = !isSameAlphabet(event.classes, state.classes);
  const classes = isOther ? event.classes : state.classes;
  const {read, run, now} = event;
  if (!read || read.label === NO_CLASS) return {classes, latest: undefined}; // no answer has no reasons
  const other = isOther || latest?.other === read.label ? undefined : latest?.other;
  return {classes, latest: {read, run, other, notBefore: now + IDLE}};
}

/** Returns the question as the title of what opens to answer it. */
export function whyTitle({classes, latest}: WhyState): string {
  return latest ? `Why ${named(classes, latest.read.label)}?` : `Why this ${classWords(classes).one}?`;
}
