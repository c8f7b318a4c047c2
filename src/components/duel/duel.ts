import {html} from "htl";
import type {Rival} from "../../../loaders/runs/rivals.js";
import {DIGITS} from "../../characters/alphabet.js";
import {messageOf} from "../../messageOf.js";
import type {Subject} from "../../readers/messages.js";
import {answerIn} from "../answer/desk.js";
import type {Outcome} from "../comparison/comparison.js";
import type {DeskHolder} from "../desk/deskContent.js";
import {holdAs} from "../desk/holdAs.js";
import {subjectInput} from "../desk/subjectInput.js";
import {unbroken} from "../page/format.js";
import {IDLE, pause} from "../page/idle.js";
import {latestOnly} from "../page/latestOnly.js";
import {readStored, writeStored} from "../page/stored.js";
import {duelFinding} from "./duelFinding.js";
import {duelList} from "./duelList.js";
import {askOrder, fastestFirst} from "./duelOrder.js";
import {detectorSentence, duelRows, weightSentence} from "./duelRows.js";
import {FIRST_DUEL, reduceDuel, type DuelEvent} from "./duelState.js";
import {parseTally, tally as tallied, type Tally} from "./duelTally.js";
import {countTexts, majorityOf} from "./readRow.js";
import {subjectKey} from "./subjectKey.js";
import {tallyLine} from "./tallyLine.js";
import {timeRun, type Recognize} from "./timeRun.js";
import {truthChoice} from "./truthChoice.js";

export interface DuelOptions {
  /** At least one; all have the same classes. */
  readonly rivals: readonly Rival[];
  readonly recognize: Recognize;
  /** Resolves when the model of a run is loaded; rejects with a sentence for the visitor. */
  readonly prepare: (run: string) => Promise<void>;
}

/** The first system is asked this often before its time counts: the browser has yet to translate the code that all share. */
const FIRST_UNTIMED = 15;
/** Any other system before its first time counts: code of its own may be new to the browser. */
const NEW_UNTIMED = 3;

/** Where the tab remembers the tally. */
const KEY = "handscope:duel";

/**
 * Returns a duel: what the visitor draws is read by all *rivals*, one after another, never while it is being drawn. Their
 * lines settle in the order of their times once all have answered.
 */
export function duel({rivals, recognize, prepare}: DuelOptions): HTMLElement & DeskHolder {
  const classes = rivals[0]?.classes ?? DIGITS;
  const titles = new Map(rivals.map(({name, title}) => [name, title]));
  const invitation = weightSentence(rivals);
  let state = FIRST_DUEL;
  let tally: Tally = parseTally(readStored("sessionStorage", KEY) ?? "[]");
  let key: string | undefined;

  const input = subjectInput({
    classes,
    onSubject(subject) {
      key = subject && subjectKey(subject);
      follow({type: "subject", subject});
      if (subject) submit(subject);
    }
  });
  const finding = html`<p class="duel-finding" data-testid="duel-finding"></p>`;
  const spoken = html`<p class="visually-hidden" role="status"></p>`;
  const list = duelList(rivals, (run) => {
    follow({type: "want", run});
    if (state.subject) submit(state.subject);
  });
  const truth = truthChoice(classes, detectorSentence(rivals), say);
  const sums = tallyLine(titles, classes, () => keep([]));

  const submit = latestOnly(
    async (subject: Subject) => {
      await pause(IDLE);
      for (let rival = next(); rival && subject === state.subject; rival = next()) {
        const {name: run} = rival;
        follow({type: "ask", subject, run});
        follow({type: "outcome", subject, run, outcome: await ask(run, subject)});
      }
      follow({type: "done", subject});
    },
    () => undefined
  );

  /** Returns the next system to ask; undefined where all were asked. */
  function next(): Rival | undefined {
    return askOrder(rivals, state).find(({name}) => !state.outcomes.has(name));
  }

  function ask(run: string, subject: Subject): Promise<Outcome> {
    return prepare(run)
      .then(() => timeRun(recognize, run, subject, untimedOf(run)))
      .then(
        (answer) => ({answer: answer && answerIn(classes, answer)}),
        (error: unknown) => ({error: messageOf(error)})
      );
  }

  /** Returns how many answers of a system come before its time counts. */
  function untimedOf(run: string): number {
    if (!state.loaded.size) return FIRST_UNTIMED;
    return state.loaded.has(run) ? 1 : NEW_UNTIMED;
  }

  function follow(event: DuelEvent): void {
    const wasDone = state.isDone;
    state = reduceDuel(state, event);
    const said = truthNow();
    if ((event.type === "outcome" || event.type === "done") && said !== undefined)
      say(said); // what came late is tallied too
    else render();
    if (!state.isDone || wasDone) return;
    const names = rivals.map(({name}) => name);
    // What can't answer now has no time, whatever it took before.
    const timed = names.filter((name) => isAnswered(state.outcomes.get(name)));
    list.settle([...fastestFirst(timed, state.times), ...names.filter((name) => !timed.includes(name))]);
    spoken.textContent = finding.textContent;
  }

  function truthNow(): string | undefined {
    return tally.find((one) => one.key === key)?.truth;
  }

  function say(said: string | undefined): void {
    if (key !== undefined)
      keep(tallied(tally, key, said, {rows: duelRows(rivals, state, {truth: said, tally}), isDone: state.isDone}));
  }

  function keep(next: Tally): void {
    tally = next;
    writeStored("sessionStorage", KEY, tally.length ? JSON.stringify(tally) : undefined);
    render();
  }

  function render(): void {
    const {subject} = state;
    const rows = duelRows(rivals, state, {truth: truthNow(), tally});
    const left = state.isDone ? 0 : askOrder(rivals, state).filter(({name}) => !state.outcomes.has(name)).length;
    const sentence = subject ? duelFinding(rows, classes, left) || "Reading …" : invitation;
    finding.textContent = unbroken(sentence);
    list.show(rows, subject !== undefined);
    const texts = countTexts(rows).map(([text]) => text);
    truth.update(state.outcomes.size ? {texts, truth: truthNow()} : undefined);
    sums.update(tally);
    const best = rows.find(({text}) => text !== "" && text === majorityOf(rows)?.text);
    const outcome = best && state.outcomes.get(best.name);
    const answer = outcome && "answer" in outcome ? outcome.answer : null;
    input.frame(answer?.lines.flat() ?? [], classes);
  }

  const view = html`<div class="with-subject duel-view">
    ${input}
    <div class="subject-results duel-results">
      <div class="duel-head">${finding}${spoken}${truth}</div>
      ${sums}${list}
    </div>
  </div>`;
  render();
  return holdAs(view, input);
}

function isAnswered(outcome: Outcome): boolean {
  return outcome !== undefined && "answer" in outcome && outcome.answer !== null;
}
