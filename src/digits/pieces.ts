import type {Box, GrayImage} from "./image.js";

/** A part of a picture's ink. */
export interface InkPart {
  /** Where it is in the picture. */
  readonly box: Box;
  /** [box.height × box.width], 0 to 255; 0 where the ink belongs to another part. */
  readonly data: Uint8Array;
  /** The sum of its ink. */
  readonly mass: number;
}

/**
 * Returns the pieces of *ink* (0 background) whose pixels touch each other, diagonals included, by their first pixels in
 * row-major order; without those of fewer than *least* pixels.
 */
export function findPieces({width, height, data}: GrayImage, least = 1): InkPart[] {
  const isSeen = new Uint8Array(data.length);
  const members = new Uint32Array(data.length);
  const parts: InkPart[] = [];
  for (let start = 0; start < data.length; ++start) {
    if (!data[start] || isSeen[start]) continue;
    let [left, right, top, bottom, count, mass] = [width, -1, height, -1, 1, 0];
    members[0] = start;
    isSeen[start] = 1;
    for (let k = 0; k < count; ++k) {
      const i = members[k]!;
      const x = i % width;
      const y = (i - x) / width;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      mass += data[i]!;
      const [v0, v1] = [y ? i - width : i, y < height - 1 ? i + width : i];
      const [before, after] = [x ? 1 : 0, x < width - 1 ? 1 : 0];
      for (let row = v0; row <= v1; row += width) {
        for (let j = row - before; j <= row + after; ++j) {
          if (!data[j] || isSeen[j]) continue;
          isSeen[j] = 1;
          members[count++] = j;
        }
      }
    }
    if (count < least) continue;
    const box = {x: left, y: top, width: right - left + 1, height: bottom - top + 1};
    const part = new Uint8Array(box.width * box.height);
    for (let k = 0; k < count; ++k) {
      const i = members[k]!;
      const x = i % width;
      part[((i - x) / width - top) * box.width + x - left] = data[i]!;
    }
    parts.push({box, data: part, mass});
  }
  return parts;
}

/** Returns *parts*, at least one, laid together as one, in the box around them. */
export function joinParts(parts: readonly InkPart[]): InkPart {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const {box} of parts) {
    [left, top] = [Math.min(left, box.x), Math.min(top, box.y)];
    [right, bottom] = [Math.max(right, box.x + box.width), Math.max(bottom, box.y + box.height)];
  }
  const box = {x: left, y: top, width: right - left, height: bottom - top};
  const data = new Uint8Array(box.width * box.height);
  for (const part of parts) {
    const offset = (part.box.y - top) * box.width + part.box.x - left;
    for (let y = 0, i = 0; y < part.box.height; ++y) {
      for (let x = 0; x < part.box.width; ++x, ++i) {
        const j = offset + y * box.width + x;
        if (part.data[i]! > data[j]!) data[j] = part.data[i]!;
      }
    }
  }
  return {box, data, mass: parts.reduce((sum, {mass}) => sum + mass, 0)};
}
