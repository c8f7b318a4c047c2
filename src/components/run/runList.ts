import {descending} from "d3-array";
import {html} from "htl";
import {describeAlphabet, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import type {RunAbout} from "../../run/runAbout.js";
import type {Evaluation} from "../../stats/evaluation.js";
import {classWords} from "../page/classWords.js";
import {formatCount, formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";
import {ACCURACY, INTERVAL, PARAMETERS, RUN} from "../training/ratedColumns.js";

/** A run as `runs.json` lists it. */
export interface RunInList {
  readonly name: string;
  readonly about: Pick<RunAbout, "title" | "model" | "kind" | "parameters" | "evaluated">;
  readonly classes: Alphabet;
  readonly hasModel: boolean;
  /** Null for a run without predictions. */
  readonly evaluation: Pick<Evaluation, "n" | "accuracy" | "interval"> | null;
}

/** Returns the runs by accuracy, the best first, and last those that were not tested. */
export function byAccuracy<Run extends Pick<RunInList, "evaluation">>(runs: readonly Run[]): Run[] {
  return [...runs].sort((a, b) => descending(a.evaluation?.accuracy ?? -1, b.evaluation?.accuracy ?? -1));
}

/** Returns how many *runs* there are, and which is the most accurate one; whether they were tested on the same images. */
export function runsFinding(runs: readonly RunInList[]): string {
  const count = runs.length === 1 ? "One run" : `${formatCount(runs.length)} runs`;
  const [best] = byAccuracy(runs);
  if (!best?.evaluation) return `${count}; none was tested.`;
  const {accuracy, n} = best.evaluation;
  const tested = runs.filter(({evaluation}) => evaluation);
  const sets = new Set(tested.map((run) => JSON.stringify([evaluatedOn(run), run.evaluation?.n])));
  const most = `${formatPercent(accuracy, n)} of ${formatCount(n)} ${classWords(best.classes).many} correct`;
  const apart = sets.size > 1 ? " Compare accuracies only of runs evaluated on the same images." : "";
  return `${count}. Best: ${best.name}, ${most}.${apart}`;
}

function evaluatedOn({about: {evaluated}}: Pick<RunInList, "about">): string | undefined {
  return evaluated?.title ?? evaluated?.name;
}

const columns: readonly Column<RunInList>[] = [
  RUN,
  {
    ...ACCURACY,
    show: ({evaluation}) => html`<strong>${formatPercent(evaluation!.accuracy, evaluation!.n)}</strong>`
  },
  INTERVAL,
  {
    label: "n",
    title: "Test images",
    value: ({evaluation}) => evaluation?.n,
    show: ({evaluation}) => formatCount(evaluation!.n)
  },
  {label: "Evaluated on", value: evaluatedOn},
  {label: "Kind", value: ({about}) => about.model},
  PARAMETERS,
  {
    label: "Draw",
    title: "Whether it reads what you draw",
    value: ({hasModel}) => (hasModel ? "yes" : undefined),
    show: ({name}) => html`<a href=${drawAddress(name)} aria-label=${`Draw for ${name}`}>Draw</a>`
  }
];

/** Returns the address at which one draws for the run *name*, from a page in the site's root or, with *root*, from another. */
export function drawAddress(name: string, root = "."): string {
  return `${root}/draw?run=${encodeURIComponent(name)}`;
}

/** Returns the columns of a list of *runs*; with their classes where these differ. */
export function runListColumns(runs: readonly RunInList[]): readonly Column<RunInList>[] {
  const [first] = runs;
  if (!first || runs.every(({classes}) => isSameAlphabet(classes, first.classes))) return columns;
  const classes: Column<RunInList> = {label: "Classes", value: (run) => describeAlphabet(run.classes)};
  return [...columns.slice(0, 1), classes, ...columns.slice(1)];
}
