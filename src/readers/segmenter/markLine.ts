import {separatorOf, type Alphabet} from "../../characters/alphabet.js";
import type {Box} from "../../ink/image/image.js";
import type {InkLine} from "../../ink/segmentation/segmentInk.js";
import type {Division} from "./divideLine.js";
import {around, nameDots, nameMark, percentRings, type LineFrame, type ReadMark} from "./nameMarks.js";
import type {ReadDigit} from "./readImages.js";

/** A line of a number: its digits and its marks, each from left to right. */
export interface ReadLine {
  readonly digits: readonly ReadDigit[];
  readonly marks: readonly ReadMark[];
}

/**
 * Returns the digits and marks of a divided line, including the dots beside its parts. A 1 between two rings at the
 * line's end becomes a percent sign, unless a constraint applies to its parts, *ruled*.
 */
export function markLine(
  line: InkLine,
  division: Division,
  frame: LineFrame,
  ruled: ReadonlySet<number> = new Set()
): ReadLine {
  let {dots} = line;
  const percents: ReadMark[] = [];
  const last = Math.max(...[...division.digits, ...division.marks].flatMap(({parts}) => parts));
  const isPercent = (read: ReadDigit): boolean => {
    if (read.text !== "1" || !read.parts.includes(last) || read.parts.some((part) => ruled.has(part))) return false;
    const rings = percentRings(read.box, dots, frame);
    if (!rings) return false;
    dots = dots.filter((dot) => !rings.includes(dot));
    percents.push({mark: "%", box: around(around(read.box, rings[0]), rings[1])});
    return true;
  };
  const digits = division.digits.filter((read) => !isPercent(read));
  const others = division.marks.filter((read) => !isPercent(read));
  const named = others.flatMap((read): ReadMark[] => {
    const mark = nameMark(read, frame);
    return mark ? [{mark, box: read.box}] : [];
  });
  const covered = [...digits, ...others].map(({box}) => box);
  const free = dots.filter((dot) => !covered.some((box) => isWithin(dot, box)));
  const marks = [...named, ...percents, ...nameDots(free, frame)];
  return {digits, marks: marks.sort((a, b) => middleOf(a.box) - middleOf(b.box))};
}

/** Returns a line of characters of *classes* as text, with each mark in its place. */
export function markedText({digits, marks}: ReadLine, classes: Alphabet): string {
  const parts = [...digits.map(({text, box}) => ({text, box})), ...marks.map(({mark, box}) => ({text: mark, box}))];
  return parts
    .sort((a, b) => middleOf(a.box) - middleOf(b.box))
    .map(({text}) => text)
    .join(separatorOf(classes));
}

function middleOf({x, width}: Box): number {
  return x + width / 2;
}

/** Returns whether the center of *dot* lies in *box*. */
function isWithin(dot: Box, box: Box): boolean {
  const [x, y] = [dot.x + dot.width / 2, dot.y + dot.height / 2];
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
