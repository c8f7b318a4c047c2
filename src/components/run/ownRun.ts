import type {Digits} from "../../characters/digits.js";
import type {EpochPredictions} from "../../run/epochPredictions.js";
import {evaluate} from "../../stats/evaluation.js";
import {isKeptEpoch, type KeptKernel} from "../../run/keptKernels.js";
import {fromProbabilities} from "../../run/predictions.js";
import {classesOf} from "../../run/runAbout.js";
import type {TrainedEpoch, TrainingStart} from "../../run/trainingReports.js";
import {formatCount, formatPercent} from "../page/format.js";
import type {ReadLayers} from "./openRun.js";
import type {ReportedRun, RunAnswers} from "./runReport.js";

/** A model as its two files. */
export interface SavedModel {
  readonly json: string;
  readonly weights: ArrayBuffer;
}

/** A training as the trainer is asked for it. */
export interface TrainingOrder {
  readonly run: string;
  readonly model: string;
  readonly train: Digits;
  /** Without it, a part of the training images is held out. */
  readonly validation: Digits | undefined;
  readonly test: Digits | undefined;
  readonly settings: {
    readonly epochs: number;
    readonly batchSize: number;
    readonly learningRate: number;
    readonly schedule: string;
    readonly seed: number;
  };
  readonly augment: string | undefined;
  /** Learns from the first so many images. */
  readonly limit: number | undefined;
}

/** What comes of a training. */
export interface TrainedModel {
  readonly saved: SavedModel;
  readonly about: ReportedRun["about"] & {readonly unsureBelow: number};
  /** Its answers to the test images, [n × 10]. */
  readonly probabilities: Float32Array | undefined;
}

/** What the site says of its digits. */
export interface OwnDataset {
  readonly name: string;
  readonly title: string;
  readonly provenance: {readonly sha256: string};
}

/** What a training was asked, given, and told. */
export interface TrainingLog {
  readonly order: TrainingOrder;
  readonly start: TrainingStart;
  readonly dataset: OwnDataset;
  readonly started: Date;
  readonly epochs: readonly TrainedEpoch[];
  /** At random, and after each epoch. */
  readonly kernels: readonly KeptKernel[];
}

/** A run that was trained on this page. */
export interface OwnRun extends ReportedRun {
  readonly saved: SavedModel;
  readonly answers: RunAnswers | undefined;
  readonly epochs: EpochPredictions;
  /** Those that `isKeptEpoch`, and the last. */
  readonly kernels: readonly KeptKernel[];
}

/** Returns a trained model as a run, like those of the site. */
export function ownRun(model: TrainedModel, log: TrainingLog, readLayers: ReadLayers): OwnRun {
  const {saved, about, probabilities} = model;
  const {order, start, dataset, epochs} = log;
  const classes = classesOf(about);
  const history = epochs.map(({record}) => record);
  const test = order.test?.labels;
  const source = {name: dataset.name, title: dataset.title, sha256: dataset.provenance.sha256};
  const counts = {train: start.training, validation: start.validation.length, test: test?.length ?? 0};
  return {
    name: order.run,
    about: {
      ...about,
      dataset: {...source, ...counts},
      ...(test && {evaluated: {...source, n: test.length}}),
      started: log.started.toISOString(),
      seconds: Math.round(10 * history.reduce((sum, {seconds}) => sum + seconds, 0)) / 10,
      machine: `a browser, ${start.backend}`
    },
    history,
    answers:
      test && probabilities
        ? {predictions: fromProbabilities(classes, test, probabilities), images: Int32Array.from(test.keys())}
        : undefined,
    unsureBelow: about.unsureBelow,
    robustness: undefined,
    epochs: {
      classes,
      labels: start.validation,
      epochs: history.map(({epoch}) => epoch + 1),
      predicted: epochs.map(({predicted}) => predicted)
    },
    validationFound: order.validation !== undefined,
    layers: () => Promise.resolve(readLayers(saved, "model.json")),
    kernels: log.kernels.filter(({epoch}) => isKeptEpoch(epoch) || epoch === history.length),
    problems: [],
    saved
  };
}

/** Returns how good a run is, as a title. */
export function ownFinding({name, answers, history}: Pick<OwnRun, "name" | "answers" | "history">): string {
  if (!answers) return `${name} was trained for ${history.length} ${history.length === 1 ? "epoch" : "epochs"}`;
  const {n, accuracy} = evaluate(answers.predictions);
  return `${name} reads ${formatPercent(accuracy, n)} of ${formatCount(n)} test images`;
}
