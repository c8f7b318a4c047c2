import {html} from "htl";
import type {DescribedRule} from "../../readers/rules/describeRules.js";
import type {Examination} from "../../readers/rules/examineRules.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {answerIn, type DeskAnswer, type DeskSubject, type RunAnswer} from "../answer/desk.js";
import type {DeskHolder} from "../desk/deskContent.js";
import {holdAs} from "../desk/holdAs.js";
import {subjectInput} from "../desk/subjectInput.js";
import {readAddress, writeAddress} from "../inputs/address.js";
import {capitalized, classWords, invitationFor} from "../page/classWords.js";
import {latestOnly} from "../page/latestOnly.js";
import {buttonRow} from "./buttonRow.js";
import {closeCards, firedCards} from "./ruleCards.js";
import {ruleList} from "./ruleList.js";
import {answerOf, answerSentence, closeRules, firing, whyNotSentence} from "./rulesWords.js";
import {shapePicture} from "./shapePicture.js";

export interface RulesBoardOptions {
  /** The run of the rules. */
  readonly run: DeskRun;
  readonly rules: readonly DescribedRule[];
  /** Resolves to the answer of a run, null for no ink; rejects with a sentence for the visitor. */
  readonly recognize: (run: string, subject: DeskSubject) => Promise<RunAnswer | null>;
  /** Tries all rules on an image, [784], 0 to 255; undefined for a blank one. */
  readonly examine: (image: Uint8Array) => Examination | undefined;
}

/**
 * Returns a surface to draw on, with the rules that fire for what is drawn, those that come close, and all rules. Of several
 * characters one is chosen.
 */
export function rulesBoard({run, rules, recognize, examine}: RulesBoardOptions): HTMLElement & DeskHolder {
  const {classes} = run;
  let answer: DeskAnswer | undefined;
  let chosen = 0;
  let asked = readAddress("why");
  let problem = "";

  const input = subjectInput({classes, onSubject: ask, onSelect: choose});
  const big = html`<span class="rules-read"></span>`;
  const sentence = html`<span></span>`;
  const digits = buttonRow(`${capitalized(classWords(classes).kind)} to look at`, choose);
  const shape = shapePicture();
  const fired = html`<div class="rule-cards" data-testid="fired"></div>`;
  const [firedTitle, closeTitle] = ["Rules that fire", "Rules that come close"].map((text) => html`<h2>${text}</h2>`);
  const why = html`<p role="status"></p>`;
  const whyNot = buttonRow(`Why not another ${classWords(classes).kind}?`, (i) => {
    asked = asked === classes[i] ? undefined : classes[i];
    writeAddress("why", asked);
    render();
  });
  const close = html`<div class="rule-cards" data-testid="close"></div>`;
  const list = ruleList(rules, classes);

  const submit = latestOnly(
    (subject: DeskSubject) => recognize(run.name, subject),
    (subject, result) => {
      if (subject !== input.value) return; // there is newer ink
      problem = "error" in result ? result.error.message : result.value ? "" : "No ink found.";
      answer = "value" in result && result.value ? answerIn(classes, result.value) : undefined;
      chosen = Math.min(chosen, Math.max(0, (answer?.lines.flat().length ?? 0) - 1));
      render();
    }
  );

  function ask(subject: DeskSubject | undefined): void {
    if (subject) return submit(subject);
    [answer, chosen, problem] = [undefined, 0, ""];
    render();
  }

  function choose(index: number): void {
    chosen = index;
    render();
  }

  function render(): void {
    const read = answer?.lines.flat() ?? [];
    const digit = read[chosen];
    const examination = digit && examine(digit.image);
    const text = examination && answerOf(examination, rules);
    big.textContent = examination ? (text ?? "No answer") : "";
    big.toggleAttribute("data-none", Boolean(examination) && text === undefined);
    const words = problem || (examination ? answerSentence(examination, rules) : invitationFor(classes));
    if (sentence.textContent !== words) sentence.textContent = words;
    digits.update(
      read.map(({label}) => classes[label] ?? "?"),
      chosen,
      2
    );
    input.frame(read, classes, chosen);
    shape.update(examination);
    const firingNow = examination ? firing(examination) : [];
    fired.replaceChildren(...firedCards(firingNow, rules));
    firedTitle!.hidden = !firingNow.length;
    closeTitle!.hidden = !examination;
    whyNot.update(examination ? classes : [], asked === undefined ? -1 : classes.indexOf(asked));
    why.textContent = examination ? whyNotSentence(examination, rules, asked) : "";
    close.replaceChildren(...(examination ? closeCards(closeRules(examination, rules, asked), rules) : []));
    list.update(examination);
  }

  const view = html`<div>
    <div class="with-subject">
      ${input}
      <div class="subject-results">
        <div class="rules-answer-place">
          <p class="rules-answer" role="status" data-testid="rules-answer">${big}${sentence}</p>
          ${digits}${shape}
          <section>${firedTitle}${fired}</section>
        </div>
        <section>${closeTitle}${whyNot}${why}${close}</section>
      </div>
    </div>
    <h2 id="all">All ${rules.length} rules</h2>
    ${list}
  </div>`;
  render();
  return holdAs(view, input, run.name);
}
