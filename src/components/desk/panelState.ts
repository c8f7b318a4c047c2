import {minIndex} from "d3-array";
import {DIGITS, NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {digitState, type AnswerState, type AnswerThresholds} from "../../stats/answerState.js";
import {
  correctedText,
  correctionOf,
  partsKey,
  type Corrections,
  type DeskAnswer,
  type DeskDigit
} from "../answer/desk.js";
import type {Constraint} from "../../ink/segmentation/constraints.js";
import type {CorrectionState} from "./correctionState.js";
import type {ToolsState} from "./digitTools.js";

/** An answer with what is to be said of it. */
export interface ShownAnswer {
  readonly answer: DeskAnswer;
  /** How far it can be trusted, and the sentence that says it. */
  readonly state: AnswerState;
  readonly sentence: string;
  /** How many strokes it is about; 0 for a photo. */
  readonly strokes: number;
  readonly corrections: Corrections;
  /** The thresholds of the run that answered. */
  readonly thresholds: AnswerThresholds;
  /** Is it about ink that is not the visitor's? It is not read out then, however often it changes. */
  readonly isPreview?: boolean;
}

/** A sentence instead of an answer; *state* is "empty" or "error". */
export interface Said {
  readonly state: string;
  readonly sentence: string;
  /** The classes of which there is no answer yet. */
  readonly classes: Alphabet;
}

/** All that the panel shows. */
export interface PanelState {
  readonly shown: ShownAnswer | Said;
  /** The number of the digit that is shown in detail, counted over all lines; -1 for none. */
  readonly chosen: number;
  /** The parts of the digit that the visitor chose: as long as they are a digit, it stays chosen. */
  readonly byHand: string | undefined;
  /** Is what is shown about to be replaced? */
  readonly isThinking: boolean;
  /** Does choosing another digit make it one with the chosen one? */
  readonly isJoining: boolean;
}

export type PanelEvent =
  | {readonly type: "think"}
  | {readonly type: "say"; readonly said: Said}
  | {readonly type: "show"; readonly shown: ShownAnswer}
  /** The visitor chose a digit by its number, counted over all lines. */
  | {readonly type: "choose"; readonly index: number}
  /** The digit that is chosen next is to be one with the chosen one, or no longer. */
  | {readonly type: "join"; readonly isJoining: boolean};

/** The state before anything was said. */
export const FIRST_PANEL: PanelState = {
  shown: {state: "empty", sentence: "", classes: DIGITS},
  chosen: -1,
  byHand: undefined,
  isThinking: false,
  isJoining: false
};

/** Returns the state after an *event*. Of several digits the least sure one is chosen, until the visitor chooses another. */
export function reducePanel(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case "think":
      return {...state, isThinking: true};
    case "say":
      return {...state, shown: event.said, chosen: -1, isThinking: false, isJoining: false};
    case "show": {
      const digits = event.shown.answer.lines.flat();
      const kept = digits.findIndex(({parts}) => partsKey(parts) === state.byHand);
      const chosen = kept >= 0 ? kept : minIndex(digits, ({confidence}) => confidence);
      return {...state, shown: event.shown, chosen, isThinking: false, isJoining: false};
    }
    case "choose": {
      const joined = joinOf(state, event.index);
      if (joined) return {...state, byHand: partsKey(joined.parts), isJoining: false}; // it is chosen once it is read
      const digit = digitsOf(state)[event.index];
      return digit ? {...state, chosen: event.index, byHand: partsKey(digit.parts), isJoining: false} : state;
    }
    case "join":
      return {...state, isJoining: event.isJoining && state.chosen >= 0};
  }
}

/** Returns what choosing the digit with an *index* says of the division: undefined unless it is to be joined with another. */
export function joinOf(state: PanelState, index: number): Constraint | undefined {
  const [chosen, other] = [state.chosen, index].map((i) => digitsOf(state)[i]);
  if (!state.isJoining || !chosen || !other || chosen === other) return undefined;
  return {parts: [...chosen.parts, ...other.parts].sort((a, b) => a - b), isDigit: true};
}

/** Returns the answer that is shown; undefined while there is none. */
export function answerOf({shown}: PanelState): ShownAnswer | undefined {
  return "answer" in shown ? shown : undefined;
}

/** Returns the digits of all lines. */
export function digitsOf(state: PanelState): readonly DeskDigit[] {
  return answerOf(state)?.answer.lines.flat() ?? [];
}

/** What the output says to scripts, as its data attributes. */
export interface PanelData {
  readonly state: string;
  readonly text: string;
  readonly confidence: number;
  readonly strokes: number;
  /** "unsure" for which digit it is, "no-digit" for whether it is one. */
  readonly doubt?: string;
}

/** Returns the answer's text, with the visitor's corrections, and how far it can be trusted. */
export function panelData({shown, isThinking}: PanelState): PanelData {
  if (!("answer" in shown)) return {state: isThinking ? "thinking" : shown.state, text: "", confidence: 0, strokes: 0};
  const {answer, state, strokes, corrections} = shown;
  const text = correctedText(answer, corrections);
  const data = {state: state === "answered" ? state : "unsure", text, confidence: answer.confidence, strokes};
  return {...data, ...(isThinking ? {state: "thinking"} : {}), ...(state === "answered" ? {} : {doubt: state})};
}

/**
 * Returns how likely the ink is each class of the chosen digit, [classes]: of what may be no digit at all, the likelihood that
 * it is one goes with each probability, so that no bar claims what the sentence denies. Undefined where none is chosen, and
 * of what the visitor calls no digit.
 */
export function sharesOf(state: PanelState): ArrayLike<number> | undefined {
  const digit = digitsOf(state)[state.chosen];
  const shown = answerOf(state);
  if (!digit || !shown || correctionOf(digit, shown.corrections, shown.answer.classes) === NO_CLASS) return undefined;
  const {probabilities, likelihood} = digit;
  if (shown.state !== "no-digit" || likelihood === null) return probabilities;
  return Array.from(probabilities, (p) => p * likelihood);
}

/** Returns how a digit of an answer, counted over all lines, can be divided anew. @throws RangeError where there is none */
export function toolsStateOf({answer}: Pick<ShownAnswer, "answer">, index: number, isJoining = false): ToolsState {
  const others = answer.lines.flat().length - 1;
  let i = index;
  for (const line of answer.lines) {
    const read = line[i];
    if (read) {
      return {
        classes: answer.classes,
        canJoin: {before: i > 0, after: i < line.length - 1, any: others > Number(i > 0) + Number(i < line.length - 1)},
        isJoining,
        canSplit: read.parts.length > 1
      };
    }
    i -= line.length;
  }
  throw new RangeError(`expected the number of a digit, got ${index}`);
}

/** Returns what a digit of an answer, counted over all lines, may be corrected to; undefined where there is none. */
export function correctionStateOf(
  {answer, corrections, thresholds}: Pick<ShownAnswer, "answer" | "corrections" | "thresholds">,
  index: number
): CorrectionState | undefined {
  const digits = answer.lines.flat();
  const read = digits[index];
  return (
    read && {
      classes: answer.classes,
      label: read.label,
      corrected: correctionOf(read, corrections, answer.classes),
      probabilities: read.probabilities,
      state: digitState(read, thresholds),
      place: {i: index, n: digits.length}
    }
  );
}
