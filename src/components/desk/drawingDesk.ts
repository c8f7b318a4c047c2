import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {DIGITS, isSameAlphabet, joinClasses} from "../../characters/alphabet.js";
import type {Photo} from "../../ink/image/image.js";
import {readAddress, writeAddress} from "../inputs/address.js";
import {answerPanel} from "./answerPanel.js";
import {answerIn, correctionOf, type DeskAnswer, type DeskDigit, type DeskSubject} from "../answer/desk.js";
import type {DeskOptions, DrawingDesk} from "./deskOptions.js";
import {deskFeedback} from "../answer/deskFeedback.js";
import {exampleList} from "./exampleList.js";
import {correctParts, divideParts} from "../answer/feedback.js";
import {inkPad} from "../pad/inkPad.js";
import type {InkDetail} from "../pad/inkInput.js";
import {judge} from "../answer/judgement.js";
import {isSameQuestion, scaleBox, type Task} from "./question.js";
import {keyboardEntry} from "./keyboardEntry.js";
import {latestOnly} from "../page/latestOnly.js";
import {penNamed, penWidthNamed} from "../pad/penWidths.js";
import {photoInput, type NamedPhoto, type PhotoDetail} from "../photo/photoInput.js";
import {photoView, type PhotoView} from "../photo/photoView.js";
import {invitationFor} from "../page/classWords.js";
import {runChoice} from "./runChoice.js";
import {runComparison} from "./runComparison.js";
import {stepStrip} from "./stepStrip.js";
import {whyMap} from "./whyMap.js";

/**
 * Returns the desk at which people come to be read: a surface to draw on or a photo, the answer, the probabilities
 * and what the network sees. Answers come while drawing: one at a time, always about the latest ink.
 */
export function drawingDesk({runs, recognize, prepare, explain, onAnswer, brief = false}: DeskOptions): DrawingDesk {
  const pad = inkPad({penWidth: penWidthNamed(readAddress("pen"))});
  const surface = html`<div class="desk-surface">${pad}</div>`;
  const photos = photoInput();
  const strip = stepStrip();
  const timing = html`<p class="timing"></p>`;
  const model = runChoice(runs);
  const examples = exampleList({onChoose: (strokes) => (pad.value = strokes)});
  const entry = keyboardEntry(askAboutCells);

  const why = explain && !brief ? whyMap({explain}) : null;
  const chosen = readAddress("compare")?.split(",") ?? [];
  const comparison = brief || runs.length < 2 ? null : runComparison({runs, chosen, recognize});

  /** What the answer on the desk is, or will be, about; and the answer to it, where it has come. */
  let latest: Task | undefined;
  let answered: DeskAnswer | undefined;
  /** What the cells hold since they were blank is one drawing. */
  let cells: object | undefined;
  let shownPhoto: PhotoView | undefined; // the one that lies on the surface
  let touched = false;
  const feedback = deskFeedback(pad, () => latest && ask(latest.subject, performance.now()));

  const panel = answerPanel({
    onChoose: showDigit,
    onCorrect: (parts, name) => feedback.add(correctParts(feedback.value, parts, name)),
    onRule: (constraint) => feedback.add(divideParts(feedback.value, constraint))
  });

  const submit = latestOnly(
    ({run, subject}: Task) => recognize(run, subject),
    (task, result) => {
      if (task !== latest) return; // newer ink is on its way: never older ink over newer
      if ("error" in result) return say("error", result.error.message);
      if (!result.value) return say("empty", "No ink found. Try a photo with more contrast.");
      answered = answerIn(model.classesOf(task.run), result.value);
      show(task, answered);
      const {duration} = performance.measure("recognize", {start: task.timeStamp, end: performance.now()});
      timing.textContent = `${duration.toFixed(0)} ms on ${answered.backend}`;
    }
  );

  function say(state: string, sentence: string): void {
    panel.say(state, sentence, model.classesOf());
  }

  /** Asks for what the chosen run knows, with examples of that. */
  function invite(): void {
    say("empty", invitationFor(model.classesOf()));
  }

  /** Has the desk speak of what the chosen run knows. */
  function adapt(): void {
    const classes = model.classesOf();
    examples.hidden = !isSameAlphabet(classes, DIGITS);
    entry.update(classes);
    pad.classes = classes;
  }

  function ask(subject: DeskSubject, timeStamp: number): void {
    if (!runs.length) {
      return say("error", "No trained network is here yet. npm run train -- --run NAME --model ann makes one.");
    }
    const task: Task = {run: model.value, subject: {...subject, constraints: feedback.value.constraints}, timeStamp};
    if (latest && answered && isSameQuestion(task, latest)) return show(latest, answered); // corrected, no more
    latest = task;
    answered = undefined;
    panel.think();
    comparison?.hold();
    submit(latest);
  }

  function show(task: Task, answer: DeskAnswer): void {
    const {corrections} = feedback.value;
    const strokes = "strokes" in task.subject ? task.subject.strokes.length : 0;
    const run = runs.find(({name}) => name === task.run)!;
    onAnswer?.(task.subject, answer, task.run, corrections);
    comparison?.update({subject: task.subject, run: task.run, answer});
    panel.show({answer, ...judge(answer, run, corrections), strokes, corrections});
    if (shownPhoto) shownPhoto.steps = feedback;
  }

  /** Says what went wrong instead of an answer; one that is still on its way is not shown. */
  function fail(sentence: string): void {
    latest = latest && {...latest};
    answered = undefined;
    say("error", sentence);
  }

  /** Shows the chosen one of the *digits* on the surface, or the photo that lies there, and on its way to the network. */
  function showDigit(digits: readonly DeskDigit[], chosen: number): void {
    const {classes: own = model.classesOf()} = answered ?? {};
    const textOf = (one: DeskDigit) =>
      joinClasses([correctionOf(one, feedback.value.corrections, own) ?? one.label], own);
    const boxes = digits.map((one, i) => ({...one.box, chosen: i === chosen, text: textOf(one)}));
    const isInk = latest && "strokes" in latest.subject;
    pad.boxes = isInk && digits.length > 1 ? boxes : [];
    if (shownPhoto) shownPhoto.boxes = boxes;
    const [source, unit] = isInk ? [pad.surface, pad.surface.width] : [shownPhoto?.canvas, 1];
    const read = digits[chosen];
    strip.update(read && {...read, text: joinClasses([read.label], own), source, box: scaleBox(read.box, unit)});
    why?.update(read, latest?.run ?? model.value, own);
    if (!read) comparison?.update(undefined);
  }

  function askAboutInk(timeStamp: number): void {
    layOnSurface(null);
    feedback.begin(false);
    cells = undefined;
    if (pad.value.length) return ask({strokes: pad.value, drawing: pad.drawing}, timeStamp);
    latest = answered = undefined;
    onAnswer?.({strokes: []}, null, model.value, new Map());
    invite();
    timing.textContent = "";
  }

  function askAboutCells(picture: Photo | undefined, timeStamp: number): void {
    if (!picture) return askAboutInk(timeStamp);
    layOnSurface(null);
    feedback.begin(true);
    ask({picture, drawing: (cells ??= {})}, timeStamp);
  }

  function wake(): void {
    if (touched || !runs.length) return;
    touched = true;
    prepare(model.value).catch(() => undefined); // the first answer says what went wrong
  }

  pad.addEventListener("pointerenter", wake);
  pad.addEventListener("focusin", wake);
  pad.addEventListener("input", (event) => {
    const {changed, timeStamp} = (event as CustomEvent<InkDetail>).detail;
    if (changed === "penWidth") return writeAddress("pen", penNamed(pad.penWidth)); // looks, no matter of the answer
    wake();
    askAboutInk(timeStamp);
  });
  model.addEventListener("input", () => {
    writeAddress("run", model.value);
    adapt();
    if (latest) ask(latest.subject, performance.now());
    else invite();
  });
  photos.addEventListener("input", (event) => {
    wake();
    feedback.begin(true);
    cells = undefined;
    layOnSurface(photos.value);
    ask({picture: photos.value!}, (event as CustomEvent<PhotoDetail>).detail.timeStamp);
  });
  photos.addEventListener("problem", (event) => {
    event.preventDefault(); // it is said here
    fail((event as CustomEvent<string>).detail);
  });
  /** Lays a photo over the drawing, or takes away the one that lies there. */
  function layOnSurface(photo: NamedPhoto | null): void {
    if (!photo) photos.value = null;
    shownPhoto?.remove();
    shownPhoto = photo
      ? photoView(photo, {onSelect: panel.choose, onBack: () => askAboutInk(performance.now()), onDraw})
      : undefined;
    pad.inert = Boolean(photo);
    if (!shownPhoto) return;
    surface.append(shownPhoto);
    surface.scrollIntoView({block: "nearest"}); // a phone shows what was chosen below it
  }

  /** Lets the stroke that began on the photo go on in the drawing. */
  function onDraw(events: readonly PointerEvent[]): void {
    for (const event of events) pad.surface.dispatchEvent(new PointerEvent(event.type, event));
  }

  comparison?.addEventListener("input", () => writeAddress("compare", comparison.value.join(",") || undefined));

  adapt();
  invite();
  const desk = html`<div class="desk" data-brief=${brief ? "" : null}>
    <div class="desk-input">${surface}${brief ? null : entry}</div>
    ${panel}
    ${
      brief
        ? photos
        : html`<div class="desk-details">
            ${strip}
            <div><label class="field">Answered by ${model}</label>${timing}</div>
            ${photos}${examples}
          </div>`
    }
    ${brief ? null : html`<div class="desk-more">${why}${comparison}</div>`}
  </div>`;
  photos.listenOn(desk);
  return withMembers(desk, {
    get value() {
      return pad.value;
    },
    set value(ink) {
      pad.value = ink;
    }
  });
}
