import {isOneCharacter, type Alphabet} from "../../characters/alphabet.js";

/** Up to this many classes each have a button. */
const MAX_CLASSES = 12;
/** Of what was read otherwise, the most frequent texts have one. */
const MAX_TEXTS = 6;

/** What the visitor may say that a drawing is. */
export interface Truths {
  /** A button each. */
  readonly texts: readonly string[];
  /** Whether it can be something else, which is typed. */
  readonly isOpen: boolean;
}

/**
 * Returns what a drawing may be that was read as *texts*, the most frequent first: one of up to twelve *classes* where all
 * are single ones, or one of the texts or anything else. What the visitor said, *truth*, stays among them.
 */
export function truthsOf(texts: readonly string[], classes: Alphabet, truth?: string): Truths {
  const known = truth ? [truth] : [];
  if (classes.length <= MAX_CLASSES && [...texts, ...known].every((text) => classes.includes(text)))
    return {texts: classes, isOpen: false};
  return {
    texts: [...new Set([...texts.filter((text) => !text.includes("?")).slice(0, MAX_TEXTS), ...known])],
    isOpen: true
  };
}

/** Returns whether *text* consists of *classes*, so that it may be what a drawing shows. */
export function isOfClasses(text: string, classes: Alphabet): boolean {
  if (!text) return false;
  if (classes.every(isOneCharacter)) return Array.from(text).every((one) => one === " " || classes.includes(one));
  return text.split(" ").every((one) => classes.includes(one));
}
