import {html} from "htl";
import {findBestEpoch, type EpochRecord} from "../../run/history.js";
import type {Evaluation} from "../../stats/evaluation.js";
import type {Column} from "../tables/dataTable.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";

/** A run as `runs.json` lists it. */
interface ListedRun {
  readonly name: string;
  readonly about: {
    readonly title: string;
    readonly model: string;
    readonly parameters?: number;
    readonly seconds?: number;
    readonly dataset?: {readonly title?: string; readonly name?: string; readonly train?: number};
    readonly evaluated?: {readonly title?: string; readonly name: string};
  };
  readonly history: readonly EpochRecord[];
  readonly evaluation: Evaluation | null;
}

/** The columns of the table of runs: what was trained, on what, for how long, and how good it is. */
export const runColumns: readonly Column<ListedRun>[] = [
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
  {label: "Epochs", value: ({history}) => history.length || undefined},
  {
    label: "Best",
    title: "Epoch with the lowest validation loss",
    value: ({history}) => {
      const best = findBestEpoch(history);
      return best && best.epoch + 1;
    }
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

/** Returns the names of the runs whose curves are shown at first: the documents' network with all its seeds, or the first. */
export function defaultRuns(runs: readonly {readonly name: string; readonly history: readonly unknown[]}[]): string[] {
  const trained = runs.filter(({history}) => history.length).map(({name}) => name);
  const documents = trained.filter((name) => name.startsWith("ann-documents"));
  return documents.length ? documents : trained.slice(0, 1);
}
