/**
 * The worker in which a visitor's own training runs, so that the page stays free; a page that may start no worker imports
 * it instead. Bundled before the site is built, with TensorFlow.js's layers and every kernel of both backends.
 */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import {getBackend} from "@tensorflow/tfjs";
import {startBackend, type Backend} from "../readers/network/backend.js";
import {MODELS} from "../readers/network/models.js";
import {commandLine} from "./commandLine.js";
import {divideTraining} from "./divideTraining.js";
import type {TrainerOrder, TrainerReport, TrainingRequest} from "./messages.js";
import {nextTurn} from "./train.js";
import {trainRun, type TrainedRun} from "./trainRun.js";

/** What the trainer hears from and answers to: a worker's own scope, or an end of a `MessageChannel`. */
export interface TrainerPort {
  onmessage: ((event: MessageEvent<TrainerOrder>) => void) | null;
  postMessage(report: TrainerReport): void;
}

/** At least so many milliseconds lie between two reports of steps. */
const REPORT_EVERY = 100;

if (!Reflect.has(globalThis, "document") && Reflect.has(globalThis, "self")) serve(self);

/** Does what comes in by *port*: trains once, and lets the training pause, go on and stop. */
export function serve(port: TrainerPort): void {
  const stopping = new AbortController();
  let paused: Promise<void> | undefined;
  let goOn = () => {};

  async function turn(): Promise<void> {
    await nextTurn(); // the order to pause may just have come
    await paused;
  }

  function pause(): void {
    paused ??= new Promise((resolve) => (goOn = resolve));
  }

  function resume(): void {
    paused = undefined;
    goOn();
  }

  port.onmessage = ({data}) => {
    if (data.kind === "train") {
      startBackend(data.wasm)
        .then((backend) => {
          const tell = (report: TrainerReport) => port.postMessage(report);
          return runTraining(data.request, backend, {signal: stopping.signal, turn, tell});
        })
        .then((run) => port.postMessage({kind: "done", run}))
        .catch((error: Error) => port.postMessage({kind: "failed", message: error.message}));
    } else if (data.kind === "pause") pause();
    else {
      if (data.kind === "stop") stopping.abort(new Error("stopped before its first epoch had ended: nothing is kept"));
      resume();
    }
  };
}

/** Trains as it is requested, and *tell*s of it; a training that is stopped ends with its last whole epoch. */
async function runTraining(
  {run, model, classes, train, validation, test, limit, settings, augment, dataset}: TrainingRequest,
  backend: Backend,
  {signal, turn, tell}: {signal: AbortSignal; turn: () => Promise<void>; tell: (report: TrainerReport) => void}
): Promise<TrainedRun> {
  const {seed, batchSize, learningRate, schedule = "constant"} = settings;
  const data = divideTraining({train, validation}, {seed, limit});
  const {training, validation: checked} = data;
  const commandOf = (epochs: number) => {
    const isWhole = epochs === settings.epochs || (schedule === "constant" && augment !== "fading");
    // The command's backend gives the same, to the last bit.
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
  let reported = -Infinity;
  return trainRun(
    {model, classes, data, settings, augment, test, known},
    {
      signal,
      turn,
      keepsLastEpoch: true,
      onStart: (kernel) =>
        tell({kind: "start", start: {backend, training: training.length, validation: checked.labels!, kernel}}),
      onStep: (progress) => {
        if (performance.now() - reported < REPORT_EVERY) return;
        reported = performance.now();
        tell({kind: "step", progress});
      },
      onEpoch: (record, _, {predicted, kernel}) => tell({kind: "epoch", epoch: {record, predicted, kernel}})
    }
  );
}

/** Returns what people call a model; its name where that is not known, which training then refuses. */
function titleOf(model: string, classes: number): string {
  return Object.hasOwn(MODELS, model) ? MODELS[model]!.title(classes) : model;
}
