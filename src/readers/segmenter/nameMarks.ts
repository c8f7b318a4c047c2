import {maxIndex, median, min, sum} from "d3-array";
import {SIDE} from "../../ink/image/grid.js";
import type {Box} from "../../ink/image/image.js";
import type {Mark, ShapedMark} from "../../pen/marks.js";
import type {ReadDigit} from "./readImages.js";

/** A mark beside or between the digits of a number. */
export interface ReadMark {
  readonly mark: Mark;
  /** Around its ink, in the unit of the strokes or in pixels of the picture. */
  readonly box: Box;
}

/** The vertical extent of a line's digits, in the unit of their boxes. */
export interface LineFrame {
  readonly top: number;
  readonly baseline: number;
  readonly height: number;
}

/** Candidates within this range of heights, relative to the line's, count as digit-sized. */
const [LOWEST, HIGHEST] = [0.75, 1.25];

/**
 * Returns the vertical extent of a line's digits: medians over the digit-sized candidates. Skips candidates read as 1,
 * which may be slashes or parentheses, if there are others. *digits* are the predictions for the candidates.
 */
export function frameOf(
  candidates: readonly {readonly height: number; readonly box: Box}[],
  digits: readonly Pick<ReadDigit, "text">[] = []
): LineFrame {
  const high = [...candidates.keys()].filter((i) => {
    const {height} = candidates[i]!;
    return height >= LOWEST && height <= HIGHEST;
  });
  const wide = high.filter((i) => digits[i]?.text !== "1");
  const members = [wide, high].find(({length}) => length) ?? [...candidates.keys()];
  const boxes = members.map((i) => candidates[i]!.box);
  const top = median(boxes, ({y}) => y) ?? 0;
  const baseline = median(boxes, ({y, height}) => y + height) ?? 1;
  return {top, baseline, height: baseline - top || 1};
}

/** A box relative to a frame, in digit heights; `middle` is 0 at the top of the digits and 1 on the baseline. */
interface Placed {
  readonly width: number;
  readonly height: number;
  readonly middle: number;
}

function placeIn({top, height}: LineFrame, box: Box): Placed {
  return {width: box.width / height, height: box.height / height, middle: (box.y + box.height / 2 - top) / height};
}

type Range = readonly [least: number, most: number];

/** Each mark's range of sizes and of vertical centers, relative to the digits' height. */
const PLACES: Readonly<Record<ShapedMark, {width: Range; height: Range; middle: Range}>> = {
  ".": {width: [0, 0.4], height: [0, 0.4], middle: [0.65, 1.4]},
  "-": {width: [0.12, 1.5], height: [0, 0.35], middle: [0.2, 0.85]},
  ":": {width: [0, 0.4], height: [0.25, 1], middle: [0.3, 0.9]},
  $: {width: [0.3, 1.2], height: [0.8, 1.8], middle: [0.2, 0.8]},
  "%": {width: [0.4, 1.6], height: [0.6, 1.7], middle: [0.2, 0.8]},
  "+": {width: [0.2, 1.1], height: [0.2, 1], middle: [0.2, 0.85]},
  "=": {width: [0.2, 1.3], height: [0.08, 0.7], middle: [0.2, 0.85]},
  "(": {width: [0, 0.6], height: [0.8, 1.9], middle: [0.2, 0.85]},
  ")": {width: [0, 0.6], height: [0.8, 1.9], middle: [0.2, 0.85]}
};

/** Returns whether a *mark* may have the size and height above the baseline of *box*. */
export function fits(mark: ShapedMark, frame: LineFrame, box: Box): boolean {
  const placed = placeIn(frame, box);
  const {width, height, middle} = PLACES[mark];
  const isIn = (value: number, [least, most]: Range) => value >= least && value <= most;
  return isIn(placed.width, width) && isIn(placed.height, height) && isIn(placed.middle, middle);
}

/** Minimum excess of a slash or parenthesis over the digits, as shares of their height: above, below, and in total. */
const [ABOVE, BELOW, TALLER] = [0.02, 0.02, 0.09];

/** Minimum bow of a parenthesis: the sideways offset of its middle third from its ends, as a share of its height. */
const BOWS = 0.08;

/** Minimum lean of a slash: the offset of its upper half to the right of its lower half, as a share of its height. */
const LEANS = 0.1;

/**
 * Tells which mark a stroke is that was read as a 1 but extends beyond the digits at both ends: a parenthesis if it
 * bows, a slash if it leans to the right; undefined for a 1.
 */
export function nameTall(
  {text, box, image}: Pick<ReadDigit, "text" | "box" | "image">,
  frame: LineFrame
): "/" | "(" | ")" | undefined {
  const above = (frame.top - box.y) / frame.height;
  const below = (box.y + box.height - frame.baseline) / frame.height;
  if (text !== "1" || above < ABOVE || below < BELOW || above + below < TALLER) return undefined;
  const bow = bowOf(image);
  if (Math.abs(bow) >= BOWS) return bow < 0 ? "(" : ")";
  return leanOf(image) >= LEANS ? "/" : undefined;
}

/** Returns how far the upper half of an image's ink lies to the right of the lower half, as a share of its 20 rows. */
export function leanOf(image: Uint8Array): number {
  return (middleOf(image, 0, SIDE / 2) - middleOf(image, SIDE / 2, SIDE)) / 20;
}

/** Returns how far the middle of an image's ink lies to the right of its ends, as a share of its 20 rows. */
export function bowOf(image: Uint8Array): number {
  const ends = (middleOf(image, 4, 8) + middleOf(image, 20, 24)) / 2;
  return (middleOf(image, 11, 17) - ends) / 20;
}

/** Returns the mean column of the ink in an image's rows from *first* up to *end*. */
function middleOf(image: Uint8Array, first: number, end: number): number {
  const rows = image.subarray(first * SIDE, end * SIDE);
  const mass = sum(rows);
  return mass ? sum(rows, (level, i) => level * (i % SIDE)) / mass : SIDE / 2;
}

/** The row between two bars has less ink than this share of the fainter bar's. */
const WHITE_BETWEEN = 0.7;

/**
 * Returns whether an image shows two bars, one above the other: two rows with much ink and one with less between them.
 */
export function isTwoBars(image: Uint8Array): boolean {
  const rows = Array.from({length: SIDE}, (_, y) => sum(image.subarray(y * SIDE, (y + 1) * SIDE)));
  const half = SIDE / 2;
  const [upper, lower] = [maxIndex(rows.slice(0, half)), half + maxIndex(rows.slice(half))];
  return (min(rows.slice(upper, lower + 1)) ?? 0) < WHITE_BETWEEN * Math.min(rows[upper]!, rows[lower]!);
}

/**
 * Returns whether a *mark* may stand at this place in a number: a slash between digits, a parenthesis at the start or
 * end, a percent sign at the end, a currency sign at either end.
 */
export function mayStand(mark: Mark, {isFirst, isLast}: {isFirst: boolean; isLast: boolean}): boolean {
  if (mark === "/") return !isFirst && !isLast;
  if (mark === "(") return isFirst && !isLast;
  if (mark === ")" || mark === "%") return isLast && !isFirst;
  return mark !== "$" || isFirst || isLast;
}

/** Returns whether *marks* have both parentheses or neither. */
export function areBalanced(marks: readonly (Mark | undefined)[]): boolean {
  return marks.includes("(") === marks.includes(")");
}

/** The minimum likelihood at which the classifier's shape decides the mark. */
const SHAPE_SAYS = 0.2;

/** Returns the mark that a part of a line is, given that it is no digit; undefined for an unknown one. */
export function nameMark(read: ReadDigit, frame: LineFrame): Mark | undefined {
  const tall = nameTall(read, frame);
  if (tall) return tall;
  const {mark, box, image} = read;
  const isShaped = mark && mark.likelihood >= SHAPE_SAYS && fits(mark.text, frame, box);
  const name = isShaped ? mark.text : nameDot(box, frame);
  return name === "-" && fits("=", frame, box) && isTwoBars(image) ? "=" : name;
}

/**
 * Maximum size of a dot or comma and its minimum vertical center, in digit heights; the minimum aspect ratio of a dash.
 */
const [SMALL, LOW, FLAT] = [0.55, 0.7, 1.6];

/**
 * A comma has at least this ratio of height to width, or hangs at least this far (in digit heights) below the baseline.
 */
const [SLENDER, HANGS] = [1.35, 0.12];

/** Names a small piece of ink by its place and shape alone; undefined for no mark. */
export function nameDot(box: Box, frame: LineFrame): Mark | undefined {
  const {width, height, middle} = placeIn(frame, box);
  if (fits("-", frame, box) && width >= FLAT * height) return "-";
  if (Math.max(width, height) > SMALL || middle < LOW || middle > 1.5) return undefined;
  const below = (box.y + box.height - frame.baseline) / frame.height;
  return height > SLENDER * width || below > HANGS ? "," : ".";
}

/**
 * Vertical distance between the dots of a colon or the bars of an equals sign, and their maximum horizontal offset, in
 * digit heights.
 */
const [APART, ASIDE] = [[0.12, 0.85], 0.2] as const;

/** Smaller dots are specks of the paper, in digit heights. */
const SPECK = 0.05;

/** Names the *dots*, the small pieces of a line's ink. Two that stand one above the other are one mark. */
export function nameDots(dots: readonly Box[], frame: LineFrame): ReadMark[] {
  const rest = dots
    .filter(({width, height}) => Math.max(width, height) >= SPECK * frame.height)
    .sort((a, b) => a.x - b.x || a.y - b.y);
  const marks: ReadMark[] = [];
  while (rest.length) {
    const one = rest.shift()!;
    const i = rest.findIndex((other) => isStacked(one, other, frame.height));
    if (i >= 0) {
      const [other] = rest.splice(i, 1);
      const areFlat = [one, other!].every(({width, height}) => width >= FLAT * height);
      marks.push({mark: areFlat ? "=" : ":", box: around(one, other!)});
      continue;
    }
    const mark = nameDot(one, frame);
    if (mark) marks.push({mark, box: one});
  }
  return marks;
}

function isStacked(a: Box, b: Box, height: number): boolean {
  const aside = Math.abs(a.x + a.width / 2 - b.x - b.width / 2) / height;
  const apart = Math.abs(a.y + a.height / 2 - b.y - b.height / 2) / height;
  return aside <= ASIDE && apart >= APART[0] && apart <= APART[1];
}

/** Range of sizes of a percent sign's rings, in digit heights. */
const RINGS = [0.12, 0.5] as const;

/**
 * Returns the two *dots* that turn a slash or a 1 into a percent sign: one at its upper left, one at its lower right.
 */
export function percentRings(box: Box, dots: readonly Box[], {height}: LineFrame): [Box, Box] | undefined {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const near = dots.filter((dot) => {
    const size = Math.max(dot.width, dot.height) / height;
    return size >= RINGS[0] && size <= RINGS[1] && Math.abs(dot.x + dot.width / 2 - x) < 0.8 * height;
  });
  const upper = near.find((dot) => dot.x + dot.width / 2 < x && dot.y + dot.height / 2 < y);
  const lower = near.find((dot) => dot.x + dot.width / 2 > x && dot.y + dot.height / 2 > y);
  return upper && lower && [upper, lower];
}

/** Returns the bounding box of two boxes. */
export function around(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  return {x, y, width, height: Math.max(a.y + a.height, b.y + b.height) - y};
}
