import type {Alphabet} from "../characters/alphabet.js";
import type {GrayImage} from "../ink/image/image.js";
import type {Constraint} from "../ink/segmentation/constraints.js";
import type {Stroke} from "../pen/pen.js";
import type {ReadLine} from "./segmenter/markLine.js";

/** The input of a reader: pen strokes, or a gray picture of either polarity. */
export type Subject = {readonly strokes: readonly Stroke[]} | {readonly picture: GrayImage};

/** Lines from top to bottom, each with its characters and marks from left to right; none without ink. */
export type Reading = readonly ReadLine[];

/** Reads lines: a classifier behind the segmenter, or a system that reads whole lines. */
export interface Reader {
  readonly name: string;
  readonly classes: Alphabet;
  /**
   * Resolves to the lines in *subject*. Meets the *constraints*, a person's statements about its division, where
   * possible.
   */
  read(subject: Subject, options?: {readonly constraints?: readonly Constraint[] | undefined}): Promise<Reading>;
}
