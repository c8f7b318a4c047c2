import {SIDE} from "./image/grid.js";
import {findInk} from "./findInk.js";
import type {Box, GrayImage} from "./image/image.js";
import {averageToInner, findInkBox, INNER, paste, pasteByMass, stretch} from "./normalize.js";
import {mapBytes} from "./image/mapBytes.js";

/** The preprocessing steps that can be turned off, in order. */
export const STEPS = ["polarity", "background", "box", "proportions", "margin", "contrast", "center"] as const;
export type Step = (typeof STEPS)[number];

/** The default: no step is off. */
const NONE: ReadonlySet<Step> = new Set();

/** A picture on its way to the network, after each step that changes its appearance. */
export interface SteppedPicture {
  /** The gray input, 0 black to 255 white. */
  readonly gray: GrayImage;
  /** Background 0, ink up to 255. */
  readonly ink: GrayImage;
  /** The area that is scaled, in pixels of the picture. */
  readonly box: Box;
  /** The scaled box: 20×20, or 28×28 without the margin. */
  readonly scaled: GrayImage;
  /** [784], 28×28: the network's input. */
  readonly image: Uint8Array;
}

/**
 * Preprocesses a gray *picture* step by step, without the steps that are *off*; undefined if there is no ink. With all
 * steps on, `image` equals that of `preprocess`. Without
 * - `polarity`, dark is ink and light is paper in every picture;
 * - `background`, every level counts as ink, even the paper's;
 * - `box`, the whole picture is scaled instead of the ink's bounding box;
 * - `proportions`, the box is stretched to a square;
 * - `margin`, the box fills all 28×28 pixels instead of 20×20, and is not centered;
 * - `contrast`, the strongest ink keeps its level;
 * - `center`, the image is centered by the middle of the box instead of the ink's center of mass.
 *
 * *inkFound* is the picture's ink, if it is already known: finding it is the slowest step.
 */
export function stepThrough(
  picture: GrayImage,
  off: ReadonlySet<Step> = NONE,
  inkFound = findInk(picture)
): SteppedPicture | undefined {
  const ink = inkFound && separate(picture, inkFound, off);
  const found = ink && findInkBox(ink);
  if (!found) return undefined;
  const box = off.has("box") ? {x: 0, y: 0, width: ink.width, height: ink.height} : found;
  const side = off.has("margin") ? SIDE : INNER;
  const averaged = averageToInner(ink, box, {side, stretch: off.has("proportions")});
  const scaled = off.has("contrast") ? round(averaged) : stretch(averaged);
  return {gray: picture, ink, box, scaled, image: place(scaled, box, off)};
}

/** Returns the ink as it is without the steps that are *off*, given the *ink* that was found. */
function separate(picture: GrayImage, ink: GrayImage, off: ReadonlySet<Step>): GrayImage {
  if (!off.has("polarity") && !off.has("background")) return ink;
  const isLight = isLightInk(picture, ink);
  const source = off.has("background") ? picture : ink;
  // The ink that was found has level 255 where it is strongest, for any color. Original levels do so only for light
  // ink.
  const isInverted = off.has("background") ? off.has("polarity") || !isLight : isLight;
  return isInverted ? invert(source) : source;
}

/** Is the ink lighter than the rest of the picture? */
function isLightInk({data}: GrayImage, ink: GrayImage): boolean {
  let [inside, within, outside, without] = [0, 0, 0, 0];
  for (let i = 0; i < data.length; ++i) {
    const weight = ink.data[i]!;
    inside += weight * data[i]!;
    within += weight;
    outside += (255 - weight) * data[i]!;
    without += 255 - weight;
  }
  return inside / within > outside / without;
}

function invert({width, height, data}: GrayImage): GrayImage {
  return {width, height, data: mapBytes(data, (level) => Math.round(255 - level))};
}

function round({width, height, data}: GrayImage): GrayImage {
  return {width, height, data: mapBytes(data, Math.round)};
}

function place(scaled: GrayImage, box: Box, off: ReadonlySet<Step>): Uint8Array {
  if (off.has("margin")) return paste(scaled, 0, 0);
  if (!off.has("center")) return pasteByMass(scaled);
  const longer = Math.max(box.width, box.height);
  const [width, height] = off.has("proportions")
    ? [INNER, INNER]
    : [box.width, box.height].map((length) => Math.max(1, Math.round((INNER * length) / longer)));
  return paste(scaled, (SIDE - width!) >> 1, (SIDE - height!) >> 1);
}
