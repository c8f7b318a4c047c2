import type {Alphabet} from "../../characters/alphabet.js";
import type {SavedModel} from "../../readers/network/savedModel.js";
import {KIND_FILES} from "../../run/modelFiles.js";
import type {TrainingRequest} from "../../training/messages.js";
import type {TrainedRun} from "../../training/trainRun.js";
import type {EpochPredictions} from "../../run/epochPredictions.js";
import {evaluate} from "../../stats/evaluation.js";
import {isKeptEpoch, type KeptKernel} from "../../run/kernelHistory.js";
import {fromProbabilities} from "../../run/predictions.js";
import {classesOf} from "../../run/runAbout.js";
import type {TrainedEpoch, TrainingStart} from "../../run/trainingReports.js";
import {formatCount, formatPercent} from "../page/format.js";
import type {ReadLayers} from "./openRun.js";
import type {ReportedRun, RunAnswers} from "./runReport.js";

/** What the site says of its images. */
export interface OwnDataset {
  readonly name: string;
  readonly title: string;
  readonly classes: Alphabet;
  readonly provenance: {readonly sha256: string};
}

/** What a training was asked, given, and told. */
export interface TrainingLog {
  readonly order: TrainingRequest;
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

/** Returns a training's network as a run, like those of the site. */
export function ownRun(
  {files, about, history, probabilities}: TrainedRun,
  log: TrainingLog,
  readLayers: ReadLayers
): OwnRun {
  const {order, start, epochs} = log;
  const classes = classesOf(about);
  const test = order.test?.labels;
  const {name = order.run, title, sha256} = about.dataset ?? {};
  const saved = savedNetwork(files);
  return {
    name: order.run,
    about: {
      ...about,
      ...(test && {evaluated: {name, title, sha256, n: test.length}}),
      started: log.started.toISOString()
    },
    history,
    answers:
      test && probabilities
        ? {predictions: fromProbabilities(classes, test, probabilities), images: Int32Array.from(test.keys())}
        : undefined,
    unsureBelow: about.unsureBelow ?? 0,
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

/** Returns a network of a run's *files*. */
function savedNetwork(files: TrainedRun["files"]): SavedModel {
  const [json = new Uint8Array(0), weights = new Uint8Array(0)] = KIND_FILES.network.map((file) => files[file]);
  return {json: new TextDecoder().decode(json), weights: new Uint8Array(weights).buffer};
}

/** Returns how good a run is, as a title. */
export function ownFinding({name, ...run}: Pick<OwnRun, "name" | "answers" | "history">): string {
  return `${name} ${ownResult(run)}`;
}

/** Says how good a run is: "reads 97.3 % of 700 test images", or how long it was trained. */
export function ownResult({answers, history}: Pick<OwnRun, "answers" | "history">): string {
  if (!answers) return `was trained for ${history.length} ${history.length === 1 ? "epoch" : "epochs"}`;
  const {n, accuracy} = evaluate(answers.predictions);
  return `reads ${formatPercent(accuracy, n)} of ${formatCount(n)} test images`;
}
