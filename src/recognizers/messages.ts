import type {Stroke} from "../digits/pen.js";
import type {Backend} from "./backend.js";

/** What is to be recognized: strokes of a pen, or a picture as RGBA, [height × width × 4]. */
export type Subject =
  | {readonly strokes: readonly Stroke[]}
  | {readonly picture: {readonly data: Uint8ClampedArray; readonly width: number; readonly height: number}};

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
  readonly digit: number;
  /** The probability of that digit, in [0, 1]. */
  readonly confidence: number;
  /** [10], sums to 1. */
  readonly probabilities: Float32Array;
  /** How likely it is a digit at all, in [0, 1]; null where the run can't tell. */
  readonly likelihood: number | null;
  /** [784], 0 to 255: what the network saw. */
  readonly image: Uint8Array;
  readonly backend: Backend;
  /** From strokes or pixels to probabilities, in the worker. */
  readonly milliseconds: number;
}

/** From the worker: an answer, null for no ink, or why there is none. */
export type Response =
  {readonly id: number; readonly answer: Answer | null} | {readonly id: number; readonly error: string};
