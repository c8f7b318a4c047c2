import type {Photo} from "../../ink/image/image.js";
import type {Stroke} from "../../pen/pen.js";
import type {DeskAnswer} from "../answer/desk.js";
import {deskFeedback} from "../answer/deskFeedback.js";
import {correctParts, divideParts} from "../answer/feedback.js";
import {judge} from "../answer/judgement.js";
import {invitationFor} from "../page/classWords.js";
import {withMembers} from "../page/withMembers.js";
import {answerPanel} from "./answerPanel.js";
import {listenTo} from "./deskInputs.js";
import type {DeskOptions, DrawingDesk} from "./deskOptions.js";
import type {DeskContent} from "./deskContent.js";
import {deskLayout, deskParts, type DeskParts} from "./deskParts.js";
import {deskQuestions} from "./deskQuestions.js";
import {showDigit, showTiming} from "./deskView.js";
import {photoLayer} from "./photoLayer.js";
import type {Task} from "./question.js";

/**
 * Returns the desk at which people come to be read: a surface to draw on or a photo, the answer, the probabilities
 * and what the network sees. Answers come while drawing: one at a time, always about the latest ink.
 */
export function drawingDesk(options: DeskOptions): DrawingDesk {
  const {runs, onAnswer, brief = false} = options;
  const parts = deskParts(options, askAboutCells);
  const {pad, model, comparison} = parts;
  const feedback = deskFeedback(pad, () => questions.askAgain());
  const questions = deskQuestions(options, model, () => feedback.value, {
    onAsk() {
      panel.think();
      comparison?.hold();
    },
    onAnswer: show,
    onFirst: (task, answer) => showTiming(parts, task, answer),
    onShown: tell,
    onSentence: say
  });
  const panel = answerPanel({
    invitation: parts.examples.first,
    steps: brief ? null : parts.strip,
    onChoose: (digits, chosen) =>
      showDigit(parts, layer, {digits, chosen}, {...questions.state, corrections: feedback.value.corrections}),
    onCorrect: (digit, name) => feedback.add(correctParts(feedback.value, digit, name)),
    onRule: (constraint) => feedback.add(divideParts(feedback.value, constraint))
  });
  const layer = photoLayer(parts.surface, pad, {
    onSelect: panel.choose,
    onBack: () => askAboutInk(performance.now())
  });

  function say(kind: "empty" | "error", sentence: string): void {
    panel.say(kind, sentence, model.classesOf());
  }

  function show(task: Task, answer: DeskAnswer): void {
    const {corrections} = feedback.value;
    const strokes = "strokes" in task.subject ? task.subject.strokes.length : 0;
    const run = runs.find(({name}) => name === task.run)!;
    panel.show({answer, ...judge(answer, run, corrections), strokes, corrections, thresholds: run});
    if (layer.view) layer.view.steps = feedback;
  }

  /** Hands an answer on, once it is shown. */
  function tell(task: Task, answer: DeskAnswer): void {
    onAnswer?.(task.subject, answer, task.run, feedback.value.corrections);
    comparison?.update({subject: task.subject, run: task.run, answer});
  }

  /** Shows ink that is not the visitor's, with its answer; nothing of it stays once the visitor does anything. */
  function preview(strokes: readonly Stroke[], answer: DeskAnswer | undefined): void {
    pad.ghost = strokes;
    const run = runs.find(({name}) => name === model.value);
    if (!answer || !run) return say("empty", invitationFor(model.classesOf()));
    const corrections = new Map<string, string>();
    panel.show({answer, ...judge(answer, run), strokes: 0, corrections, thresholds: run, isPreview: true});
  }

  function endPreview(): void {
    if (pad.ghost.length) preview([], undefined);
  }

  function askAboutInk(timeStamp: number): void {
    clearPhoto();
    endPreview();
    feedback.begin(false);
    questions.follow({type: "cells", isInCells: false});
    if (pad.value.length) return questions.ask({strokes: pad.value, drawing: pad.drawing}, timeStamp);
    questions.follow({type: "blank"});
    onAnswer?.({strokes: []}, null, model.value, new Map());
    say("empty", invitationFor(model.classesOf()));
    parts.timing.textContent = "";
  }

  function askAboutCells(picture: Photo | undefined, timeStamp: number): void {
    if (!picture) return askAboutInk(timeStamp);
    clearPhoto();
    endPreview();
    feedback.begin(true);
    questions.follow({type: "cells", isInCells: true});
    questions.ask({picture, drawing: questions.state.cells!}, timeStamp);
  }

  function clearPhoto(): void {
    parts.photos.value = null;
    layer.lay(null);
  }

  listenTo(parts, options, {
    onInk: askAboutInk,
    onPhoto(timeStamp) {
      const picture = parts.photos.value!;
      endPreview();
      feedback.begin(true);
      questions.follow({type: "cells", isInCells: false});
      layer.lay(picture);
      questions.ask({picture}, timeStamp);
    },
    onProblem(sentence) {
      questions.follow({type: "fail"});
      say("error", sentence);
    },
    onRun() {
      adapt(parts);
      if (!questions.askAgain()) say("empty", invitationFor(model.classesOf()));
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
      return {strokes, pressures, cells: questions.state.cells && parts.entry.value, feedback: feedback.value};
    },
    set content({strokes, pressures, cells, feedback: said}: DeskContent) {
      pad.draw(strokes, pressures);
      if (cells) parts.entry.value = cells;
      if (said.corrections.size || said.constraints.length) feedback.add(said);
    },
    get isBlank() {
      return !pad.value.length && !questions.state.cells;
    },
    get photoName() {
      return parts.photos.value?.name;
    },
    get run() {
      return model.value;
    },
    preview,
    say: (sentence: string) => say("empty", sentence),
    answerBy(name: string) {
      model.list(name);
      model.dispatchEvent(new Event("input"));
    }
  });
}

/** Has the desk speak of what the chosen run knows. */
function adapt({model, entry, pad}: DeskParts): void {
  const classes = model.classesOf();
  entry.update(classes);
  pad.classes = classes;
}
