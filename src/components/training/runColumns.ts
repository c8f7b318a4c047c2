import {html} from "htl";
import {describeAlphabet, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import type {RunAbout} from "../../run/runAbout.js";
import type {Evaluation} from "../../stats/evaluation.js";
import type {Column} from "../tables/dataTable.js";
import {formatCount, formatSeconds} from "../page/format.js";
import {ACCURACY, INTERVAL, PARAMETERS, RUN} from "./ratedColumns.js";

/** The most accurate runs first. */
export const BEST_FIRST = {label: ACCURACY.label, descending: true} as const;

/** A run as `runs.json` lists it. */
interface ListedRun {
  readonly name: string;
  readonly about: Pick<RunAbout, "title" | "model" | "parameters" | "seconds" | "dataset" | "evaluated">;
  readonly classes: Alphabet;
  readonly epochs: number;
  /** From 1. */
  readonly bestEpoch: number | null;
  readonly evaluation: Pick<Evaluation, "n" | "accuracy" | "interval"> | null;
}

/** Returns a number of images, and below it of what they are. */
function countOf(n: number, what = ""): HTMLElement {
  return html`<span>${formatCount(n)}<br /><small class="cell-note">${what}</small></span>`;
}

const columns: readonly Column<ListedRun>[] = [
  RUN,
  ACCURACY,
  INTERVAL,
  PARAMETERS,
  {
    label: "Trained on",
    title: "Number of training images, and of what data",
    value: ({about}) => about.dataset?.train,
    show: ({about: {dataset}}) => countOf(dataset!.train!, dataset!.title ?? dataset!.name),
    download: [
      {label: "Trained on", value: ({about}) => about.dataset?.title ?? about.dataset?.name},
      {label: "Training images", value: ({about}) => about.dataset?.train}
    ]
  },
  {
    label: "Best epoch",
    title: "Epoch with the lowest validation loss, and number of epochs",
    value: ({bestEpoch}) => bestEpoch ?? undefined,
    show: ({bestEpoch, epochs}) => `${bestEpoch} of ${epochs}`,
    download: [
      {label: "Best epoch", value: ({bestEpoch}) => bestEpoch ?? undefined},
      {label: "Epochs", value: ({epochs}) => epochs || undefined}
    ]
  },
  {
    label: "Time",
    title: "Training time",
    value: ({about}) => about.seconds,
    show: ({about}) => formatSeconds(about.seconds!),
    download: [{label: "Seconds", value: ({about}) => about.seconds}]
  },
  {
    label: "Tested on",
    title: "Number of test images, and of what data",
    value: ({evaluation}) => evaluation?.n,
    show: ({about: {evaluated}, evaluation}) => countOf(evaluation!.n, evaluated?.title ?? evaluated?.name),
    download: [
      {label: "Tested on", value: ({about}) => about.evaluated?.title ?? about.evaluated?.name},
      {label: "Test images", value: ({evaluation}) => evaluation?.n}
    ]
  }
];

/**
 * Returns the columns of a table of *runs*: what was trained, on what, for how long, and how good it is; with their classes
 * where these are not the same.
 */
export function runColumns(runs: readonly ListedRun[]): readonly Column<ListedRun>[] {
  const [first] = runs;
  if (!first || runs.every(({classes}) => isSameAlphabet(classes, first.classes))) return columns;
  const classes: Column<ListedRun> = {
    label: "Classes",
    title: "What it tells apart",
    value: (run) => describeAlphabet(run.classes)
  };
  return [...columns.slice(0, 1), classes, ...columns.slice(1)];
}
