import type {Photo} from "../digits/image.js";
import type {Stroke} from "../digits/pen.js";
import type {Ruling} from "../digits/rulings.js";
import type {Backend} from "./backend.js";
import type {ReadDigit} from "./readImages.js";

/** What is to be recognized, strokes of a pen or a picture, and what the visitor says of its division into digits. */
export type Subject = ({readonly strokes: readonly Stroke[]} | {readonly picture: Photo}) & {
  readonly rulings?: readonly Ruling[];
};

/** Where the files of a run's model are. */
export interface ModelFiles {
  readonly json: string;
  readonly weights: string;
}

/** To the worker: what to recognize, by which run. */
export interface Request {
  readonly id: number;
  readonly run: string;
  readonly model: ModelFiles;
  /** Where the wasm backend's binary is. */
  readonly wasm: string;
  /** Without a subject the worker only gets ready. */
  readonly subject?: Subject;
}

/** What the recognizer says of a drawing or a photo. */
export interface Answer {
  /** The digits as text. */
  readonly text: string;
  /** How likely all of them are right, in [0, 1]. */
  readonly confidence: number;
  /** The digits in each line, from top to bottom, left to right; at least one. */
  readonly lines: readonly (readonly ReadDigit[])[];
  readonly backend: Backend;
  /** From strokes or pixels to probabilities, in the worker. */
  readonly milliseconds: number;
}

/** From the worker: an answer, null for no ink, or why there is none. */
export type Response =
  {readonly id: number; readonly answer: Answer | null} | {readonly id: number; readonly error: string};
