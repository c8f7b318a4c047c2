import {html} from "htl";
import {DIGITS} from "../../characters/alphabet.js";
import {messageOf} from "../../messageOf.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {answerIn, type DeskSubject, type RunAnswer} from "../answer/desk.js";
import {IDLE, pause} from "../page/idle.js";
import {latestOnly} from "../page/latestOnly.js";
import {withMembers} from "../page/withMembers.js";
import {comparedRuns} from "./comparedRuns.js";
import {compareRun, comparisonFinding, deskReading, type Outcome} from "./comparison.js";
import {
  FIRST_COMPARISON,
  nextRun,
  reduceComparison,
  type ComparedSubject,
  type ComparisonEvent
} from "./comparisonState.js";
import {comparisonTable} from "./comparisonTable.js";
import {tellingRuns} from "./tellingRuns.js";

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
  /** The names of the runs chosen at first, and it is open; those that are no run are passed over. By default the telling ones. */
  readonly chosen?: readonly string[] | undefined;
  /** Resolves to the answer of a run, null for no ink; rejects with a sentence for the visitor. */
  readonly recognize: (run: string, subject: DeskSubject) => Promise<RunAnswer | null>;
}

/**
 * Returns what opens to ask any number of *runs* about the same drawing, side by side. They are asked one after another,
 * never before the desk is idle, and only while it is open.
 */
export function runComparison({runs, chosen, recognize}: RunComparisonOptions): RunComparison {
  const choice = comparedRuns(runs, chosen ?? []);
  const finding = html`<p class="compared-finding" role="status"></p>`;
  const table = comparisonTable();
  const details = html<"details">`<details class="more" data-testid="comparison" open=${chosen !== undefined}>
    <summary>Compare runs on this drawing</summary>
    ${finding}${table}${choice}
    <p class="caption">
      <a href="./duel">All systems at once</a>: this drawing, read by every system, with their times.
    </p>
  </details>`;
  let state = FIRST_COMPARISON;
  /** Until the visitor chooses, the runs are those that tell most beside the desk's. */
  let isChosen = chosen !== undefined;

  const next = () => (details.open ? nextRun(state, choice.value) : undefined);
  const submit = latestOnly(
    async (compared: ComparedSubject) => {
      await pause(IDLE);
      for (let run = next(); run !== undefined && compared === state.current; run = next()) {
        const outcome = await askRun(runs, recognize, run, compared.subject);
        if (compared.subject !== state.shown?.subject) return;
        follow({type: "outcome", subject: compared.subject, run, outcome});
      }
    },
    () => undefined
  );

  function follow(event: ComparisonEvent): void {
    state = reduceComparison(state, event);
    render();
  }

  function proceed(): void {
    render();
    if (state.current && next() !== undefined) submit(state.current);
  }

  function render(): void {
    const {shown, outcomes} = state;
    const chosenRuns = shown ? runs.filter(({name}) => choice.value.includes(name)) : [];
    const desk = deskReading(shown?.answer);
    const rows = chosenRuns.map((run) => ({
      ...compareRun(run, outcomes.get(run.name), desk),
      name: run.name,
      title: run.title
    }));
    table.update(rows, shown?.run ?? "");
    finding.textContent = !shown
      ? "Draw something, and see what other runs make of it."
      : rows.length
        ? comparisonFinding(rows, shown.run, desk.text)
        : "Choose runs to see what each of them reads.";
  }

  function onInput(): void {
    isChosen = true;
    proceed();
  }

  details.addEventListener("input", onInput); // of the boxes
  details.addEventListener("toggle", proceed);
  render();
  return withMembers(details, {
    get value() {
      return choice.value;
    },
    hold: () => void (state = reduceComparison(state, {type: "hold"})),
    update(compared: ComparedSubject | undefined) {
      if (compared && !isChosen) choice.value = tellingRuns(runs, runs.find(({name}) => name === compared.run)); // prettier-ignore
      state = reduceComparison(state, {type: "update", compared});
      proceed();
    }
  });
}

/** Resolves to what came of asking a run; never rejects. */
function askRun(
  runs: readonly DeskRun[],
  recognize: RunComparisonOptions["recognize"],
  name: string,
  subject: DeskSubject
): Promise<Outcome> {
  const classes = runs.find((run) => run.name === name)?.classes ?? DIGITS;
  return recognize(name, subject).then(
    (answer) => ({answer: answer && answerIn(classes, answer)}),
    (error: unknown) => ({error: messageOf(error)})
  );
}
