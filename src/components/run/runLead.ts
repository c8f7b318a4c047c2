import {html} from "htl";
import {isSameAlphabet} from "../../characters/alphabet.js";
import {bigNumber} from "../page/bigNumber.js";
import {classWords} from "../page/classWords.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";
import {drawAddress, type RunInList} from "./runList.js";

/**
 * Returns what a run's page says first: its accuracy with the interval and on what it was measured, what it is, and what to
 * do with it: draw for it, or compare it with one of *runs* that answered as many images of the same classes.
 */
export function runLead(run: RunInList, runs: readonly RunInList[]): HTMLElement {
  const {evaluation} = run;
  const rivals = runs.filter((one) => one.name !== run.name && isComparable(one, run));
  return html`<section class="run-lead" aria-label="Accuracy">
    ${evaluation ? accuracyCard(run, evaluation) : null}
    <div class="run-actions">
      ${run.hasModel ? html`<a class="action" href=${drawAddress(run.name, "..")}>Draw for it</a>` : null}
      ${rivals.length ? comparison(run, rivals) : null}
    </div>
  </section>`;
}

/** Returns a card with the accuracy of a run on the images it was evaluated on. */
export function accuracyCard(
  {about, classes}: Pick<RunInList, "about" | "classes">,
  {n, accuracy, interval}: NonNullable<RunInList["evaluation"]>
): HTMLElement {
  const {model, parameters, evaluated} = about;
  const title = evaluated?.title ?? evaluated?.name;
  const images = `${formatCount(n)} test ${classWords(classes).many}${title ? ` of ${title}` : ""}`;
  const size = parameters === undefined ? "" : `, ${formatCount(parameters)} parameters`;
  return bigNumber({
    label: `Accuracy · ${model}${size}`,
    value: formatPercent(accuracy, n),
    note: `95 % interval ${formatInterval(interval, n)}, on ${images}`
  });
}

function isComparable(a: RunInList, b: RunInList): boolean {
  return a.evaluation !== null && a.evaluation.n === b.evaluation?.n && isSameAlphabet(a.classes, b.classes);
}

/** Returns a choice of a rival, and a link to the comparison with it. */
function comparison(run: RunInList, rivals: readonly RunInList[]): HTMLElement {
  const select = html<"select">`<select>
    ${rivals.map(({name}) => html`<option>${name}</option>`)}
  </select>`;
  const link = html<"a">`<a class="action-quiet">Compare</a>`;
  const follow = () => (link.href = evaluationAddress(run.name, select.value));
  select.addEventListener("input", follow);
  follow();
  return html`<div class="run-comparison"><label class="field">Compare with ${select}</label>${link}</div>`;
}

/** Returns the address, from a run's page, at which two runs are compared. */
export function evaluationAddress(run: string, rival: string): string {
  return `../evaluation?${new URLSearchParams({run, with: rival})}`;
}
