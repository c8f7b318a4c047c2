import type {Alphabet} from "../../characters/alphabet.js";
import type {Preprocessed} from "../../ink/normalize.js";
import type {Stroke} from "../../pen/pen.js";
import {preprocessStrokes} from "../../pen/strokes.js";
import type {TracedLayer} from "../../readers/classifier.js";
import type {ReadDigit} from "../../readers/segmenter/readImages.js";
import {digitState, thresholdsOf, type AnswerState, type AnswerThresholds} from "../../stats/answerState.js";

/** The drawing that the walk follows, and how far it has come. */
export interface WalkState {
  /** The classes of the run that reads. */
  readonly classes: Alphabet;
  /** Below which its answers are doubtful. */
  readonly thresholds: AnswerThresholds;
  /** In fractions of the surface's side; at least one point. */
  readonly strokes: readonly Stroke[];
  /** Whether it is an example, since the visitor has drawn nothing yet. */
  readonly isExample: boolean;
  /** The characters read in the strokes; undefined before the run has answered. */
  readonly digits: readonly ReadDigit[] | undefined;
  /** The index of the followed one. */
  readonly chosen: number;
  /** What each layer makes of it; undefined before, null for a run without layers. */
  readonly layers: readonly TracedLayer[] | null | undefined;
  /** Why the run does not answer. */
  readonly problem: string | undefined;
}

export type WalkEvent =
  | {readonly type: "draw"; readonly strokes: readonly Stroke[]; readonly isExample: boolean}
  | {readonly type: "read"; readonly strokes: readonly Stroke[]; readonly digits: readonly ReadDigit[]}
  | {readonly type: "choose"; readonly index: number}
  | {readonly type: "trace"; readonly image: Uint8Array; readonly layers: readonly TracedLayer[] | null}
  | {readonly type: "fail"; readonly message: string};

/** Returns the state of a walk that follows an example, to be read by a run of these *classes* and *thresholds*. */
export function firstWalk(
  classes: Alphabet,
  strokes: readonly Stroke[],
  {unsureBelow, noDigitBelow}: AnswerThresholds = thresholdsOf({})
): WalkState {
  const nothing = {digits: undefined, layers: undefined, problem: undefined};
  return {classes, thresholds: {unsureBelow, noDigitBelow}, strokes, isExample: true, chosen: 0, ...nothing};
}

/** Returns the state after an *event*. Answers about ink that has changed since are ignored. */
export function reduceWalk(state: WalkState, event: WalkEvent): WalkState {
  switch (event.type) {
    case "draw":
      return {...firstWalk(state.classes, event.strokes, state.thresholds), isExample: event.isExample};
    case "read":
      return event.strokes === state.strokes ? {...state, digits: event.digits, problem: undefined} : state;
    case "choose":
      return event.index === state.chosen ? state : {...state, chosen: event.index, layers: undefined};
    case "trace":
      return event.image === digitOf(state)?.image ? {...state, layers: event.layers} : state;
    case "fail":
      return {...state, problem: event.message};
  }
}

/** Returns the followed character as it was read; undefined before the answer. */
export function digitOf({digits, chosen}: WalkState): ReadDigit | undefined {
  return digits?.[chosen] ?? digits?.[0];
}

/** Returns how far the answer about the followed character can be trusted; undefined before the answer. */
export function followedState(state: WalkState): AnswerState | undefined {
  const digit = digitOf(state);
  return digit && digitState(digit, state.thresholds);
}

/** Returns the strokes of the followed character: all of them before the answer. */
export function followedStrokes(state: WalkState): readonly Stroke[] {
  const written = state.strokes.filter(({length}) => length);
  return digitOf(state)?.parts.map((part) => written[part]!) ?? written;
}

const prepared = new WeakMap<WalkState, Preprocessed>();

/** Returns the followed character on its way to the network, by the functions that the reader uses. */
export function preparedDigit(state: WalkState): Preprocessed {
  const known = prepared.get(state) ?? preprocessStrokes(followedStrokes(state));
  if (!known) throw new RangeError("expected strokes with points, got none");
  prepared.set(state, known);
  return known;
}
