import type {Alphabet} from "../characters/alphabet.js";
import type {GrayImage} from "../ink/image/image.js";
import type {Constraint} from "../ink/segmentation/constraints.js";
import type {Stroke} from "../pen/pen.js";
import type {ReadLine} from "./segmenter/markLine.js";

/** What can be read: strokes of a pen, or a gray picture of either polarity. */
export type Subject = {readonly strokes: readonly Stroke[]} | {readonly picture: GrayImage};

/** What was read: lines from top to bottom, each with its characters and marks from left to right; none without ink. */
export type Reading = readonly ReadLine[];

/** Whatever reads: a classifier behind the segmenter, or what reads lines as a whole. */
export interface Reader {
  readonly name: string;
  readonly classes: Alphabet;
  /** Resolves to what it reads in *subject*. *constraints*, what somebody said of its division, are heeded where they can be. */
  read(subject: Subject, options?: {readonly constraints?: readonly Constraint[] | undefined}): Promise<Reading>;
}
