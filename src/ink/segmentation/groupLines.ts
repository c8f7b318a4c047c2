import {extent} from "d3-array";
import type {Box} from "../image/image.js";

/** White between lines is at least this share of the lower one's height: less is between the parts of an 8 or a 5. */
const MIN_LEADING = 0.3;

/** Returns which *boxes* are on a line, top to bottom: those between which there is no white line all across. */
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

/** Returns the least white between two lines: by the lower of them, or by the other where that is flat, such as a bar. */
function leadingOf(...lines: {top: number; bottom: number}[]): number {
  const [least, most] = extent(lines, ({top, bottom}) => bottom - top) as [number, number];
  return MIN_LEADING * (least < most / 3 ? most : least);
}
