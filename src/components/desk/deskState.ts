import {joinClasses, type Alphabet} from "../../characters/alphabet.js";
import {correctionOf, type Corrections, type DeskAnswer, type DeskDigit} from "../answer/desk.js";
import type {PhotoBox} from "../photo/photoView.js";
import {isSameQuestion, type Task} from "./question.js";

/** What the desk remembers between two events. */
export interface DeskState {
  /** What the answer on the desk is, or will be, about. */
  readonly latest: Task | undefined;
  /** The answer to it, where it has come. */
  readonly answered: DeskAnswer | undefined;
  /** What the cells hold since they were blank is one drawing: the same object. */
  readonly cells: object | undefined;
}

export type DeskEvent =
  | {readonly type: "ask"; readonly task: Task}
  /** The answer to a task came; that to an older one than the latest changes nothing. */
  | {readonly type: "answer"; readonly task: Task; readonly answer: DeskAnswer}
  /** Something went wrong: an answer that is still on its way is not shown. */
  | {readonly type: "fail"}
  /** Nothing is left to answer about. */
  | {readonly type: "blank"}
  /** What is to be answered about lies in the cells, or no longer does. */
  | {readonly type: "cells"; readonly isInCells: boolean};

export const FIRST_DESK: DeskState = {latest: undefined, answered: undefined, cells: undefined};

/** Returns the state after an *event*; the same one where that changes nothing. */
export function reduceDesk(state: DeskState, event: DeskEvent): DeskState {
  switch (event.type) {
    case "ask":
      return {...state, latest: event.task, answered: undefined};
    case "answer":
      return event.task === state.latest ? {...state, answered: event.answer} : state;
    case "fail":
      return {...state, latest: state.latest && {...state.latest}, answered: undefined};
    case "blank":
      return {...state, latest: undefined, answered: undefined};
    case "cells":
      return {...state, cells: event.isInCells ? (state.cells ?? {}) : undefined};
  }
}

/** A desk whose latest question is answered. */
type AnsweredDesk = DeskState & {readonly latest: Task; readonly answered: DeskAnswer};

/** Is a *task* answered already? What was corrected since then needs no new answer. */
export function isAnswered(state: DeskState, task: Task): state is AnsweredDesk {
  const {latest, answered} = state;
  return latest !== undefined && answered !== undefined && isSameQuestion(task, latest);
}

/** Returns the frames around *digits*, in the picture's or the surface's units, each with what it is taken for. */
export function framesOf(
  digits: readonly DeskDigit[],
  chosen: number,
  {classes, corrections}: {readonly classes: Alphabet; readonly corrections: Corrections}
): PhotoBox[] {
  return digits.map((one, i) => ({
    ...one.box,
    chosen: i === chosen,
    text: joinClasses([correctionOf(one, corrections, classes) ?? one.label], classes)
  }));
}
