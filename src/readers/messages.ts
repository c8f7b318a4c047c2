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

/** Which run is asked, and where its code and model are. */
export interface AskedRun {
  readonly run: string;
  readonly model: ModelSource;
  /** The run whose detector tells digits from anything else for runs that can't, where there is one. */
  readonly detector?: {readonly run: string; readonly model: ModelSource} | undefined;
  /** Where the wasm backend's binary is. */
  readonly wasm: string;
  /** Where the layers of TensorFlow.js are, which few models need. */
  readonly layers: string;
}

/** What the page may ask of the worker that recognizes. Everything rejects, saying why, where a run can't answer. */
export interface RecognizerApi {
  /** Loads the backend and the run's model. */
  prepare(asked: AskedRun): Promise<void>;
  /** Resolves to what the run reads; null for no ink. */
  recognize(asked: AskedRun, subject: Subject): Promise<Answer | null>;
  /** Resolves to what the run takes each of *images*, [784], 0 to 255, for, as they are. */
  classify(asked: AskedRun, images: readonly Uint8Array[]): Promise<readonly ReadImage[]>;
  /** Resolves to probabilities, [n × classes], of *images*, [n × 784] in [0, 1], or in whatever form a model is tried on. */
  predict(asked: AskedRun, images: Float32Array): Promise<Float32Array>;
  /** Resolves to why the run takes *image*, [784], 0 to 255, for the class *label*, and not for *other*. */
  explain(asked: AskedRun, image: Uint8Array, label: number, other?: number): Promise<Explanation>;
}

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
