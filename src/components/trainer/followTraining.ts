import type {KeptKernel} from "../../run/kernelHistory.js";
import type {TrainedEpoch, TrainingStart} from "../../run/trainingReports.js";
import {firstLayer} from "../training/firstLayer.js";
import {formatPercent} from "../page/format.js";
import {liveCurves} from "./liveCurves.js";
import type {TrainingRequest} from "../../training/messages.js";
import type {TrainedRun} from "../../training/trainRun.js";
import {ownRun, type OwnDataset, type OwnRun} from "../run/ownRun.js";
import type {ReadLayers} from "../run/openRun.js";
import {runColors} from "../charts/runColors.js";
import type {TrainingProgress as TrainingPlace} from "../../training/train.js";
import {withStep, type StepPoint} from "./stepLine.js";
import {stepWords, stopwatch, timeLeft, type TrainingProgress} from "./trainingProgress.js";

/** A training that goes on in the trainer. */
export interface GoingTraining {
  pause(): void;
  resume(): void;
  /** Ends it with the last whole epoch. */
  stop(): void;
  /** Rejects, saying why, where nothing comes of it. */
  readonly trained: Promise<TrainedRun>;
}

/** Starts a training, and tells of it. */
export type StartTraining = (
  order: TrainingRequest,
  events: {
    readonly onStart: (start: TrainingStart) => void;
    readonly onStep: (place: TrainingPlace) => void;
    readonly onEpoch: (epoch: TrainedEpoch) => void;
  }
) => GoingTraining;

export interface FollowOptions {
  /** What the new run is called. */
  readonly name: string;
  readonly train: StartTraining;
  readonly readLayers: ReadLayers;
  readonly dataset: OwnDataset;
  /** Says how far it is. */
  readonly progress: TrainingProgress;
  /** Where its curves and its first layer are shown while it learns. */
  readonly place: HTMLElement;
  /** The runs over whose curves its own are laid. */
  readonly earlier: readonly OwnRun[];
  /** Called when the first step is about to be taken. */
  readonly onStart: () => void;
}

/** A training that is shown while it goes on. */
export interface FollowedTraining {
  readonly isPaused: boolean;
  pause(): void;
  resume(): void;
  stop(): void;
  /** Rejects as the training does. */
  readonly run: Promise<OwnRun>;
}

/** The least time between two drawings of steps, in milliseconds. */
const DRAW_EVERY = 200;

/** What is known of a training that goes on. */
interface Known {
  readonly epochs: TrainedEpoch[];
  readonly kernels: KeptKernel[];
  steps: readonly StepPoint[];
}

/** Starts a training and shows it: how far it is, its curves by step and epoch, and its first layer epoch by epoch. */
export function followTraining(order: TrainingRequest, options: FollowOptions): FollowedTraining {
  const {name, train, readLayers, dataset, progress, onStart} = options;
  const started = new Date();
  const {epochs} = order.settings;
  const known: Known = {epochs: [], kernels: [], steps: []};
  const picture = trainingPicture(order, known, options);
  let watch = stopwatch(performance.now());
  let start: TrainingStart | undefined;

  const said = () => (known.epochs.length ? epochSentence(known.epochs, epochs) : `Epoch 1 of ${epochs}.`);

  const going = train(order, {
    onStart: (given) => {
      start = given;
      known.kernels.push({epoch: 0, kernel: given.kernel});
      picture.begin(given);
      progress.say(`Epoch 1 of ${epochs}, on ${given.backend}.`);
      watch = stopwatch(performance.now()); // loading tells nothing of what is left
      onStart();
    },
    onStep: (at) => {
      const share = (at.epoch + at.step / at.steps) / epochs;
      known.steps = withStep(known.steps, at);
      progress.fill(share);
      if (watch.isRunning) progress.detail(stepWords(at, timeLeft(share, watch.elapsed(performance.now()))));
      picture.drawSoon(DRAW_EVERY);
    },
    onEpoch: (epoch) => {
      known.epochs.push(epoch);
      known.kernels.push({epoch: epoch.record.epoch + 1, kernel: epoch.kernel});
      picture.drawSoon(0);
      progress.fill(known.epochs.length / epochs);
      progress.say(watch.isRunning ? said() : `Paused. ${said()}`); // an epoch may end while the order to pause is on its way
    }
  });

  async function finish(): Promise<OwnRun> {
    const model = await going.trained;
    const log = {order, start: start!, dataset, started, epochs: known.epochs, kernels: known.kernels};
    return {...ownRun(model, log, readLayers), name};
  }

  return {
    get isPaused() {
      return !watch.isRunning;
    },
    pause: () => {
      going.pause();
      watch.pause(performance.now());
      progress.say(`Paused. ${said()}`);
    },
    resume: () => {
      going.resume();
      watch.resume(performance.now());
      progress.say(said());
    },
    stop: () => {
      going.stop();
      progress.say("Stopping …");
    },
    run: finish()
  };
}

/** Returns what draws the curves and the first layer of a training: at most once a frame, steps less often. */
function trainingPicture(
  {model, settings}: TrainingRequest,
  known: Known,
  {name, place, earlier}: FollowOptions
): {begin: (start: TrainingStart) => void; drawSoon: (after: number) => void} {
  const styleOf = runColors([...earlier.map((run) => run.name), name]);
  const longest = Math.max(settings.epochs, ...earlier.map(({history}) => history.length));
  const curves = liveCurves({styleOf, epochs: longest});
  let layer: ReturnType<typeof firstLayer>;
  let [frame, drawn] = [0, -Infinity];

  function draw(): void {
    drawn = performance.now();
    const history = known.epochs.map(({record}) => record);
    curves.show({name, about: {title: name, model}, history, steps: known.steps}, earlier);
    layer?.show(known.kernels);
  }

  return {
    begin: ({kernel}) => {
      layer = firstLayer(kernel, known.kernels);
      place.replaceChildren(curves, ...(layer ? [layer] : []));
      draw();
    },
    drawSoon: (after) => {
      if (performance.now() - drawn < after) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    }
  };
}

/** Returns what was reached after the last of the epochs so far. */
function epochSentence(known: readonly TrainedEpoch[], epochs: number): string {
  const {record, predicted} = known.at(-1)!;
  const right = formatPercent(record.val_accuracy, predicted.length);
  return `Epoch ${known.length} of ${epochs} done: validation accuracy ${right}.`;
}
