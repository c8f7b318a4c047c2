import {connectWorker} from "../connectWorker.js";
import type {AskedRun, RecognizerApi} from "./messages.js";
import type {ModelSource} from "../run/modelFiles.js";

/** A function of the worker, addressed to a run by its name. */
type ByName<Ask> = Ask extends (asked: AskedRun, ...given: infer Given) => infer Result
  ? (run: string, ...given: Given) => Result
  : never;

/** The page's side of the recognition worker: each of its functions takes the name of the run. */
export type RecognizerClient = {readonly [Name in keyof RecognizerApi]: ByName<RecognizerApi[Name]>};

/**
 * Returns a client of the worker at *worker*, which starts on first use. If the browser blocks workers, the page does
 * the work itself. The *detector* of one run rejects inputs of no class for the runs of the same classes that have no
 * detector. *modelOf* returns the source of a run's model; the other addresses are those of `AskedRun`. All are absolute.
 */
export function connectRecognizer(
  worker: string,
  {modelOf, ...addresses}: Omit<AskedRun, "run" | "model"> & {readonly modelOf: (run: string) => ModelSource}
): RecognizerClient {
  const {call} = connectWorker<RecognizerApi>(worker, "the recognizer");
  const asked = (run: string): AskedRun => ({run, model: modelOf(run), ...addresses});
  return {
    prepare: (run) => call((api) => api.prepare(asked(run))),
    recognize: (run, subject) => call((api) => api.recognize(asked(run), subject)),
    classify: (run, images) => call((api) => api.classify(asked(run), images)),
    predict: (run, images) => call((api) => api.predict(asked(run), images)),
    explain: (run, image, label, other) => call((api) => api.explain(asked(run), image, label, other)),
    trace: (run, image, withWeights) => call((api) => api.trace(asked(run), image, withWeights)),
    activations: (run, images, layer) => call((api) => api.activations(asked(run), images, layer)),
    firedRules: (run, image) => call((api) => api.firedRules(asked(run), image))
  };
}
