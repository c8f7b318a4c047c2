import {startBackend} from "../readers/network/backend.js";
import {fetchKernels} from "../readers/network/fetchKernels.js";
import {fineTune, type FineTuned, type FineTuneRequest} from "./fineTune.js";
import type {StartedTuning, TrainerAddresses} from "./messages.js";
import {nextTurn} from "./train.js";

/** The minimum time between two progress reports, in milliseconds. */
const REPORT_EVERY = 100;

/** Starts to tune a network, in the training worker, and returns how to follow and to end that. */
export function startTuning(
  request: FineTuneRequest,
  {wasm, kernels}: TrainerAddresses,
  onProgress: (share: number) => void | Promise<void>
): StartedTuning {
  const stopping = new AbortController();
  let reported = -Infinity;

  async function run(): Promise<FineTuned> {
    const [, compiled] = await Promise.all([startBackend(wasm), fetchKernels(kernels)]);
    return fineTune(request, {
      kernels: compiled,
      signal: stopping.signal,
      turn: nextTurn, // an order to cancel may have arrived
      onProgress: (share) => {
        if (performance.now() - reported < REPORT_EVERY) return;
        reported = performance.now();
        void onProgress(share);
      }
    });
  }

  const tuned = run();
  tuned.catch(() => {}); // `finish` reports the error
  return {
    cancel: async () => stopping.abort(new Error("canceled")),
    finish: () => tuned
  };
}
