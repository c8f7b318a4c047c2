import {rollups} from "d3-array";
import {html} from "htl";
import {judgeHistory, LINEAR_WORDS, type Verdict as VerdictName} from "../../stats/verdict.js";
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

/** The rules that the verdicts follow, in their order. */
const RULES: readonly (readonly [VerdictName, string])[] = [
  [
    "diverged",
    "the last loss is no number, or training and validation loss both end a tenth above those of the best epoch"
  ],
  ["unfinished", "fewer than three epochs were validated"],
  [
    "overfit",
    "the validation loss ends a tenth above its lowest and above the training loss, or training accuracy ends five points above validation accuracy"
  ],
  ["unfinished", "the last tenth of the epochs still lowered the validation loss by a twentieth"],
  ["underfit", `both accuracies end below ${LINEAR_WORDS}`],
  ["well fit", "none of these"]
];

function rulesList(): HTMLElement {
  const rules = RULES.map(([verdict, rule]) => html`<li><strong>${verdict}</strong>: ${rule}</li>`);
  return html`<details class="verdict-rules">
    <summary>How verdicts are decided</summary>
    <p>The first rule that holds decides.</p>
    <ol>
      ${rules}
    </ol>
  </details>`;
}

/** The most runs whose names fit into a title. */
const MAX_NAMED = 4;

/** States the verdicts as a title: "Well fit: cnn, ann. Overfit: ann-documents", or their numbers for more than four runs. */
export function verdictFinding(runs: readonly TrainedRun[]): string {
  const judged = runs.filter(({history}) => history.length);
  const byVerdict = rollups(
    judged,
    (group) => (judged.length > MAX_NAMED ? String(group.length) : group.map(({name}) => name).join(", ")),
    ({history}) => judgeHistory(history).verdict
  );
  return byVerdict.map(([verdict, who]) => `${verdict[0]!.toUpperCase()}${verdict.slice(1)}: ${who}`).join(". ");
}

/** Returns the verdict on each run's training, with the figures it follows from, and the rules, folded. */
export function verdictTable(runs: readonly TrainedRun[]): HTMLElement {
  const rows = runs
    .filter(({history}) => history.length)
    .map(({name, history}) => ({run: name, ...judgeHistory(history)}));
  const table = dataTable(rows, columns, {
    caption: "Judged from loss and accuracy by epoch.",
    name: "verdicts",
    search: false
  });
  return html`<div>${table}${rulesList()}</div>`;
}
