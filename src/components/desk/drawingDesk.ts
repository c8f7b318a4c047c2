import {DIGITS, isSameAlphabet, joinClasses} from "../../characters/alphabet.js";
import type {Photo} from "../../ink/image/image.js";
import {answerIn, type DeskAnswer, type DeskDigit, type DeskSubject} from "../answer/desk.js";
import {deskFeedback} from "../answer/deskFeedback.js";
import {correctParts, divideParts} from "../answer/feedback.js";
import {judge} from "../answer/judgement.js";
import {writeAddress} from "../inputs/address.js";
import type {InkDetail} from "../pad/inkInput.js";
import {penNamed} from "../pad/penWidths.js";
import {invitationFor} from "../page/classWords.js";
import {latestOnly} from "../page/latestOnly.js";
import {withMembers} from "../page/withMembers.js";
import type {PhotoDetail} from "../photo/photoInput.js";
import {answerPanel} from "./answerPanel.js";
import type {DeskOptions, DrawingDesk} from "./deskOptions.js";
import type {DeskContent} from "./deskContent.js";
import {deskLayout, deskParts, type DeskParts} from "./deskParts.js";
import {FIRST_DESK, framesOf, isAnswered, reduceDesk, type DeskEvent} from "./deskState.js";
import {photoLayer} from "./photoLayer.js";
import {scaleBox, type Task} from "./question.js";

/**
 * Returns the desk at which people come to be read: a surface to draw on or a photo, the answer, the probabilities
 * and what the network sees. Answers come while drawing: one at a time, always about the latest ink.
 */
export function drawingDesk(options: DeskOptions): DrawingDesk {
  const {runs, recognize, onAnswer, brief = false} = options;
  const parts = deskParts(options, askAboutCells);
  const {pad, model, timing, comparison} = parts;
  let state = FIRST_DESK;
  const follow = (event: DeskEvent) => void (state = reduceDesk(state, event));
  const feedback = deskFeedback(pad, () => state.latest && ask(state.latest.subject, performance.now()));
  const panel = answerPanel({
    onChoose: showDigit,
    onCorrect: (digit, name) => feedback.add(correctParts(feedback.value, digit, name)),
    onRule: (constraint) => feedback.add(divideParts(feedback.value, constraint))
  });
  const layer = photoLayer(parts.surface, pad, {
    onSelect: panel.choose,
    onBack: () => askAboutInk(performance.now())
  });

  const submit = latestOnly(
    ({run, subject}: Task) => recognize(run, subject),
    (task, result) => {
      if (task !== state.latest) return; // newer ink is on its way: never older ink over newer
      if ("error" in result) return say("error", result.error.message);
      if (!result.value) return say("empty", "No ink found. Try a photo with more contrast.");
      const answer = answerIn(model.classesOf(task.run), result.value);
      follow({type: "answer", task, answer});
      show(task, answer);
      const {duration} = performance.measure("recognize", {start: task.timeStamp, end: performance.now()});
      timing.textContent = `${duration.toFixed(0)} ms on ${answer.backend}`;
    }
  );

  function say(kind: string, sentence: string): void {
    panel.say(kind, sentence, model.classesOf());
  }

  function ask(subject: DeskSubject, timeStamp: number): void {
    if (!runs.length) {
      return say("error", "No trained network is here yet. npm run train -- --run NAME --model ann makes one.");
    }
    const task: Task = {run: model.value, subject: {...subject, constraints: feedback.value.constraints}, timeStamp};
    const {latest, answered} = state;
    if (latest && answered && isAnswered(state, task)) return show(latest, answered); // corrected, no more
    follow({type: "ask", task});
    panel.think();
    comparison?.hold();
    submit(task);
  }

  function show(task: Task, answer: DeskAnswer): void {
    const {corrections} = feedback.value;
    const strokes = "strokes" in task.subject ? task.subject.strokes.length : 0;
    const run = runs.find(({name}) => name === task.run)!;
    onAnswer?.(task.subject, answer, task.run, corrections);
    comparison?.update({subject: task.subject, run: task.run, answer});
    panel.show({answer, ...judge(answer, run, corrections), strokes, corrections});
    if (layer.view) layer.view.steps = feedback;
  }

  /** Shows the chosen one of the *digits* on the surface, or the photo that lies there, and on its way to the network. */
  function showDigit(digits: readonly DeskDigit[], chosen: number): void {
    const {latest, answered} = state;
    const classes = answered?.classes ?? model.classesOf();
    const boxes = framesOf(digits, chosen, {classes, corrections: feedback.value.corrections});
    const isInk = latest && "strokes" in latest.subject;
    pad.boxes = isInk && digits.length > 1 ? boxes : [];
    if (layer.view) layer.view.boxes = boxes;
    const [source, unit] = isInk ? [pad.surface, pad.surface.width] : [layer.view?.canvas, 1];
    const read = digits[chosen];
    const text = read && joinClasses([read.label], classes);
    parts.strip.update(read && {...read, text: text!, source, box: scaleBox(read.box, unit)});
    parts.why?.update(read, latest?.run ?? model.value, classes);
    if (!read) comparison?.update(undefined);
  }

  function askAboutInk(timeStamp: number): void {
    clear();
    feedback.begin(false);
    follow({type: "cells", isInCells: false});
    if (pad.value.length) return ask({strokes: pad.value, drawing: pad.drawing}, timeStamp);
    follow({type: "blank"});
    onAnswer?.({strokes: []}, null, model.value, new Map());
    say("empty", invitationFor(model.classesOf()));
    timing.textContent = "";
  }

  function askAboutCells(picture: Photo | undefined, timeStamp: number): void {
    if (!picture) return askAboutInk(timeStamp);
    clear();
    feedback.begin(true);
    follow({type: "cells", isInCells: true});
    ask({picture, drawing: state.cells!}, timeStamp);
  }

  function clear(): void {
    parts.photos.value = null;
    layer.lay(null);
  }

  listenTo(parts, options, {
    onInk: askAboutInk,
    onPhoto(timeStamp) {
      const picture = parts.photos.value!;
      feedback.begin(true);
      follow({type: "cells", isInCells: false});
      layer.lay(picture);
      ask({picture}, timeStamp);
    },
    onProblem(sentence) {
      follow({type: "fail"});
      say("error", sentence);
    },
    onRun() {
      adapt(parts);
      if (state.latest) ask(state.latest.subject, performance.now());
      else say("empty", invitationFor(model.classesOf()));
    }
  });
  adapt(parts);
  say("empty", invitationFor(model.classesOf()));
  const desk = deskLayout(parts, panel, brief);
  parts.photos.listenOn(desk);
  return withMembers(desk, {
    get value() {
      return pad.value;
    },
    set value(ink) {
      pad.value = ink;
    },
    get content() {
      const {value: strokes, pressures} = pad;
      return {strokes, pressures, cells: state.cells && parts.entry.value, feedback: feedback.value};
    },
    set content({strokes, pressures, cells, feedback: said}: DeskContent) {
      pad.draw(strokes, pressures);
      if (cells) parts.entry.value = cells;
      if (said.corrections.size || said.constraints.length) feedback.add(said);
    },
    get isBlank() {
      return !pad.value.length && !state.cells;
    },
    get photoName() {
      return parts.photos.value?.name;
    },
    get run() {
      return model.value;
    },
    say: (sentence: string) => say("empty", sentence)
  });
}

/** Has the desk speak of what the chosen run knows, with examples of that. */
function adapt({model, examples, entry, pad}: DeskParts): void {
  const classes = model.classesOf();
  examples.hidden = !isSameAlphabet(classes, DIGITS);
  entry.update(classes);
  pad.classes = classes;
}

/** What a visitor does at a desk. */
interface DeskActions {
  readonly onInk: (timeStamp: number) => void;
  readonly onPhoto: (timeStamp: number) => void;
  /** A photo can't be shown. */
  readonly onProblem: (sentence: string) => void;
  readonly onRun: () => void;
}

/** Tells of what a visitor does, keeps the choices in the address, and prepares the run at the first touch. */
function listenTo(
  {pad, photos, model, comparison}: DeskParts,
  {runs, prepare}: DeskOptions,
  {onInk, onPhoto, onProblem, onRun}: DeskActions
): void {
  let isAwake = false;
  function wake(): void {
    if (isAwake || !runs.length) return;
    isAwake = true;
    prepare(model.value).catch(() => undefined); // the first answer says what went wrong
  }

  pad.addEventListener("pointerenter", wake);
  pad.addEventListener("focusin", wake);
  pad.addEventListener("input", (event) => {
    const {changed, timeStamp} = (event as CustomEvent<InkDetail>).detail;
    if (changed === "penWidth") return writeAddress("pen", penNamed(pad.penWidth)); // looks, no matter of the answer
    wake();
    onInk(timeStamp);
  });
  model.addEventListener("input", () => {
    writeAddress("run", model.value);
    onRun();
  });
  photos.addEventListener("input", (event) => {
    wake();
    onPhoto((event as CustomEvent<PhotoDetail>).detail.timeStamp);
  });
  photos.addEventListener("problem", (event) => {
    event.preventDefault(); // it is said here
    onProblem((event as CustomEvent<string>).detail);
  });
  comparison?.addEventListener("input", () => writeAddress("compare", comparison.value.join(",") || undefined));
}
