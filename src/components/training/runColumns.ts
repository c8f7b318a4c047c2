import {html} from "htl";
import {describeAlphabet, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import type {RunAbout} from "../../run/runAbout.js";
import type {Evaluation} from "../../stats/evaluation.js";
import type {Column} from "../tables/dataTable.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";

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

const columns: readonly Column<ListedRun>[] = [
  {
    label: "Run",
    value: ({name}) => name,
    show: ({name, about}) =>
      html`<span><a href=${`./runs/${name}`}>${name}</a><br /><small>${about.title}</small></span>`,
    download: [
      {label: "Run", value: ({name}) => name},
      {label: "Title", value: ({about}) => about.title}
    ]
  },
  {label: "Parameters", value: ({about}) => about.parameters, show: ({about}) => formatCount(about.parameters!)},
  {label: "Trained on", value: ({about}) => about.dataset?.title ?? about.dataset?.name},
  {
    label: "Images",
    title: "Training images",
    value: ({about}) => about.dataset?.train,
    show: ({about}) => formatCount(about.dataset!.train!)
  },
  {label: "Epochs", value: ({epochs}) => epochs || undefined},
  {
    label: "Best",
    title: "Epoch with the lowest validation loss",
    value: ({bestEpoch}) => bestEpoch ?? undefined
  },
  {
    label: "Seconds",
    title: "Training time",
    value: ({about}) => about.seconds,
    show: ({about}) => formatCount(Math.round(about.seconds!))
  },
  {
    label: "Tested on",
    value: ({about}) => about.evaluated?.title ?? about.evaluated?.name,
    show: ({about, evaluation}) =>
      `${about.evaluated!.title ?? about.evaluated!.name} (${formatCount(evaluation?.n ?? 0)})`,
    download: [
      {label: "Tested on", value: ({about}) => about.evaluated?.title ?? about.evaluated?.name},
      {label: "Test images", value: ({evaluation}) => evaluation?.n}
    ]
  },
  {
    label: "Accuracy",
    title: "Share of the test images read correctly",
    value: ({evaluation}) => evaluation?.accuracy,
    show: ({evaluation}) => formatPercent(evaluation!.accuracy, evaluation!.n)
  },
  {
    label: "95 % interval",
    title: "Wilson score interval",
    value: ({evaluation}) => evaluation?.interval[0],
    show: ({evaluation}) => formatInterval(evaluation!.interval, evaluation!.n),
    download: [
      {label: "95 % interval, from", value: ({evaluation}) => evaluation?.interval[0]},
      {label: "95 % interval, to", value: ({evaluation}) => evaluation?.interval[1]}
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

/** The most runs chosen at first: as many as there are colors. */
const MAX_DEFAULT = 10;

/**
 * Returns the names of the runs whose curves are shown at first: the documents' network with its seeds, ten at most, or the
 * first run.
 */
export function defaultRuns(runs: readonly {readonly name: string; readonly epochs: number}[]): string[] {
  const trained = runs.filter(({epochs}) => epochs).map(({name}) => name);
  const documents = trained.filter((name) => name.startsWith("ann-documents"));
  return documents.length ? documents.slice(0, MAX_DEFAULT) : trained.slice(0, 1);
}
