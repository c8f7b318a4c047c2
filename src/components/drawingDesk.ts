import {minIndex} from "d3";
import {html} from "htl";
import {PIXELS} from "../digits/digits.js";
import type {Box, Photo} from "../digits/image.js";
import type {Stroke} from "../digits/pen.js";
import {digitImage, paintDigit} from "./digitImage.js";
import {inkPad, type InkDetail} from "./inkPad.js";
import {latestOnly} from "./latestOnly.js";
import {formatShare, probabilityBars} from "./probabilityBars.js";
import {readPhoto} from "./readPhoto.js";

/** A run that can answer. */
export interface DeskRun {
  readonly name: string;
  readonly title: string;
  /** Less confident answers are called unsure, in [0, 1]. */
  readonly unsureBelow: number;
  /** What is less likely a digit may be none, in [0, 1]; 0 where the run can't tell. */
  readonly noDigitBelow: number;
}

/** What is to be recognized: ink or a photo. */
export type DeskSubject = {readonly strokes: readonly Stroke[]} | {readonly picture: Photo};

/** A digit of an answer. */
export interface DeskDigit {
  readonly digit: number;
  readonly confidence: number;
  readonly probabilities: ArrayLike<number>;
  /** How likely it is a digit at all, in [0, 1]; null where the run can't tell. */
  readonly likelihood: number | null;
  readonly image: Uint8Array;
  readonly box: Box;
}

/** An answer as the desk shows it; null for no ink. */
export interface DeskAnswer {
  readonly text: string;
  readonly confidence: number;
  /** The digits in each line; at least one. */
  readonly lines: readonly (readonly DeskDigit[])[];
  readonly backend: string;
  readonly milliseconds: number;
}

export interface DeskOptions {
  /** The runs to choose from; the first answers until another is chosen. */
  readonly runs: readonly DeskRun[];
  /** Resolves to the answer of a run, null for no ink; rejects with a sentence for the visitor. */
  readonly recognize: (run: string, subject: DeskSubject) => Promise<DeskAnswer | null>;
  /** Called when the surface is first touched or focused: the time to load that run. */
  readonly prepare: (run: string) => Promise<void>;
  /** Leaves out the choice of a run, the photo and the details. */
  readonly brief?: boolean;
}

const INVITATION = "Draw a digit from 0 to 9, or a number.";

/** What is asked, of which run, and since when the visitor waits. */
interface Task {
  readonly run: string;
  readonly subject: DeskSubject;
  readonly timeStamp: number;
}

/**
 * Returns the desk at which people come to be read: a surface to draw on or a photo, the answer, the ten probabilities
 * and what the network sees. Answers come while drawing: one at a time, always about the latest ink.
 */
export function drawingDesk({runs, recognize, prepare, brief = false}: DeskOptions): HTMLElement {
  const pad = inkPad();
  const bars = probabilityBars();
  const seen = digitImage(new Uint8Array(PIXELS), {label: "What the network sees: nothing yet"});
  const big = html`<span class="answer-digit"></span>` as HTMLElement;
  const words = html`<span class="answer-words"></span>` as HTMLElement;
  const answer = html`<output data-testid="answer" class="answer">${big}${words}</output>` as HTMLOutputElement;
  const choice = html`<div class="answer-digits" role="group" aria-label="Digits read"></div>` as HTMLElement;
  const timing = html`<p class="timing"></p>` as HTMLElement;
  const model = html`<select data-testid="model">
    ${runs.map(({name, title}) => html`<option value=${name} title=${title}>${name}</option>`)}
  </select>` as HTMLSelectElement;
  const upload = html`<input data-testid="upload" type="file" accept="image/*" />` as HTMLInputElement;
  const desk = html`<div class="desk" data-brief=${brief ? "" : null}>
    ${pad}
    <div class="desk-answer">${answer}${choice}${bars}</div>
    ${
      brief
        ? null
        : html`<div class="desk-details">
            <figure class="seen">
              ${seen}
              <figcaption>
                What the network sees: 28 × 28 gray values, scaled to fit and centered by weight, as its training images
                were.
              </figcaption>
            </figure>
            <label class="field">Answered by ${model}</label>
            <label class="field"
              >Or read a digit from a photo ${upload}<small
                >Choose it, drop it here or paste it. It stays on this device.</small
              ></label
            >
            ${timing}
          </div>`
    }
  </div>`;

  /** What the answer on the desk is, or will be, about. */
  let latest: Task | undefined;
  let touched = false;

  const submit = latestOnly(
    ({run, subject}: Task) => recognize(run, subject),
    (task, result) => {
      if (task !== latest) return; // newer ink is on its way: never older ink over newer
      if ("error" in result) showError(result.error.message);
      else show(task, result.value);
    }
  );

  function ask(subject: DeskSubject, timeStamp: number): void {
    if (!runs.length)
      return showError("No trained network is here yet. npm run train -- --run NAME --model ann makes one.");
    latest = {run: model.value, subject, timeStamp};
    answer.dataset.state = "thinking";
    submit(latest);
  }

  function showNothing(sentence: string): void {
    present({state: "empty", text: "", confidence: 0, strokes: 0}, sentence);
    showDigits([]);
    timing.textContent = "";
  }

  function present(data: {state: string; text: string; confidence: number; strokes: number}, sentence: string): void {
    big.textContent = data.text;
    words.textContent = sentence;
    Object.assign(answer.dataset, data);
  }

  function show(task: Task, result: DeskAnswer | null): void {
    if (!result) return showNothing("No ink found. Try a photo with more contrast.");
    const {text, confidence} = result;
    const [state, sentence] = judge(
      result,
      runs.find(({name}) => name === task.run)!
    );
    const strokes = "strokes" in task.subject ? task.subject.strokes.length : 0;
    present({state, text, confidence, strokes}, sentence);
    showDigits(result.lines.flat(), strokes > 0);
    timing.textContent = `${result.milliseconds.toFixed(1)} ms on ${result.backend}`;
    performance.measure("recognize", {start: task.timeStamp, end: performance.now()});
  }

  /** Shows each of several digits as a button, and the details of the one that is least sure. */
  function showDigits(digits: readonly DeskDigit[], onPad = false): void {
    const buttons = digits.map(({digit, confidence}, i) => {
      const label = `${digit}, ${formatShare(confidence)} sure`;
      return html`<button type="button" aria-label=${label} onclick=${() => select(i)}>
        ${digit}<small>${formatShare(confidence)}</small>
      </button>` as HTMLButtonElement;
    });
    const select = (chosen: number) => {
      buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === chosen)));
      pad.boxes = onPad && digits.length > 1 ? digits.map(({box}, i) => ({...box, chosen: i === chosen})) : [];
      const read = digits[chosen];
      bars.update(read?.probabilities);
      paintDigit(seen, read?.image ?? new Uint8Array(PIXELS));
      const what = read ? `, read as ${read.digit}` : ": nothing yet";
      seen.setAttribute("aria-label", `What the network sees${what}`);
    };
    choice.replaceChildren(...(digits.length > 1 ? buttons : []));
    select(minIndex(digits, ({confidence}) => confidence));
  }

  function showError(sentence: string): void {
    present({state: "error", text: "", confidence: 0, strokes: 0}, sentence);
    showDigits([]);
  }

  function wake(): void {
    if (touched) return;
    touched = true;
    if (!runs.length) return;
    prepare(model.value).catch(() => undefined); // the first answer says what went wrong
  }

  function askAboutInk(timeStamp: number): void {
    if (pad.value.length) return ask({strokes: pad.value}, timeStamp);
    latest = undefined;
    showNothing(INVITATION);
  }

  pad.addEventListener("pointerenter", wake);
  pad.addEventListener("focusin", wake);
  pad.addEventListener("input", (event) => {
    wake();
    askAboutInk((event as CustomEvent<InkDetail>).detail.timeStamp);
  });
  model.addEventListener("input", () => {
    if (latest) ask(latest.subject, performance.now());
  });
  async function askAboutFile(file: File): Promise<void> {
    const [timeStamp, before] = [performance.now(), latest];
    try {
      const picture = await readPhoto(file);
      if (latest === before) ask({picture}, timeStamp); // otherwise there is newer ink
    } catch (error) {
      if (latest === before) showError((error as Error).message);
    }
  }

  upload.addEventListener("change", () => {
    const [file] = upload.files ?? [];
    upload.value = ""; // so that the same photo can be chosen again
    if (file) void askAboutFile(file);
  });
  desk.addEventListener("dragover", (event) => event.preventDefault()); // or the browser would leave the page for the file
  desk.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void askAboutFile(file);
  });
  const onPaste = ({clipboardData}: ClipboardEvent) => {
    if (!desk.isConnected) return document.removeEventListener("paste", onPaste);
    const [file] = clipboardData?.files ?? [];
    if (file) void askAboutFile(file);
  };
  document.addEventListener("paste", onPaste);
  showNothing(INVITATION);
  return desk;
}

/** Returns whether an answer is one, unsure, or about what may be no digit, and the sentence that says so. */
function judge({text, confidence, lines}: DeskAnswer, {unsureBelow, noDigitBelow}: DeskRun): [string, string] {
  const digits = lines.flat();
  const perhaps = `perhaps ${text} (${formatShare(confidence)})`;
  if (digits.some(({likelihood}) => likelihood !== null && likelihood < noDigitBelow)) {
    return [
      "no-digit",
      digits.length > 1 ? `These may not all be digits: ${perhaps}` : `This may not be a digit: ${perhaps}`
    ];
  }
  const isUnsure = digits.some((digit) => digit.confidence < unsureBelow);
  return isUnsure ? ["unsure", `Unsure: ${perhaps}`] : ["answered", `${formatShare(confidence)} sure`];
}
