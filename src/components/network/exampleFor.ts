import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import type {Stroke} from "../../pen/pen.js";
import {EXAMPLES} from "../desk/examples.js";

/** A capital A, in fractions of the surface's side. */
const LETTER: readonly Stroke[] = [
  [
    [0.28, 0.82],
    [0.4, 0.48],
    [0.5, 0.18],
    [0.61, 0.5],
    [0.72, 0.82]
  ],
  [
    [0.38, 0.6],
    [0.5, 0.58],
    [0.64, 0.6]
  ]
];

/** Returns an example of ours for a run that tells *classes* apart: a digit, or a letter where it reads letters. */
export function exampleFor(classes: Alphabet = DIGITS): {classes: Alphabet; strokes: readonly Stroke[]} {
  const isLetters = !classes.includes("3") && classes.some((name) => name.toUpperCase() === "A");
  return {classes, strokes: isLetters ? LETTER : EXAMPLES[0]!.strokes};
}
