import {connectWorker} from "../connectWorker.js";
import type {Answer, AskedRun, RecognizerApi, Subject} from "./messages.js";
import type {ModelSource} from "../run/modelFiles.js";
import type {ReadImage} from "./segmenter/readImages.js";
import type {Explanation} from "./segmenter/occlusion.js";

/** The page's side of the recognition worker. */
export interface RecognizerClient {
  /** Loads the backend and a run's model, so that the first answer comes at once. Resolves when both are loaded. */
  prepare(run: string): Promise<void>;
  /** Resolves to a run's answer; null for no ink. Rejects with the reason if the run can't answer. */
  recognize(run: string, subject: Subject): Promise<Answer | null>;
  /** Resolves to a run's predictions for *images*, each [784], 0 to 255, without preprocessing. */
  classify(run: string, images: readonly Uint8Array[]): Promise<readonly ReadImage[]>;
  /** Resolves to a run's probabilities, [n × classes], for *images*, [n × 784]. */
  predict(run: string, images: Float32Array): Promise<Float32Array>;
  /**
   * Resolves to an explanation of why a run takes *image*, [784], 0 to 255, for the class *label* and not for *other*.
   */
  explain(run: string, image: Uint8Array, label: number, other?: number): Promise<Explanation>;
}

/**
 * Returns a client of the worker at *worker*, which starts on first use. If the browser blocks workers, the page does
 * the work itself. The *detector* of one run rejects inputs of no class for the runs of the same classes that have no
 * detector. *wasm* is the address of the wasm backend's binary, *layers* that of TensorFlow.js's layers. *modelOf*
 * returns the source of a run's model. All addresses are absolute.
 */
export function connectRecognizer(
  worker: string,
  {
    wasm,
    layers,
    modelOf,
    detector
  }: {wasm: string; layers: string; modelOf: (run: string) => ModelSource; detector?: AskedRun["detector"]}
): RecognizerClient {
  const {call} = connectWorker<RecognizerApi>(worker, "the recognizer");
  const asked = (run: string): AskedRun => ({run, model: modelOf(run), ...(detector && {detector}), wasm, layers});
  return {
    prepare: (run) => call((api) => api.prepare(asked(run))),
    recognize: (run, subject) => call((api) => api.recognize(asked(run), subject)),
    classify: (run, images) => call((api) => api.classify(asked(run), images)),
    predict: (run, images) => call((api) => api.predict(asked(run), images)),
    explain: (run, image, label, other) => call((api) => api.explain(asked(run), image, label, other))
  };
}
