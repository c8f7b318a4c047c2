import {html} from "htl";
import {judgeHistory, LINEAR_WORDS} from "../../stats/verdict.js";
import type {TrainedRun} from "../charts/trainedRun.js";
import {dataTable} from "../tables/dataTable.js";
import type {Column} from "../tables/tableRows.js";

interface Verdict {
  readonly run: string;
  readonly verdict: string;
  readonly reason: string;
}

const columns: readonly Column<Verdict>[] = [
  {label: "Run", value: ({run}) => run},
  {label: "Verdict", value: ({verdict}) => verdict},
  {label: "Because", value: ({reason}) => reason, show: ({reason}) => html`<span class="long-text">${reason}</span>`}
];

/** The rule that the verdicts follow, in words. */
const RULE = `The first that holds: diverged, where the loss ends as no number or a tenth above its best on training and validation images; overfit, where the validation loss ends a tenth above its lowest and above the training loss, or the training accuracy five points above that of validation; unfinished, where the last tenth of the epochs still lowered the loss by a twentieth; underfit, where ${LINEAR_WORDS} would be as good; else well fit.`;

/** Returns the verdict on each run's training, in words, with the figures it follows from and the rule. */
export function verdictTable(runs: readonly TrainedRun[]): HTMLElement {
  const rows = runs
    .filter(({history}) => history.length)
    .map(({name, history}) => ({run: name, ...judgeHistory(history)}));
  return dataTable(rows, columns, {caption: RULE, name: "verdicts", search: false});
}
