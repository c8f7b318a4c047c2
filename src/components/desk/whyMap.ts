import {html} from "htl";
import {DIGITS, isSameAlphabet, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {digitImage} from "../images/digitImage.js";
import {
  makesOther,
  named,
  oddsFactor,
  strongestRegion,
  whyNotSentence,
  whySentence,
  type DigitExplanation
} from "./explanation.js";
import {explanationImage, scaleOf} from "./explanationImage.js";
import {classOptions} from "../page/classOptions.js";
import {classWords} from "../page/classWords.js";
import {IDLE, pause} from "../page/idle.js";
import {latestOnly} from "../page/latestOnly.js";

/** A digit that was read. */
export interface ReadImage {
  /** [784], 0 to 255. */
  readonly image: Uint8Array;
  readonly label: number;
  readonly probabilities: ArrayLike<number>;
}

/** Why a digit is what it is; its `update` is about another digit that a run read, or none. */
export interface WhyMap extends HTMLDetailsElement {
  update(read: ReadImage | undefined, run: string, classes: Alphabet): void;
}

export interface WhyMapOptions {
  /** Resolves to why a run reads *image* as *digit*, and not as *other*; rejects with a sentence for the visitor. */
  readonly explain: (run: string, image: Uint8Array, digit: number, other?: number) => Promise<DigitExplanation>;
}

/** A question: why this, and not that? */
interface Question {
  readonly read: ReadImage;
  readonly run: string;
  readonly other: number | undefined;
  /** Not asked before this time, in milliseconds. */
  readonly notBefore: number;
}

/**
 * Returns what opens to say which ink speaks for the digit that was read, and why it is not another: the digit with its
 * ink colored, and a sentence. Nothing is computed while it is closed, and of what is asked in a row only the latest.
 */
export function whyMap({explain}: WhyMapOptions): WhyMap {
  const summary = html`<summary></summary>`;
  const picture = html`<div class="why-picture"></div>`;
  const sentence = html`<p class="why-sentence" role="status"></p>`;
  const notes = html`<div class="why-notes"></div>`;
  const legend = html`<legend></legend>`;
  const choice = html<"fieldset">`<fieldset class="why-choice"></fieldset>`;
  const body = html`<div class="why-body">
    ${picture}
    <div class="why-words">${choice}${sentence}${notes}</div>
  </div>`;
  const details = html<"details">`<details class="more why" data-testid="why">${summary}${body}</details>`;

  let classes: Alphabet = [];
  let choices = classChoice(DIGITS, chooseClass);

  /** What is asked, or will be when it opens. */
  let latest: Question | undefined;
  let asked: Question | undefined;

  const submit = latestOnly(
    async (question: Question) => {
      await pause(question.notBefore - performance.now());
      if (question !== latest) return undefined; // there is newer ink
      const {run, other} = question;
      return explain(run, question.read.image, question.read.label, other);
    },
    (question, result) => {
      if (question !== latest) return;
      body.setAttribute("aria-busy", "false");
      if ("error" in result) showNothing(`There is no explanation: ${result.error.message}.`);
      else if (result.value) show(question, result.value);
    }
  );

  function ask(): void {
    if (!details.open || latest === asked) return;
    asked = latest;
    if (!latest) return showInvitation();
    body.setAttribute("aria-busy", "true");
    if (!picture.childElementCount) sentence.textContent = "Looking …";
    submit(latest);
  }

  function change(next: Question | undefined): void {
    latest = next;
    summary.textContent = next ? `Why ${named(classes, next.read.label)}?` : `Why this ${classWords(classes).one}?`;
    choice.disabled = !next;
    choices.show(next && {read: next.read.label, asked: next.other ?? next.read.label});
    ask();
  }

  /** Offers the classes of another run. */
  function offer(next: Alphabet): void {
    if (isSameAlphabet(next, classes)) return;
    classes = next;
    choices = classChoice(classes, chooseClass);
    legend.textContent = `Why not another ${classWords(classes).kind}?`;
    choice.replaceChildren(legend, ...choices.elements);
  }

  function chooseClass(digit: number): void {
    if (latest) change({...latest, other: digit === latest.read.label ? undefined : digit});
  }

  function showInvitation(): void {
    const {one} = classWords(classes);
    showNothing(`Draw ${one === "image" ? "one" : `a ${one}`}, and see which of its ink says what it is.`);
  }

  function showNothing(words: string): void {
    body.setAttribute("aria-busy", "false");
    picture.replaceChildren();
    notes.replaceChildren();
    sentence.textContent = words;
  }

  function show({read: {image, label}, other}: Question, explanation: DigitExplanation): void {
    const words =
      other === undefined
        ? whySentence(explanation, label, classes)
        : whyNotSentence(explanation, label, other, classes);
    const strongest = strongestRegion(explanation);
    const box = strongest === undefined ? undefined : explanation.regions[strongest]!.box;
    const edits = explanation.counterfactual?.edits ?? [];
    const changed = other !== undefined && makesOther(explanation, other) ? explanation.counterfactual! : undefined;
    picture.replaceChildren(explanationImage(image, {map: explanation.map, box, edits}, words));
    sentence.textContent = words;
    notes.replaceChildren(
      legendOf(named(classes, label), other === undefined ? undefined : named(classes, other), edits.length > 0),
      ...(changed ? [changedDigit(changed.image, named(classes, other!))] : []),
      html`<p class="caption">
        Spots of 5 × 5 pixels are covered, place by place. Where the color is full, that changes the odds of
        ${named(classes, label)}${other === undefined ? "" : ` against ${named(classes, other)}`} by a factor of
        ${oddsFactor(scaleOf(image, explanation.map))}. The frame is the part that the sentence is about.
      </p>`
    );
  }

  details.addEventListener("toggle", ask);
  function update(answer: ReadImage | undefined, run: string, next: Alphabet): void {
    const read = answer?.label === NO_CLASS ? undefined : answer; // no answer has no reasons
    const isOther = !isSameAlphabet(next, classes);
    offer(next);
    const other = isOther || latest?.other === read?.label ? undefined : latest?.other;
    change(read && {read, run, other, notBefore: performance.now() + IDLE});
  }

  offer(DIGITS);
  change(undefined);
  showInvitation();
  return Object.assign(details, {update});
}

/** Returns what the squares, dots and marks mean. */
function legendOf(digit: string, other: string | undefined, hasEdits: boolean): HTMLElement {
  return html`<ul class="why-legend">
    <li><span class="sign-for"></span> Ink that speaks for ${digit}</li>
    <li>
      <span class="sign-against"></span>
      ${other === undefined ? "Ink that speaks against it" : `Ink that speaks for ${other}`}
    </li>
    ${hasEdits ? html`<li><span class="sign-edit">+</span> Ink added, <span class="sign-edit">×</span> taken away</li>` : null}
  </ul>`;
}

function changedDigit(image: Uint8Array, other: string): HTMLElement {
  return html`<figure class="why-changed">
    ${digitImage(image, {label: `The digit with these changes, read as ${other}`})}
    <figcaption>With these changes the network reads ${other}.</figcaption>
  </figure>`;
}

/** More classes are chosen from a list. */
const MAX_BUTTONS = 36;

/** What chooses a class; `show` marks the one that was read and the one that is asked about. */
interface ClassChoice {
  readonly elements: readonly HTMLElement[];
  show(state: {readonly read: number; readonly asked: number} | undefined): void;
}

/** Returns a button for each class, or a list of many; *onChoose* is given the index of the one chosen. */
function classChoice(classes: Alphabet, onChoose: (digit: number) => void): ClassChoice {
  if (classes.length > MAX_BUTTONS) {
    const list = html<"select">`<select aria-label="Why not another?" onchange=${() => onChoose(Number(list.value))}>
      ${classOptions(classes)}
    </select>`;
    return {elements: [list], show: (state) => (list.value = state ? String(state.asked) : "")};
  }
  const buttons = classes.map(
    (name, digit) => html<"button">`<button type="button" onclick=${() => onChoose(digit)}>${name}</button>`
  );
  return {
    elements: buttons,
    show: (state) =>
      buttons.forEach((button, digit) => {
        button.setAttribute("aria-label", `Why ${digit === state?.read ? "" : "not "}${named(classes, digit)}?`);
        button.setAttribute("aria-pressed", String(digit === state?.asked));
      })
  };
}
