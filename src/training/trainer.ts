/**
 * The worker that trains for a visitor, so that the page stays responsive. A page that can't start workers imports this
 * module instead. Bundled before the site is built, with TensorFlow.js's layers and every kernel of both backends.
 */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import {getBackend} from "@tensorflow/tfjs";
import {proxy} from "comlink";
import {mean} from "d3-array";
import {availableCores} from "../availableCores.js";
import {exposeApi} from "../exposeApi.js";
import {startBackend, type Backend} from "../readers/network/backend.js";
import {fetchKernels} from "../readers/network/fetchKernels.js";
import {MODELS} from "../readers/network/models.js";
import {commandLine} from "./commandLine.js";
import {browserWorkers} from "./crew/browserWorkers.js";
import {divideTraining} from "./divideTraining.js";
import {startTuning} from "./fineTuner.js";
import type {StartedTraining, TrainerAddresses, TrainerApi, TrainingListener, TrainingRequest} from "./messages.js";
import {nextTurn, type TrainingProgress} from "./train.js";
import {trainRun, type RunHooks, type TrainedRun} from "./trainRun.js";

/** The minimum time between two step reports, in milliseconds. */
const REPORT_EVERY = 100;

export const api: TrainerApi = {
  start: (...given) => Promise.resolve(proxy(startTraining(...given))),
  fineTune: (...given) => Promise.resolve(proxy(startTuning(...given)))
};

exposeApi(api);

/** Starts a training, and returns its controls. */
function startTraining(
  request: TrainingRequest,
  {wasm, kernels, follower}: TrainerAddresses,
  listener: TrainingListener
): StartedTraining {
  const stopping = new AbortController();
  let paused: Promise<void> | undefined;
  let goOn = () => {};

  async function turn(): Promise<void> {
    await nextTurn(); // an order to pause may just have arrived
    await paused;
  }

  async function run(): Promise<TrainedRun> {
    const [backend, compiled] = await Promise.all([startBackend(wasm), fetchKernels(kernels)]);
    return runTraining(request, {
      ...{backend, listener, turn},
      kernels: compiled,
      workers: browserWorkers(follower, availableCores()),
      signal: stopping.signal
    });
  }

  async function resume(): Promise<void> {
    paused = undefined;
    goOn();
  }

  const trained = run();
  trained.catch(() => {}); // `finish` reports the error
  return {
    pause: async () => {
      paused ??= new Promise((resolve) => (goOn = resolve));
    },
    resume,
    stop: () => {
      stopping.abort(new Error("stopped before its first epoch had ended: nothing is kept"));
      return resume();
    },
    finish: () => trained
  };
}

/** The inputs of a browser training besides its request. */
interface Surroundings extends Pick<RunHooks, "kernels" | "workers" | "signal" | "turn"> {
  readonly backend: Backend;
  readonly listener: TrainingListener;
}

/** Runs the requested training and reports to *listener*. A stopped training ends with its last complete epoch. */
async function runTraining(
  {run, model, classes, train, validation, test, limit, settings, augment, dataset}: TrainingRequest,
  {backend, listener, ...hooks}: Surroundings
): Promise<TrainedRun> {
  const {seed, batchSize, learningRate, schedule = "constant"} = settings;
  const data = divideTraining({train, validation}, {seed, limit});
  const {training, validation: checked} = data;
  const commandOf = (epochs: number) => {
    const isWhole = epochs === settings.epochs || (schedule === "constant" && augment !== "fading");
    // The command's backend gives bit-identical weights.
    if (!isWhole || getBackend() !== "wasm") return undefined;
    return commandLine({run, model, epochs, seed, batchSize, learningRate, schedule, augment, limit});
  };
  const counts = {train: training.length, validation: checked.length, test: test?.length ?? 0};
  const known = {
    title: `${titleOf(model, classes.length)}, ${training.length.toLocaleString("en-US")} images`,
    command: commandOf,
    dataset: {...dataset, ...counts},
    machine: `a browser, ${backend}`
  };
  let told: unknown;
  const onStep = stepReporter((progress) => void (told = listener.onStep(progress)));
  const trained = await trainRun(
    {model, classes, data, settings, augment, test, known},
    {
      ...hooks,
      keepsLastEpoch: true,
      onStart: async (kernel) =>
        await listener.onStart({backend, training: training.length, validation: checked.labels!, kernel}),
      onStep,
      onEpoch: async (record, _, {predicted, kernel}) => await listener.onEpoch({record, predicted, kernel})
    }
  );
  await told; // a step reported after the end would look like a new one
  return trained;
}

/** Returns what reports steps to *report* at most every `REPORT_EVERY`, with means over the steps since its last report. */
function stepReporter(report: (progress: TrainingProgress) => void): (progress: TrainingProgress) => void {
  let reported = -Infinity;
  let since: TrainingProgress[] = [];
  return (progress) => {
    since.push(progress);
    if (performance.now() - reported < REPORT_EVERY) return;
    reported = performance.now();
    report({...progress, loss: mean(since, ({loss}) => loss)!, accuracy: mean(since, ({accuracy}) => accuracy)!});
    since = [];
  };
}

/** Returns a model's title, or its name if it is unknown, which training then rejects. */
function titleOf(model: string, classes: number): string {
  return Object.hasOwn(MODELS, model) ? MODELS[model]!.title(classes) : model;
}
