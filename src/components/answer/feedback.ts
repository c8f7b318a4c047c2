import type {Stroke} from "../../pen/pen.js";
import {rule, type Constraint} from "../../ink/segmentation/constraints.js";
import {partsKey, sharedStrokes, type Corrections} from "./desk.js";

/** The visitor's feedback on an answer: corrected classes, and constraints on its division into digits. */
export interface Feedback {
  readonly corrections: Corrections;
  readonly constraints: readonly Constraint[];
}

export const NO_FEEDBACK: Feedback = {corrections: new Map(), constraints: []};

/** Returns *feedback* that corrects *parts* to the class *name*; undefined removes their correction. */
export function correctParts(feedback: Feedback, parts: readonly number[], name: string | undefined): Feedback {
  const corrections = new Map(feedback.corrections);
  if (name === undefined) corrections.delete(partsKey(parts));
  else corrections.set(partsKey(parts), name);
  return {...feedback, corrections};
}

/** Returns *feedback* with one more *constraint*. Its parts are read again, so their correction is removed. */
export function divideParts(feedback: Feedback, constraint: Constraint): Feedback {
  const {corrections} = correctParts(feedback, constraint.parts, undefined);
  return {corrections, constraints: rule(feedback.constraints, constraint)};
}

/** Returns the *feedback* that still holds *after* the strokes changed: the part about unchanged strokes. */
export function keepFeedback(feedback: Feedback, before: readonly Stroke[], after: readonly Stroke[]): Feedback {
  const shared = sharedStrokes(before, after);
  const holds = (parts: readonly number[]) => parts.every((part) => part < shared);
  const constraints = feedback.constraints.filter(({parts}) => holds(parts));
  const corrections = [...feedback.corrections].filter(([key]) => holds(key.split(" ").map(Number)));
  const areAll = constraints.length === feedback.constraints.length && corrections.length === feedback.corrections.size;
  return areAll ? feedback : {constraints, corrections: new Map(corrections)};
}
