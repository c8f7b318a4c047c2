import {median, range} from "d3-array";
import type {Box, GrayImage} from "./image/image.js";

/**
 * The paper to keep around a digit, relative to the longer side of its box. Ink is told from paper by its surroundings.
 */
const MARGIN = 0.3;

/**
 * Crops a gray *picture* to one of its digits' *boxes*, in pixels of the picture, with some paper around it. The
 * content of the other boxes is replaced by the paper's level: the median of the crop's pixels outside all boxes.
 * @throws RangeError if there is no box *index*
 */
export function cropDigit(picture: GrayImage, boxes: readonly Box[], index: number): GrayImage {
  const own = boxes[index];
  if (!own) throw new RangeError(`expected one of ${boxes.length} boxes, got ${index}`);
  const margin = Math.ceil(MARGIN * Math.max(own.width, own.height));
  const left = Math.max(0, Math.floor(own.x) - margin);
  const top = Math.max(0, Math.floor(own.y) - margin);
  const right = Math.min(picture.width, Math.ceil(own.x + own.width) + margin);
  const bottom = Math.min(picture.height, Math.ceil(own.y + own.height) + margin);
  const [width, height] = [right - left, bottom - top];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; ++y) {
    const start = (top + y) * picture.width + left;
    data.set(picture.data.subarray(start, start + width), y * width);
  }
  const holds = (box: Box, x: number, y: number) =>
    x >= box.x - 1 && y >= box.y - 1 && x <= box.x + box.width && y <= box.y + box.height;
  const others = boxes.filter((_, i) => i !== index);
  const pixels = range(data.length).filter((i) => !holds(own, left + (i % width), top + Math.floor(i / width)));
  const inOthers = pixels.filter((i) =>
    others.some((box) => holds(box, left + (i % width), top + Math.floor(i / width)))
  );
  if (!inOthers.length) return {width, height, data};
  const covered = new Set(inOthers);
  const paper =
    median(
      pixels.filter((i) => !covered.has(i)),
      (i) => data[i]
    ) ?? data[0]!;
  for (const i of inOthers) data[i] = paper;
  return {width, height, data};
}
