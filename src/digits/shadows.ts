import type {GrayImage} from "./image.js";
import {findPieces} from "./pieces.js";

/** Pictures whose shorter side has fewer pixels are of digits, which may fill them. */
const MIN_SIDE = 100;

/** Ink of this level, of 255, counts. */
const STRONG = 64;

/** What covers more of the picture, and holds more of its border, is no stroke. */
const [MAX_AREA, MAX_BORDER] = [0.05, 0.04];

/** Is some of *ink* (0 background to 255) rather a shadow, or a thumb, that reaches into the picture from its border? */
export function hasShadow({width, height, data}: GrayImage): boolean {
  if (Math.min(width, height) < MIN_SIDE) return false;
  const isStrong = (i: number) => data[i]! >= STRONG;
  const border = 2 * (width + height);
  let atBorder = 0;
  for (let x = 0; x < width; ++x) atBorder += Number(isStrong(x)) + Number(isStrong((height - 1) * width + x));
  for (let y = 0; y < height; ++y) atBorder += Number(isStrong(y * width)) + Number(isStrong((y + 1) * width - 1));
  if (atBorder <= MAX_BORDER * border) return false;
  const strong = data.map((level) => (level >= STRONG ? 1 : 0));
  return findPieces({width, height, data: strong}, MAX_AREA * data.length).some(({box, data: part}) => {
    let held = 0;
    part.forEach((is, i) => {
      if (!is) return;
      const [x, y] = [box.x + (i % box.width), box.y + Math.floor(i / box.width)];
      if (!x || !y || x === width - 1 || y === height - 1) ++held;
    });
    return held > MAX_BORDER * border;
  });
}
