import type {ByteImage} from "../image/morphology.js";
import type {StraightLine} from "./straightLines.js";

/** Weaker ink than this, of 255, belongs to the page rather than to a line. */
const FAINT = 48;

/** Weaker ink than this beside a line is the line's soft edge. */
const SOFT = 128;

/** Ink this many times as strong as the line under it belongs to a stroke. */
const STRONGER = 1.5;

/** A line along the rows (0) or down the columns (1); *start*, *end* and *rows* follow that direction. */
export interface Edge extends StraightLine {
  readonly direction: 0 | 1;
}

/** Returns the median level of the ink along a line. */
function levelAlong(
  data: Uint8Array,
  width: number,
  {start, rows, direction}: Omit<Edge, "end" | "thickness">
): number {
  const levels = Uint8Array.from(rows, (row, k) => {
    const [along, across] = [start + k, Math.round(row)];
    return data[direction ? along * width + across : across * width + along] ?? 0;
  }).filter((level) => level >= FAINT);
  return levels.sort()[levels.length >> 1] ?? 0;
}

/** Erases the edges from the ink except where strokes cross them. */
export function eraseLines({width, height, data}: ByteImage, edges: readonly Edge[]): ByteImage {
  const isLine = new Uint8Array(data.length); // 1 along the rows, 2 down the columns, 3 both
  for (const {start, end, rows, thickness, direction} of edges) {
    const half = thickness / 2 + 1; // includes the soft edge
    const most = STRONGER * levelAlong(data, width, {start, rows, direction});
    const [length, breadth] = direction ? [height, width] : [width, height];
    for (let along = Math.max(0, start - thickness - 1); along < Math.min(length, end + thickness + 1); ++along) {
      const row = rows[Math.max(0, Math.min(rows.length - 1, along - start))]!;
      for (let k = Math.max(0, Math.ceil(row - half)); k <= Math.min(breadth - 1, row + half); ++k) {
        const i = direction ? along * width + k : k * width + along;
        if (data[i]! <= most && (Math.abs(k - row) <= half - 1 || data[i]! < SOFT)) isLine[i]! |= direction ? 2 : 1;
      }
    }
  }
  const kept = data.slice();
  const isStroke = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && data[y * width + x]! > 0 && !isLine[y * width + x]; // prettier-ignore
  /** Does the line end at a stroke, or next to one, in the direction (dx, dy) from (x, y)? */
  const leadsToStroke = (x: number, y: number, dx: number, dy: number) => {
    let [u, v, steps] = [x, y, 0];
    while (u >= 0 && v >= 0 && u < width && v < height && isLine[v * width + u]) {
      [u, v] = [u + dx, v + dy];
      ++steps;
      if (steps > 64) return false;
    }
    for (let k = -1; k <= 1; ++k) if (isStroke(u + k * dy, v + k * dx)) return true;
    return false;
  };
  for (let y = 0, i = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x, ++i) {
      if (!isLine[i] || !data[i]) continue;
      const crossed =
        (isLine[i] !== 2 && leadsToStroke(x, y, 0, -1) && leadsToStroke(x, y, 0, 1)) ||
        (isLine[i] !== 1 && leadsToStroke(x, y, -1, 0) && leadsToStroke(x, y, 1, 0));
      if (!crossed) kept[i] = 0;
    }
  }
  return {width, height, data: kept};
}
