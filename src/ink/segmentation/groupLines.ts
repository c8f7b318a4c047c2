import {extent} from "d3-array";
import type {Box} from "../image/image.js";

/**
 * The minimum white between lines, as a share of the lower line's height. The parts of an 8 or a 5 are closer together.
 */
const MIN_LEADING = 0.3;

/** Groups *boxes* into lines from top to bottom, as indices. White space across the whole width separates two lines. */
export function groupLines(boxes: readonly Pick<Box, "y" | "height">[]): number[][] {
  const order = boxes.map((_, i) => i).sort((a, b) => boxes[a]!.y - boxes[b]!.y);
  const lines: {members: number[]; top: number; bottom: number}[] = [];
  for (const i of order) {
    const {y, height} = boxes[i]!;
    const line = lines.at(-1);
    if (line && y <= line.bottom) {
      line.members.push(i);
      line.bottom = Math.max(line.bottom, y + height);
    } else lines.push({members: [i], top: y, bottom: y + height});
  }
  const joined: typeof lines = [];
  for (const line of lines) {
    const above = joined.at(-1);
    if (above && line.top - above.bottom <= leadingOf(above, line)) {
      for (const member of line.members) above.members.push(member);
      above.bottom = line.bottom;
    } else joined.push(line);
  }
  return joined.map(({members}) => members);
}

/**
 * Returns the minimum white between two lines, relative to the lower one or, if that is flat like a bar, to the other.
 */
function leadingOf(...lines: {top: number; bottom: number}[]): number {
  const [least, most] = extent(lines, ({top, bottom}) => bottom - top) as [number, number];
  return MIN_LEADING * (least < most / 3 ? most : least);
}
