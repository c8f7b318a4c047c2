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
import {stopwatch, timeLeft, type TrainingPlace, type TrainingProgress} from "./trainingProgress.js";

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

/** Starts a training and shows it: how far it is, its curves, and its first layer epoch by epoch. */
export function followTraining(
  order: TrainingRequest,
  {train, readLayers, dataset, progress, place, earlier, onStart}: FollowOptions
): FollowedTraining {
  const started = new Date();
  const {epochs} = order.settings;
  const known: TrainedEpoch[] = [];
  const kernels: KeptKernel[] = [];
  const styleOf = runColors([...earlier.map(({name}) => name), order.run]);
  const curves = liveCurves({styleOf, epochs: Math.max(epochs, ...earlier.map(({history}) => history.length))});
  let watch = stopwatch(performance.now());
  let frame = 0;
  let start: TrainingStart | undefined;
  let layer: ReturnType<typeof firstLayer>;

  const said = () => (known.length ? epochSentence(known, epochs) : `Epoch 1 of ${epochs}.`);

  function draw(): void {
    const history = known.map(({record}) => record);
    curves.show([...earlier, {name: order.run, about: {title: order.run, model: order.model}, history}]);
    layer?.show(kernels);
  }

  /** Epochs may come faster than frames. */
  function drawSoon(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  }

  const going = train(order, {
    onStart: (given) => {
      start = given;
      kernels.push({epoch: 0, kernel: given.kernel});
      layer = firstLayer(given.kernel, kernels);
      place.replaceChildren(curves, ...(layer ? [layer] : []));
      draw();
      progress.say(`Epoch 1 of ${epochs}, on ${given.backend}.`);
      watch = stopwatch(performance.now()); // loading tells nothing of what is left
      onStart();
    },
    onStep: (at) => {
      const share = (at.epoch + at.step / at.steps) / epochs;
      progress.fill(share);
      if (watch.isRunning) progress.detail(at, timeLeft(share, watch.elapsed(performance.now())));
    },
    onEpoch: (epoch) => {
      known.push(epoch);
      kernels.push({epoch: epoch.record.epoch + 1, kernel: epoch.kernel});
      drawSoon();
      progress.fill(known.length / epochs);
      progress.say(watch.isRunning ? said() : `Paused. ${said()}`); // an epoch may end while the order to pause is on its way
    }
  });

  async function finish(): Promise<OwnRun> {
    const model = await going.trained;
    return ownRun(model, {order, start: start!, dataset, started, epochs: known, kernels}, readLayers);
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

/** Returns what was reached after the last of the epochs so far. */
function epochSentence(known: readonly TrainedEpoch[], epochs: number): string {
  const {record, predicted} = known.at(-1)!;
  const right = formatPercent(record.val_accuracy, predicted.length);
  return `After epoch ${known.length} of ${epochs}, ${right} of the validation images are read correctly.`;
}
