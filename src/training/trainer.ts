/**
 * The worker in which a visitor's own training runs, so that the page stays free; a page that may start no worker imports
 * it instead. Bundled before the site is built, with TensorFlow.js's layers and every kernel of both backends.
 */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import {getBackend, type LayersModel} from "@tensorflow/tfjs";
import {normalize} from "../ink/image/grid.js";
import {startBackend, type Backend} from "../readers/network/backend.js";
import {predictAll} from "../readers/network/layersRecognizer.js";
import {MODELS} from "../readers/network/models.js";
import {augmentation} from "./augmentation.js";
import {commandLine} from "./commandLine.js";
import {divideTraining, type TrainingData} from "./divideTraining.js";
import {finishModel} from "./finishModel.js";
import {describeHyperparameters} from "./hyperparameters.js";
import {kernelOf} from "./kernelOf.js";
import type {TrainedModel, TrainerOrder, TrainerReport, TrainingRequest} from "./messages.js";
import {trainableNetwork} from "./network.js";
import {nextTurn, train, type TrainingState} from "./train.js";

/** What the trainer hears from and answers to: a worker's own scope, or an end of a `MessageChannel`. */
export interface TrainerPort {
  onmessage: ((event: MessageEvent<TrainerOrder>) => void) | null;
  postMessage(report: TrainerReport): void;
}

/** At least so many milliseconds lie between two reports of steps. */
const REPORT_EVERY = 100;

if (!Reflect.has(globalThis, "document") && Reflect.has(globalThis, "self")) serve(self as unknown as TrainerPort);

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
        .then((model) => port.postMessage({kind: "done", model}))
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
  request: TrainingRequest,
  backend: Backend,
  {signal, turn, tell}: {signal: AbortSignal; turn: () => Promise<void>; tell: (report: TrainerReport) => void}
): Promise<TrainedModel> {
  const {settings, augment, limit, validation} = request;
  const kind = MODELS[request.model];
  if (!kind) throw new Error(`expected one of the models ${Object.keys(MODELS).join(", ")}, got "${request.model}"`);
  const data = divideTraining({train: request.train, validation}, {seed: settings.seed, limit});
  const model = kind.create(settings.seed);
  const kernel = kernelOf(model);
  tell({kind: "start", start: {backend, training: data.training.length, validation: data.validation.labels!, kernel}});
  let reported = -Infinity;
  let last: TrainingState | undefined;
  const state = await train(model, data, settings, {
    augment: augmentation(augment, settings.epochs),
    signal,
    turn,
    onStep: (progress) => {
      if (performance.now() - reported < REPORT_EVERY) return;
      reported = performance.now();
      tell({kind: "step", progress});
    },
    onEpoch: (record, state, predicted) => {
      last = state;
      const values = state.weights.slice(0, kernel.values.length);
      tell({kind: "epoch", epoch: {record, predicted, kernel: {...kernel, values}}});
    }
  }).catch((error: unknown) => {
    if (!signal.aborted || !last) throw error;
    trainableNetwork(model).assignWeights(last.weights);
    return last;
  });
  return finish(request, {title: kind.title, model, data, epochs: state.history.length});
}

async function finish(
  {run, model: name, settings, augment, limit, test}: TrainingRequest,
  {title, model, data, epochs}: {title: string; model: LayersModel; data: TrainingData; epochs: number}
): Promise<TrainedModel> {
  const {seed, batchSize, learningRate, schedule = "constant"} = settings;
  const {saved, precision, ...finished} = await finishModel(model, data.validation, {seed});
  const isWhole = epochs === settings.epochs || (schedule === "constant" && augment !== "fading");
  const isSame = isWhole && getBackend() === "wasm"; // the command's backend, to the last bit
  const command = {run, model: name, epochs, seed, batchSize, learningRate, schedule, augment, limit};
  return {
    saved,
    about: {
      title: `${title}, ${data.training.length.toLocaleString("en-US")} images`,
      model: name,
      seed,
      command: isSame ? commandLine(command) : undefined,
      parameters: model.countParams(),
      weights: {bytes: saved.weights.byteLength, dtype: precision, sha256: await digest(saved.weights)},
      hyperparameters: describeHyperparameters(settings, augment),
      temperature: finished.temperature,
      unsureBelow: finished.unsureBelow
    },
    probabilities: test && predictAll(finished.model, normalize(test.images))
  };
}

async function digest(bytes: ArrayBuffer): Promise<string | undefined> {
  const hash = await (globalThis.crypto as Crypto | undefined)?.subtle?.digest("SHA-256", bytes);
  return hash && Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
