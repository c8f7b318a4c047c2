import type {Photo} from "../ink/image/image.js";
import type {Stroke} from "../pen/pen.js";
import type {Constraint} from "../ink/segmentation/constraints.js";
import type {Backend} from "./network/backend.js";
import type {ModelSource} from "../run/modelFiles.js";
import type {Explanation} from "./segmenter/occlusion.js";
import type {ReadDigit, ReadImage} from "./segmenter/readImages.js";

/** What is to be recognized, strokes of a pen or a picture, and what the visitor says of its division into digits. */
export type Subject = ({readonly strokes: readonly Stroke[]} | {readonly picture: Photo}) & {
  readonly constraints?: readonly Constraint[];
};

/**
 * What a run can be asked to do: to get ready, to recognize, to classify images as they are, or to explain why one is a
 * digit and not another.
 */
export type Task =
  | {readonly kind: "prepare"}
  | {readonly kind: "recognize"; readonly subject: Subject}
  /** [784] each, 0 to 255. */
  | {readonly kind: "classify"; readonly images: readonly Uint8Array[]}
  /** [n × 784] in [0, 1], or in whatever form a model is tried on. */
  | {readonly kind: "predict"; readonly images: Float32Array}
  | {
      readonly kind: "explain";
      /** [784], 0 to 255. */
      readonly image: Uint8Array;
      readonly digit: number;
      readonly other: number | undefined;
    };

/** What comes of each kind of task. */
export interface Results {
  readonly prepare: null;
  /** Null for no ink. */
  readonly recognize: Answer | null;
  readonly classify: readonly ReadImage[];
  /** Probabilities, [n × classes]. */
  readonly predict: Float32Array;
  readonly explain: Explanation;
}

/** A task for a run, and where its code and model are. */
export type RunTask = Task & {
  readonly run: string;
  readonly model: ModelSource;
  /** The run whose detector tells digits from anything else for runs that can't, where there is one. */
  readonly detector?: {readonly run: string; readonly model: ModelSource} | undefined;
  /** Where the wasm backend's binary is. */
  readonly wasm: string;
  /** Where the layers of TensorFlow.js are, which few models need. */
  readonly layers: string;
};

/** To the worker. */
export type Request = RunTask & {readonly id: number};

/** What the recognizer says of a drawing or a photo. */
export interface Answer {
  /** The digits as text. */
  readonly text: string;
  /** The same with the marks that stand among them, such as "1.000,50". */
  readonly written: string;
  /** How likely all of them are right, in [0, 1]. */
  readonly confidence: number;
  /** The digits in each line, from top to bottom, left to right; at least one. */
  readonly lines: readonly (readonly ReadDigit[])[];
  readonly backend: Backend | `${Backend}, without a worker`;
  /** From strokes or pixels to probabilities, in the worker. */
  readonly milliseconds: number;
}
