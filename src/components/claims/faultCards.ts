import {html} from "htl";
import type {Claims, FaultyRun} from "../../../loaders/runs/claims/claims.js";
import {findFault} from "../../run/faults.js";
import {faultChart, faultName} from "../charts/faultChart.js";
import {emptyState} from "../page/emptyState.js";
import {formatCount, formatPercent} from "../page/format.js";
import {withTerms} from "../page/term.js";

/** Training accuracy below this is next to nothing. */
const NULL = 0.005;

/** Returns which faults give 100 % and null at once, as a title. */
export function faultsFinding({faulty}: Pick<Claims, "faulty">): string {
  if (!faulty.length) return "How “100 %” and “null” come about";
  const both = faulty.filter(givesBoth);
  if (!both.length) return "No fault that was tried gives “100 %” and “null” at once";
  return `“100 %” and “null” at once: ${both.map(faultName).join(", ")}`;
}

/** Whether a run counts all test images as correct, and next to none in training from its first epoch on. */
function givesBoth({about, history}: FaultyRun): boolean {
  const [count] = about.fault?.counts ?? [];
  return count !== undefined && count.correct === count.n && history.every(({accuracy}) => accuracy < NULL);
}

/** Returns a card for each run with a fault, those that give both figures first, and one for the honest run. */
export function faultCards({faulty, honest}: Pick<Claims, "faulty" | "honest">): HTMLElement {
  if (!faulty.length)
    return emptyState(
      "This site has no run with a fault. npm run train -- --run claims-one-output --model ann --fault one-output makes one."
    );
  const sorted = [...faulty].sort((a, b) => Number(givesBoth(b)) - Number(givesBoth(a)));
  return html`<div class="side-by-side">${[...sorted, ...(honest ? [honest] : [])].map(faultCard)}</div>`;
}

function faultCard(run: FaultyRun): HTMLElement {
  const {name, about} = run;
  const command = about.command ? html`: <code>${about.command}</code>` : "";
  const caption = html`<span
    >${withTerms(about.fault ? (findFault(about.fault.name)?.what ?? "") : HONEST)} ${countWords(run)}
    <a href=${`./runs/${encodeURIComponent(name)}`}>${name}</a>${command}</span
  >`;
  return faultChart(run, caption);
}

const HONEST =
  "The documents’ network, their settings, and accuracy as the share of images whose largest output is at the label.";

/** Returns how the test images are counted, as sentences. */
function countWords({about}: FaultyRun): string {
  const counts = about.fault?.counts ?? [];
  if (!counts.length) return "";
  const words = counts.map(({how, n, correct}) => `${formatPercent(correct / n, n)} of ${formatCount(n)} (${how})`);
  return `On the test images: ${words.join("; ")}.`;
}
