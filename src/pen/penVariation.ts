import {PIXELS} from "../ink/image/grid.js";
import type {Digits} from "../characters/digits.js";
import type {Point, Stroke} from "./pen.js";
import {findExtent, preprocessStrokes} from "./strokes.js";

/** How drawings vary between screens. */
export interface PenVariation {
  /**
   * The range of the pen's width, in hundredths of the longer side of the points' bounding box; uniformly distributed.
   */
  readonly penWidths?: readonly [number, number];
  /**
   * The range of the longer side of the points' bounding box, in screen pixels; its logarithm is uniformly distributed.
   */
  readonly sizes?: readonly [number, number];
  /** The possible strides: every how many points to keep one, whole numbers from 1, all equally likely. */
  readonly strides?: readonly number[];
}

/** The minimum number of points that a stride leaves. With fewer, a digit's curves become corners. */
const MIN_POINTS = 12;

/**
 * Renders *strokes* to 784 pixels as the drawing page would read them from a *random* screen; undefined for no points.
 * Rounds the points to whole pixels at a random size, like pointer events; sometimes drops points, like a slow machine;
 * and chooses the pen's width. The rest is `preprocessStrokes`.
 *
 * The pen's width ranges from thin strokes to filled loops. Most of UNIPEN was recorded at 60 or 200 points a second; a
 * mouse sends 60 to 125, a busy phone 30.
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

/**
 * The variation of the digits in a pair: their height, their vertical position and the gap between them, relative to a
 * digit's height.
 */
const [SIZES, STEP, GAPS] = [[0.8, 1.2], 0.1, [0.02, 0.42]] as const;

/** Writes two digits side by side like a *random* person, about 100 units high. */
export function writePair(left: readonly Stroke[], right: readonly Stroke[], random: () => number): Stroke[] {
  const within = ([least, most]: readonly [number, number]) => least + (most - least) * random();
  let x = 0;
  return [left, right].flatMap((strokes) => {
    const extent = findExtent(strokes) ?? {x: 0, y: 0, width: 0, height: 0};
    // A flat digit is less high than others.
    const scale = (100 * within(SIZES)) / Math.max(extent.height, extent.width / 1.6, Number.EPSILON);
    const [from, bottom] = [x, 100 * within([-STEP, STEP])];
    x += extent.width * scale + 100 * within(GAPS);
    return strokes.map((stroke) =>
      stroke.map(([u, v]): Point => [from + (u - extent.x) * scale, bottom + (v - extent.y - extent.height) * scale])
    );
  });
}

/**
 * Scales strokes to a bounding box whose longer side is *size* pixels, and rounds them to whole pixels at a *random*
 * position.
 */
function putOnScreen(strokes: readonly Stroke[], size: number, random: () => number): Stroke[] {
  const extent = findExtent(strokes);
  if (!extent) return [];
  const scale = size / (Math.max(extent.width, extent.height) || 1);
  const [left, top] = [random(), random()]; // A shift by whole pixels would not change the image.
  return strokes.map((stroke) =>
    stroke.map(([x, y]): Point => [Math.round(left + (x - extent.x) * scale), Math.round(top + (y - extent.y) * scale)])
  );
}

/**
 * Renders each digit *copies* times at *random*, with labels: all digits once, then all again, so image i shows digit i
 * modulo their number.
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
