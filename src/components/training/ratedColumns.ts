import {html} from "htl";
import type {RunAbout} from "../../run/runAbout.js";
import type {Evaluation} from "../../stats/evaluation.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";

/** What the columns need to know of a run. */
interface RatedRun {
  readonly name: string;
  readonly about: Pick<RunAbout, "title" | "parameters">;
  readonly evaluation: Pick<Evaluation, "n" | "accuracy" | "interval"> | null;
}

/** The run's name, which leads to its page, and its title. */
export const RUN: Column<RatedRun> = {
  label: "Run",
  value: ({name}) => name,
  show: ({name, about}) =>
    html`<span><a href=${`./runs/${name}`}>${name}</a><br /><small>${about.title}</small></span>`,
  download: [
    {label: "Run", value: ({name}) => name},
    {label: "Title", value: ({about}) => about.title}
  ]
};

export const ACCURACY: Column<RatedRun> = {
  label: "Accuracy",
  title: "Share of the test images read correctly",
  value: ({evaluation}) => evaluation?.accuracy,
  show: ({evaluation}) => formatPercent(evaluation!.accuracy, evaluation!.n)
};

export const INTERVAL: Column<RatedRun> = {
  label: "95 % interval",
  title: "Wilson score interval",
  value: ({evaluation}) => evaluation?.interval[0],
  show: ({evaluation}) => formatInterval(evaluation!.interval, evaluation!.n),
  download: [
    {label: "95 % interval, from", value: ({evaluation}) => evaluation?.interval[0]},
    {label: "95 % interval, to", value: ({evaluation}) => evaluation?.interval[1]}
  ]
};

export const PARAMETERS: Column<RatedRun> = {
  label: "Parameters",
  value: ({about}) => about.parameters,
  show: ({about}) => formatCount(about.parameters!)
};
