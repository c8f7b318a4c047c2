import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {
  compareRun,
  comparisonFinding,
  deskReading,
  leastSureWords,
  type ComparedRow,
  type Outcome
} from "./comparison.js";
import {DIGITS} from "../../characters/alphabet.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {answerIn, type DeskAnswer, type DeskSubject, type RunAnswer} from "../answer/desk.js";
import {IDLE, pause} from "../page/idle.js";
import {latestOnly} from "../page/latestOnly.js";
import {formatShare} from "../page/probabilityBars.js";
import {messageOf} from "../../messageOf.js";

/** What the runs are compared by. */
export interface ComparedSubject {
  readonly subject: DeskSubject;
  /** The desk's run, and what it answers; null for no ink. */
  readonly run: string;
  readonly answer: DeskAnswer | null;
}

/** An input whose value is the names of the chosen runs. */
export interface RunComparison extends HTMLDetailsElement {
  value: readonly string[];
  /** Asks the chosen runs about another subject, or clears the table. */
  update(compared: ComparedSubject | undefined): void;
  /** Asks no further run until the next update: there is new ink, and its answer comes first. */
  hold(): void;
}

export interface RunComparisonOptions {
  readonly runs: readonly DeskRun[];
  /** The names of the runs chosen at first; those that are no run are passed over. */
  readonly chosen?: readonly string[];
  /** Resolves to the answer of a run, null for no ink; rejects with a sentence for the visitor. */
  readonly recognize: (run: string, subject: DeskSubject) => Promise<RunAnswer | null>;
}

const COLUMNS = ["Run", "Reads", "How sure", "Likeliest", "Time"];

/**
 * Returns what opens to ask any number of *runs* about the same drawing, side by side. They are asked one after another,
 * never before the desk is idle, and only while it is open.
 */
export function runComparison({runs, chosen = [], recognize}: RunComparisonOptions): RunComparison {
  const boxes = runs.map(
    ({name}) => html<"input">`<input type="checkbox" value=${name} checked=${chosen.includes(name)} />`
  );
  const all = html<"button">`<button type="button">All</button>`;
  const none = html<"button">`<button type="button">None</button>`;
  const finding = html`<p class="compared-finding" role="status"></p>`;
  const rows = html`<tbody role="rowgroup"></tbody>`;
  const table = html`<table class="compared" role="table" hidden>
    <caption>
      Time: from ink to answer, on this device; the desk’s run may have seen a part of the ink before.
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${COLUMNS.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}
      </tr>
    </thead>
    ${rows}
  </table>`;
  const details = html<"details">`<details class="more" data-testid="comparison" open=${chosen.length > 0}>
    <summary>Compare runs</summary>
    <fieldset class="compared-runs">
      <legend>Which runs? ${all} ${none}</legend>
      ${runs.map(
        ({name, title}, i) =>
          html`<label
            >${boxes[i]}<span>${name}<small>${title}</small></span></label
          >`
      )}
    </fieldset>
    ${finding}${table}
  </details>`;

  /** What is compared; undefined while there is nothing, or newer ink. */
  let current: ComparedSubject | undefined;
  let shown: ComparedSubject | undefined;
  let outcomes = new Map<string, Outcome>();

  const names = () => boxes.filter(({checked}) => checked).map(({value}) => value);
  const next = () => (details.open ? names().find((name) => !outcomes.has(name)) : undefined);

  const submit = latestOnly(
    async (compared: ComparedSubject) => {
      await pause(IDLE);
      for (let run = next(); run !== undefined && compared === current; run = next()) {
        const outcome = await ask(run, compared.subject);
        if (compared.subject !== shown?.subject) return;
        outcomes.set(run, outcome);
        render();
      }
    },
    () => undefined
  );

  function ask(name: string, subject: DeskSubject): Promise<Outcome> {
    const classes = runs.find((run) => run.name === name)?.classes ?? DIGITS;
    return recognize(name, subject).then(
      (answer) => ({answer: answer && answerIn(classes, answer)}),
      (error: unknown) => ({error: messageOf(error)})
    );
  }

  function proceed(): void {
    render();
    if (current && next() !== undefined) submit(current);
  }

  function render(): void {
    const chosenRuns = runs.filter(({name}) => names().includes(name));
    table.hidden = !shown || !chosenRuns.length;
    if (!shown) return void (finding.textContent = "Draw something, and see what other runs make of it.");
    const {run, answer} = shown;
    const desk = deskReading(answer);
    const compared = chosenRuns.map((one) => ({...compareRun(one, outcomes.get(one.name), desk), ...nameOf(one)}));
    rows.replaceChildren(...compared.map((row) => rowOf(row, row.name === run)));
    finding.textContent = chosenRuns.length
      ? comparisonFinding(compared, run, desk.text)
      : "Choose runs, and see what each of them reads.";
  }

  function choose(checked: boolean): void {
    for (const box of boxes) box.checked = checked;
    details.dispatchEvent(new Event("input", {bubbles: true}));
  }

  all.addEventListener("click", () => choose(true));
  none.addEventListener("click", () => choose(false));
  details.addEventListener("input", proceed); // the boxes' own events come by here too
  details.addEventListener("toggle", proceed);
  render();
  return withMembers(details, {
    get value() {
      return names();
    },
    hold: () => void (current = undefined),
    update(compared: ComparedSubject | undefined) {
      if (!compared || compared.subject !== shown?.subject) outcomes = new Map();
      if (compared) outcomes.set(compared.run, {answer: compared.answer});
      current = shown = compared;
      proceed();
    }
  });
}

function nameOf({name, title}: DeskRun): Pick<DeskRun, "name" | "title"> {
  return {name, title};
}

/** Returns a run's line. Its cells say which column they are in, for where they are not in columns. */
function rowOf(row: ComparedRow & Pick<DeskRun, "name" | "title">, isDesks: boolean): HTMLElement {
  const {name, title, state, text, sentence, differs, otherClasses, milliseconds, likeliest, leastSure} = row;
  const note = isDesks ? "on the desk" : differs ? "disagrees" : otherClasses ? `knows ${otherClasses}` : null;
  return html`<tr role="row" data-run=${name} data-state=${state} data-differs=${differs ? "" : null}>
    <th role="rowheader" scope="row">${name}<small>${title}</small></th>
    <td role="cell" class="compared-text">${text || "–"}${note && html`<small>${note}</small>`}</td>
    <td role="cell">${sentence}</td>
    <td role="cell">${likeliest.length ? barsOf(likeliest) : leastSure ? leastSureWords(leastSure) : "–"}</td>
    <td role="cell" class="compared-time">${milliseconds === undefined ? "–" : `${milliseconds.toFixed(1)} ms`}</td>
  </tr>`;
}

function barsOf(likeliest: ComparedRow["likeliest"]): HTMLElement {
  const longest = Math.max(...likeliest.map(({label}) => label.length));
  const style = longest > 1 ? `--label: ${Math.min(7, 0.55 * longest + 0.5)}rem` : null;
  return html`<ol class="bars" style=${style}>
    ${likeliest.map(
      ({label, p}, i) =>
        html`<li data-most=${i ? null : ""}>
          <span class="bar-label">${label}</span
          ><span class="bar-track"><span class="bar-fill" style=${`width: ${100 * p}%`}></span></span
          ><span class="bar-value">${formatShare(p)}</span>
        </li>`
    )}
  </ol>`;
}
