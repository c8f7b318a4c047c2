import {connectRuns} from "./connectedRuns.js";
import type {Box, GrayImage} from "./image.js";

/** A part of a picture's ink. */
export interface InkPart {
  /** Its position in the picture. */
  readonly box: Box;
  /** [box.height × box.width], 0 to 255; 0 where the ink belongs to another part. */
  readonly data: Uint8Array;
  /** The sum of its ink levels. */
  readonly mass: number;
}

/**
 * Returns the connected components of *ink* (0 background), with diagonal connectivity, in row-major order of their
 * first pixels. Skips components with fewer than *least* pixels.
 */
export function findPieces(ink: GrayImage, least = 1): InkPart[] {
  const {width, height, data} = ink;
  const {starts, ends, pieces, pieceCount} = connectRuns(ink);
  const counts = new Uint32Array(pieceCount);
  const [lefts, rights] = [new Uint32Array(pieceCount).fill(width), new Uint32Array(pieceCount)];
  const [tops, bottoms] = [new Uint32Array(pieceCount).fill(height), new Uint32Array(pieceCount)];
  starts.forEach((start, run) => {
    const [piece, y, length] = [pieces[run]!, Math.floor(start / width), ends[run]! - start];
    const x = start - y * width;
    counts[piece]! += length;
    lefts[piece] = Math.min(lefts[piece]!, x);
    rights[piece] = Math.max(rights[piece]!, x + length);
    tops[piece] = Math.min(tops[piece]!, y);
    bottoms[piece] = y + 1;
  });
  const parts = Array.from(counts, (count, piece) => {
    if (count < least) return undefined;
    const box = {
      x: lefts[piece]!,
      y: tops[piece]!,
      width: rights[piece]! - lefts[piece]!,
      height: bottoms[piece]! - tops[piece]!
    };
    return {box, data: new Uint8Array(box.width * box.height), mass: 0};
  });
  starts.forEach((start, run) => {
    const part = parts[pieces[run]!];
    if (!part) return;
    const y = Math.floor(start / width);
    let at = (y - part.box.y) * part.box.width + start - y * width - part.box.x;
    for (let i = start; i < ends[run]!; ++i) part.mass += part.data[at++] = data[i]!;
  });
  return parts.filter((part) => part !== undefined);
}

/** Joins *parts*, at least one, into one part with their common bounding box. */
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
