import {imageAt, SIDE, type Digits} from "./digits.js";
import type {Box, GrayImage} from "./image.js";
import {findInkBox, normalizeInk} from "./preprocess.js";

/** Pixels of background around the digit's own image, so that a neighbor fits on either side of it. */
const MARGIN = SIDE;

/** How the cuts of a row of digits vary, in pixels where a digit is 20 high: least and most. */
const [GAP, STEP, BEYOND, ABOVE] = [
  [-3, 2],
  [-4, 4],
  [0, 5],
  [0, 1.5]
] as const;

/** How often there is a neighbor's piece, and a rule under the digit; where there is a rule, its place and thickness. */
const [NEIGHBORS, RULES, RULE_PLACE, RULE_WIDTH] = [0.8, 0.3, [-3, 2], [1, 2.5]] as const;

/**
 * Returns the 784 pixels of a *digit* ([784]) that was cut carelessly out of a row of digits: a piece of its *neighbor*
 * ([784]) on its left or right is still there, or of the rule it stands on, as *random* has it.
 */
export function besideNeighbor(digit: Uint8Array, neighbor: Uint8Array, random: () => number): Uint8Array {
  const within = ([least, most]: readonly [number, number]) => least + (most - least) * random();
  const box = findInkBox(square(digit));
  const other = findInkBox(square(neighbor));
  if (!box || !other) return digit;
  const canvas = {width: SIDE + 2 * MARGIN, height: SIDE + 2 * MARGIN, data: new Uint8Array((SIDE + 2 * MARGIN) ** 2)};
  paste(canvas, digit, MARGIN, MARGIN);
  const frame = {left: box.x, right: box.x + box.width, top: box.y - within(ABOVE), bottom: box.y + box.height};
  if (random() < NEIGHBORS) {
    const isLeft = random() < 0.5;
    const gap = Math.round(within(GAP));
    const x = isLeft ? box.x - gap - other.x - other.width : box.x + box.width + gap - other.x;
    const y = box.y - other.y + (box.height - other.height) / 2 + within(STEP);
    paste(canvas, neighbor, MARGIN + x, MARGIN + Math.round(y));
    if (isLeft) frame.left -= within(BEYOND);
    else frame.right += within(BEYOND);
  }
  if (random() < RULES) {
    const y = frame.bottom + within(RULE_PLACE);
    const thickness = within(RULE_WIDTH);
    drawRule(canvas, MARGIN + y, thickness, 255 * (0.4 + 0.6 * random()));
    frame.bottom = Math.max(frame.bottom, y + thickness);
  }
  return normalizeInk(crop(canvas, frame))!.image;
}

/** Returns *n* digits cut carelessly out of rows of *digits*, chosen by *random*, with their labels. */
export function cutFromRows(digits: Digits, n: number, random: () => number): Digits {
  const chosen = Uint32Array.from({length: n}, () => Math.floor(digits.length * random()));
  const images = new Uint8Array(n * SIDE * SIDE);
  for (const [i, index] of chosen.entries()) {
    const neighbor = imageAt(digits, Math.floor(digits.length * random()));
    images.set(besideNeighbor(imageAt(digits, index), neighbor, random), i * SIDE * SIDE);
  }
  return {length: n, images, ...(digits.labels && {labels: Uint8Array.from(chosen, (i) => digits.labels![i]!)})};
}

function square(data: Uint8Array): GrayImage {
  return {width: SIDE, height: SIDE, data};
}

/** Lays an image's ink over that of *canvas*. */
function paste(canvas: {width: number; data: Uint8Array}, image: Uint8Array, left: number, top: number): void {
  for (let i = 0; i < image.length; ++i) {
    const at = (top + Math.floor(i / SIDE)) * canvas.width + left + (i % SIDE);
    if (image[i]! > canvas.data[at]!) canvas.data[at] = image[i]!;
  }
}

/** Lays a level line of so much ink over *canvas*, anti-aliased. */
function drawRule(canvas: {width: number; data: Uint8Array}, top: number, thickness: number, ink: number): void {
  for (let y = Math.floor(top); y < top + thickness; ++y) {
    const level = ink * (Math.min(y + 1, top + thickness) - Math.max(y, top));
    for (let at = y * canvas.width; at < (y + 1) * canvas.width; ++at) {
      if (level > canvas.data[at]!) canvas.data[at] = level;
    }
  }
}

/** Returns the whole pixels of a frame of *canvas*, whose places count from the digit's own image. */
function crop(canvas: GrayImage, frame: {left: number; right: number; top: number; bottom: number}): GrayImage {
  const box: Box = {
    x: MARGIN + Math.floor(frame.left),
    y: MARGIN + Math.floor(frame.top),
    width: Math.ceil(frame.right) - Math.floor(frame.left),
    height: Math.ceil(frame.bottom) - Math.floor(frame.top)
  };
  const data = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; ++y) {
    const from = (box.y + y) * canvas.width + box.x;
    data.set(canvas.data.subarray(from, from + box.width), y * box.width);
  }
  return {width: box.width, height: box.height, data};
}
