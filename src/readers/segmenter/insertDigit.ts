import {max, min} from "d3-array";
import type {Box} from "../../ink/image/image.js";
import type {ReadLine} from "./markLine.js";
import type {ReadDigit} from "./readImages.js";

/**
 * Returns the *lines*, from top to bottom, with one more *digit*: in the line with which it shares most of its height, at
 * its place from left to right, or in a line of its own where it shares less than half with any.
 */
export function insertDigit(lines: readonly ReadLine[], digit: ReadDigit): ReadLine[] {
  const spans = lines.map(spanOf);
  const shares = spans.map(([top, bottom]) => sharedHeight(digit.box, top, bottom));
  const most = max(shares) ?? 0;
  if (most < digit.box.height / 2 || !lines.length) {
    const before = spans.filter(([top, bottom]) => top + bottom < 2 * digit.box.y + digit.box.height).length;
    return [...lines.slice(0, before), {digits: [digit], marks: []}, ...lines.slice(before)];
  }
  const index = shares.indexOf(most);
  return lines.map((line, i) => {
    if (i !== index) return line;
    return {...line, digits: [...line.digits, digit].sort((a, b) => middleOf(a.box) - middleOf(b.box))};
  });
}

function spanOf({digits}: ReadLine): [top: number, bottom: number] {
  return [min(digits, ({box}) => box.y)!, max(digits, ({box}) => box.y + box.height)!];
}

function sharedHeight({y, height}: Box, top: number, bottom: number): number {
  return Math.max(0, Math.min(y + height, bottom) - Math.max(y, top));
}

function middleOf({x, width}: Box): number {
  return x + width / 2;
}
