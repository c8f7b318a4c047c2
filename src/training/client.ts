import {proxy} from "comlink";
import {connectWorker} from "../connectWorker.js";
import type {FineTuned, FineTuneRequest} from "./fineTune.js";
import type {TrainerAddresses, TrainerApi, TrainingListener, TrainingRequest} from "./messages.js";
import type {TrainedRun} from "./trainRun.js";

/** A training in the visitor's browser. */
export interface OwnTraining {
  pause(): void;
  resume(): void;
  /** Ends the training with the last complete epoch. */
  stop(): void;
  /** Resolves to the trained run; rejects with the reason if there is none. */
  readonly trained: Promise<TrainedRun>;
}

/**
 * Returns a function that trains in the browser: in a worker whose module is at *trainer*, or in the page itself if the
 * browser blocks workers. All addresses are absolute.
 */
export function connectTrainer(
  trainer: string,
  addresses: TrainerAddresses
): (request: TrainingRequest, listener?: Partial<TrainingListener>) => OwnTraining {
  return (request, {onStart = () => {}, onStep = () => {}, onEpoch = () => {}} = {}) => {
    const {call, close} = connectWorker<TrainerApi>(trainer, "the trainer");
    const training = call((api) => api.start(request, addresses, proxy({onStart, onStep, onEpoch})));
    const trained = training.then(({finish}) => call(() => finish()));
    trained.then(close, close);
    const send = (order: "pause" | "resume" | "stop") => () =>
      void training.then((started) => started[order]()).catch(() => {}); // `trained` reports the error
    return {pause: send("pause"), resume: send("resume"), stop: send("stop"), trained};
  };
}

/** A fine-tuning in the visitor's browser. */
export interface OwnTuning {
  cancel(): void;
  /** Resolves to the tuned network; rejects with the reason if there is none. */
  readonly tuned: Promise<FineTuned>;
}

/**
 * Returns a function that tunes a network in the training worker, as `connectTrainer` trains one; *onProgress* is called
 * with the share that is done, in [0, 1].
 */
export function connectTuner(
  trainer: string,
  addresses: TrainerAddresses
): (request: FineTuneRequest, onProgress?: (share: number) => void) => OwnTuning {
  return (request, onProgress = () => {}) => {
    const {call, close} = connectWorker<TrainerApi>(trainer, "the trainer");
    const tuning = call((api) => api.fineTune(request, addresses, proxy(onProgress)));
    const tuned = tuning.then(({finish}) => call(() => finish()));
    tuned.then(close, close);
    // `tuned` reports the error
    return {cancel: () => void tuning.then((started) => started.cancel()).catch(() => {}), tuned};
  };
}
