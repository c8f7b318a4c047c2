import {SIDE} from "./image/grid.js";
import {findPieces} from "./image/pieces.js";

/** The lowest level of ink and of full ink, 0 to 255. Levels strictly between those of `GRAY` are gray. */
const [INK, FULL] = [64, 128];
const GRAY = [25, 230] as const;

/**
 * Limits of a digit: its maximum aspect ratio (width / height); the aspect ratio below which it is narrow; the maximum
 * share of its box that a digit that is not narrow fills; the maximum share of gray ink; and the minimum and maximum
 * number of ink pixels. Of 13,000 MNIST images (10,000 of them from the test part), 16 break one of the rules in this
 * file.
 */
const [MAX_ASPECT, NARROW, MAX_FILL, MAX_GRAY, MIN_PIXELS, MAX_PIXELS] = [2, 0.45, 0.68, 0.86, 16, 400];

/** A square of full ink with this side is a blot. */
const BLOT = 9;

/**
 * Connected components of a digit, of ink from level `PIECE` on: the longest has at least this share of the digit's
 * length, and there are at most `MAX_PIECES`. This excludes scattered dots and grain. One in 10,000 MNIST images breaks
 * these rules, and one of 1,810 rendered pen digits.
 */
const [PIECE, MIN_LENGTH, MAX_PIECES] = [40, 0.6, 4];

/**
 * May an *image* ([784], 0 to 255, a network's input) be a digit by its shape alone: drawn with a pen, and not a
 * horizontal bar, a blot, a soft shadow or scattered dots? Networks that have seen only digits classify each of these
 * as some digit.
 */
export function mayBeDigit(image: Uint8Array): boolean {
  let [left, right, top, bottom, pixels, gray] = [SIDE, -1, SIDE, -1, 0, 0];
  image.forEach((level, i) => {
    if (level) ++pixels;
    if (level > GRAY[0] && level < GRAY[1]) ++gray;
    if (level < INK) return;
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  });
  if (right < 0 || pixels < MIN_PIXELS || pixels > MAX_PIXELS || gray > MAX_GRAY * pixels) return false;
  const [width, height] = [right - left + 1, bottom - top + 1];
  if (width > MAX_ASPECT * height) return false;
  if (isScattered(image) || isBlot(image)) return false;
  if (width < NARROW * height) return true;
  return image.reduce((sum, level) => sum + Number(level >= FULL), 0) <= MAX_FILL * width * height;
}

/** Is there a square of full ink that is broader than any pen stroke? */
function isBlot(image: Uint8Array): boolean {
  const sides = new Uint8Array(image.length); // of the largest full square that ends at each pixel
  return image.some((level, i) => {
    const [x, above] = [i % SIDE, i - SIDE];
    if (level < FULL) return false;
    sides[i] = x && above >= 0 ? 1 + Math.min(sides[i - 1]!, sides[above]!, sides[above - 1]!) : 1;
    return sides[i] >= BLOT;
  });
}

/** Does an *image* have too many components of ink, or only short ones? */
function isScattered(image: Uint8Array): boolean {
  const pieces = findPieces({width: SIDE, height: SIDE, data: image.map((level) => (level >= PIECE ? level : 0))});
  const longest = Math.max(...pieces.map(({box}) => Math.max(box.width, box.height)));
  const [left, top] = [Math.min(...pieces.map(({box}) => box.x)), Math.min(...pieces.map(({box}) => box.y))];
  const right = Math.max(...pieces.map(({box}) => box.x + box.width));
  const bottom = Math.max(...pieces.map(({box}) => box.y + box.height));
  return pieces.length > MAX_PIECES || longest < MIN_LENGTH * Math.max(right - left, bottom - top);
}
