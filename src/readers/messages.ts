import type {Photo} from "../ink/image/image.js";
import type {Stroke} from "../pen/pen.js";
import type {Constraint} from "../ink/segmentation/constraints.js";
import type {FiredRule, TracedLayer} from "./classifier.js";
import type {Backend} from "./network/backend.js";
import type {ModelSource} from "../run/modelFiles.js";
import type {Explanation} from "./segmenter/occlusion.js";
import type {ReadDigit, ReadImage} from "./segmenter/readImages.js";

/** The input to recognize, pen strokes or a picture, with the visitor's constraints on its division into digits. */
export type Subject = ({readonly strokes: readonly Stroke[]} | {readonly picture: Photo}) & {
  readonly constraints?: readonly Constraint[];
  /** Reads all of it, also what the run remembers from before, so that the time is that of the whole work. */
  readonly anew?: boolean;
};

/** The run to ask, with the addresses of its code and model. */
export interface AskedRun {
  readonly run: string;
  readonly model: ModelSource;
  /** The run whose detector serves runs without one, if there is such a run. */
  readonly detector?: {readonly run: string; readonly model: ModelSource} | undefined;
  /** The address of the binary of the kernel that runs most networks. */
  readonly wasm: string;
  /** The address of the parts of TensorFlow.js that other runs need, `tensors.browser.ts`. */
  readonly tensors: string;
  /** The address of the wasm backend's binary with their kernels, `EXECUTOR_WASM_FILE`. */
  readonly tensorsWasm: string;
  /** The address of TensorFlow.js's layers and Tesseract's program, which few models need. */
  readonly layers: string;
  /** The address of the binary with all kernels, which these layers need. */
  readonly layersWasm: string;
}

/** The requests that the recognition worker serves. Each rejects with the reason if the run can't answer. */
export interface RecognizerApi {
  /** Loads the backend and the run's model. */
  prepare(asked: AskedRun): Promise<void>;
  /** Resolves to the run's answer; null for no ink. */
  recognize(asked: AskedRun, subject: Subject): Promise<Answer | null>;
  /** Resolves to the run's predictions for *images*, each [784], 0 to 255, without preprocessing. */
  classify(asked: AskedRun, images: readonly Uint8Array[]): Promise<readonly ReadImage[]>;
  /**
   * Resolves to probabilities, [n × classes], for *images*, [n × 784] in [0, 1] or in another form that a model is
   * tried on.
   */
  predict(asked: AskedRun, images: Float32Array): Promise<Float32Array>;
  /**
   * Resolves to an explanation of why the run takes *image*, [784], 0 to 255, for the class *label* and not for
   * *other*.
   */
  explain(asked: AskedRun, image: Uint8Array, label: number, other?: number): Promise<Explanation>;
  /**
   * Resolves to what each layer of the run's network makes of *image*, [784], 0 to 255, if asked *withWeights*; null if
   * the run's reader has no layers that can be followed.
   */
  trace(asked: AskedRun, image: Uint8Array, withWeights?: boolean): Promise<readonly TracedLayer[] | null>;
  /**
   * Resolves to what the *layer* of that name, as `trace` names it, makes of each of *images*, [n × 784], 0 to 255 as
   * bytes or in [0, 1] as floats: [n × the layer's size]; null if the run's reader has no layers that can be followed.
   * Ask for some hundreds at a time, since a drawing that is to be read waits for all of them.
   */
  activations(asked: AskedRun, images: Uint8Array | Float32Array, layer: string): Promise<Float32Array | null>;
  /**
   * Resolves to the rules that fire for *image*, [784], 0 to 255, in the order in which the run tries them; null if the
   * run's reader has no rules.
   */
  firedRules(asked: AskedRun, image: Uint8Array): Promise<readonly FiredRule[] | null>;
}

/** The recognizer's answer to a drawing or a photo. */
export interface Answer {
  /** The digits as text. */
  readonly text: string;
  /** The same text with the marks among the digits, such as "1.000,50". */
  readonly written: string;
  /** The probability that all digits are right, in [0, 1]. */
  readonly confidence: number;
  /** The digits of each line: lines from top to bottom, digits from left to right; at least one. */
  readonly lines: readonly (readonly ReadDigit[])[];
  readonly backend: Backend | `${Backend}, without a worker`;
  /** The time from strokes or pixels to probabilities, in the worker. */
  readonly milliseconds: number;
  /** The part of it that another run's detector took; 0 where the run needs none. */
  readonly detectorMilliseconds: number;
}
