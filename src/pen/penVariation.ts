import {PIXELS} from "../ink/image/grid.js";
import type {Digits} from "../characters/digits.js";
import type {Point, Stroke} from "./pen.js";
import {findExtent, preprocessStrokes} from "./strokes.js";

/** How drawings vary between people's screens. */
export interface PenVariation {
  /** Least and most width of the pen, in hundredths of the longer side of the points' box; any between, equally. */
  readonly penWidths?: readonly [number, number];
  /** Least and most pixels of the screen along the longer side of the points' box; any ratio between, equally. */
  readonly sizes?: readonly [number, number];
  /** Every how many points one is kept, whole numbers from 1: one of these, equally. */
  readonly strides?: readonly number[];
}

/** Below so many points a digit's curves become corners; no stride leaves fewer. */
const MIN_POINTS = 12;

/**
 * Returns the 784 pixels of *strokes* as the drawing page would read them from some screen, undefined for no points. At
 * a size chosen by *random*, the points fall on whole pixels, as those of pointer events do; sometimes there are fewer,
 * as a slow machine would have sent; the width of the pen is chosen too. The rest is `preprocessStrokes`.
 *
 * The pen's width varies from what thins strokes to what fills loops. Most of UNIPEN was recorded at 60 or 200 points a second; a mouse sends
 * 60 to 125, a busy phone 30.
 */
export function renderPenDigit(
  strokes: readonly Stroke[],
  random: () => number,
  {penWidths: [thin, thick] = [10, 18], sizes: [small, large] = [60, 400], strides = [1, 1, 2, 3]}: PenVariation = {}
): Uint8Array | undefined {
  const penWidth = thin + (thick - thin) * random();
  const size = small * (large / small) ** random();
  const stride = strides[Math.floor(strides.length * random())]!;
  const points = strokes.reduce((sum, {length}) => sum + length, 0);
  const step = Math.max(1, Math.min(stride, Math.floor(points / MIN_POINTS)));
  const fewer = strokes.map((stroke) => stroke.filter((_, i) => i % step === 0 || i === stroke.length - 1));
  return preprocessStrokes(putOnScreen(fewer, size, random), {penWidth})?.image;
}

/** How much two digits of a pair differ in height and in place, and the white between them, by the height of a digit. */
const [SIZES, STEP, GAPS] = [[0.8, 1.2], 0.1, [0.02, 0.42]] as const;

/** Returns two digits as somebody writes them side by side, about 100 units high, varied by *random*. */
export function writePair(left: readonly Stroke[], right: readonly Stroke[], random: () => number): Stroke[] {
  const within = ([least, most]: readonly [number, number]) => least + (most - least) * random();
  let x = 0;
  return [left, right].flatMap((strokes) => {
    const extent = findExtent(strokes) ?? {x: 0, y: 0, width: 0, height: 0};
    // A flat digit is not as high as the others.
    const scale = (100 * within(SIZES)) / Math.max(extent.height, extent.width / 1.6, Number.EPSILON);
    const [from, bottom] = [x, 100 * within([-STEP, STEP])];
    x += extent.width * scale + 100 * within(GAPS);
    return strokes.map((stroke) =>
      stroke.map(([u, v]): Point => [from + (u - extent.x) * scale, bottom + (v - extent.y - extent.height) * scale])
    );
  });
}

/** Returns strokes whose box has a longer side of *size* pixels, on whole pixels, at a place chosen by *random*. */
function putOnScreen(strokes: readonly Stroke[], size: number, random: () => number): Stroke[] {
  const extent = findExtent(strokes);
  if (!extent) return [];
  const scale = size / (Math.max(extent.width, extent.height) || 1);
  const [left, top] = [random(), random()]; // Whole pixels more would not change the image.
  return strokes.map((stroke) =>
    stroke.map(([x, y]): Point => [Math.round(left + (x - extent.x) * scale), Math.round(top + (y - extent.y) * scale)])
  );
}

/**
 * Returns *copies* renderings of each digit, chosen by *random*, with their labels: all digits once, then all again, so
 * that image i is of digit i modulo their number.
 * @throws TypeError for a digit without points
 */
export function renderPenDigits(
  digits: readonly {readonly label: number; readonly strokes: readonly Stroke[]}[],
  random: () => number,
  copies = 1
): Digits {
  const length = digits.length * copies;
  const images = new Uint8Array(length * PIXELS);
  for (let i = 0; i < length; ++i) {
    const image = renderPenDigit(digits[i % digits.length]!.strokes, random);
    if (!image) throw new TypeError(`digit ${i} has no points`);
    images.set(image, i * PIXELS);
  }
  return {length, images, labels: Uint8Array.from({length}, (_, i) => digits[i % digits.length]!.label)};
}
