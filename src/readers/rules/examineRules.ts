import type {FiredRule} from "../classifier.js";
import {holePixels} from "./holes.js";
import {CROSSED, measuresOf} from "./measures.js";
import {checkConditions, type Rule} from "./rule.js";
import {shapeOf, type Shape} from "./shape.js";

/** A rule that was tried on an image. */
export interface ExaminedRule {
  /** Its place among the rules, from 0. */
  readonly index: number;
  /** Its conditions, with the value measured in the image. */
  readonly conditions: FiredRule["conditions"];
  /** How many of them don't hold: it fires if that is 0. */
  readonly failing: number;
}

/** A line along which strokes are counted, in pixels of the image. */
export interface Crossing {
  readonly isDown: boolean;
  /** The row, or the column of the line that goes down. */
  readonly at: number;
  readonly strokes: number;
}

/** An image as rules see it. */
export interface Examination {
  readonly shape: Shape;
  /** The indices of the pixels of all holes. */
  readonly holePixels: readonly number[];
  readonly crossings: readonly Crossing[];
  /** All rules, in the order in which they are tried. */
  readonly rules: readonly ExaminedRule[];
}

/** Tries all *rules* on an *image*, [784] in [0, 1]; undefined if it is blank. */
export function examineRules(rules: readonly Rule[], image: Float32Array): Examination | undefined {
  const shape = shapeOf(image);
  if (!shape) return undefined;
  const measures = measuresOf(shape);
  const {box, ink} = shape;
  return {
    shape,
    holePixels: holePixels(ink),
    crossings: (Object.keys(CROSSED) as (keyof typeof CROSSED)[]).map((name) => {
      const isDown = name === "strokesDown";
      const [from, length] = isDown ? [box.x, box.width] : [box.y, box.height];
      return {isDown, at: from + Math.floor(CROSSED[name] * length), strokes: measures(name)};
    }),
    rules: rules.map((rule, index) => {
      const conditions = checkConditions(rule, measures);
      return {index, conditions, failing: conditions.filter(({holds}) => !holds).length};
    })
  };
}
