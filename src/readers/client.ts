import {connectWorker} from "../connectWorker.js";
import type {Answer, AskedRun, RecognizerApi, Subject} from "./messages.js";
import type {ModelSource} from "../run/modelFiles.js";
import type {ReadImage} from "./segmenter/readImages.js";
import type {Explanation} from "./segmenter/occlusion.js";

/** The page's side of the worker that recognizes. */
export interface RecognizerClient {
  /** Loads the backend and a run's model, so that the first answer comes at once. Resolves when they are there. */
  prepare(run: string): Promise<void>;
  /** Resolves to the answer of a run; null where there is no ink. Rejects where there can be none, saying why. */
  recognize(run: string, subject: Subject): Promise<Answer | null>;
  /** Resolves to what a run takes each of *images*, [784], 0 to 255, for, as they are. */
  classify(run: string, images: readonly Uint8Array[]): Promise<readonly ReadImage[]>;
  /** Resolves to the probabilities, [n × classes], that a run gives *images*, [n × 784]. */
  predict(run: string, images: Float32Array): Promise<Float32Array>;
  /** Resolves to why a run takes *image*, [784], 0 to 255, for the class *label*, and not for *other*. */
  explain(run: string, image: Uint8Array, label: number, other?: number): Promise<Explanation>;
}

/**
 * Returns a client of the worker at *worker*, which starts when it is first used; where the browser lets none start, the
 * page itself does its work. The *detector*, of one run, tells characters from anything else
 * for runs of the same classes that can't. *wasm* is the address of the wasm backend's binary, *layers* that of
 * TensorFlow.js's layers; *modelOf* says what makes a run's reader. All addresses are absolute.
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
