import {deviation, mean, randomNormal} from "d3";
import {PIXELS, SIDE} from "../ink/image/grid.js";

/** The defaults. At 0 each distorts nothing; each is a half-range about that, uniform, or a standard deviation. */
export const DISTORTION = {
  /** Degrees to turn by at most, either way. */
  rotation: 12,
  /** Share by which the width and, independently, the height grow or shrink at most, in [0, 1). */
  scale: 0.15,
  /** Pixels by which a row moves sideways at most, for each pixel of its distance from the middle. */
  shear: 0.2,
  /** Pixels to move by at most, in x and, independently, in y. */
  shift: 1.5,
  /** Standard deviation, in pixels, of the smooth displacement of each pixel, in x and in y. */
  elastic: 1.2,
  /** Standard deviation, in pixels, of the Gaussian that smooths those displacements, 0 (white noise) to 32. */
  smoothness: 5,
  /** Pixels by which strokes get wider or narrower at most, in [0, 2]. */
  stroke: 0.5,
  /** Standard deviation of the noise on the ink, where full ink is 1. */
  noise: 0.02
};
export type DistortionOptions = Readonly<typeof DISTORTION>;

/** Pixels along one side of a padded image: the image, one of background before it, three after it. */
export const PADDED_SIDE = SIDE + 4;

/** An image with background around it, and the rows and columns that may have ink, from 1 (the image's first) to 28. */
export interface Padded {
  /** [32 × 32], in [0, 1]. */
  readonly levels: Float32Array;
  /** [32 × 32], 0 to 255: the same before strokes were changed. */
  readonly bytes: Uint8Array;
  left: number;
  right: number;
  /** Greater than *bottom* where there is no ink. */
  top: number;
  bottom: number;
}

/** Numbers along one side of a smooth field; a power of two, so that a mask takes a place back onto it. */
export const FIELD_SIDE = 256;
const FIELD_SIZE = FIELD_SIDE * FIELD_SIDE;
const [FIELD_MASK, ROW_MASK] = [FIELD_SIDE - 1, FIELD_SIZE - FIELD_SIDE];

/** As many normal numbers as the noise is read from; a power of two. */
const NOISE_SIZE = 16_384;

/** [a, b, e, c, d, f]: the output's pixel (u, v) is read at x = a·u + b·v + e, y = c·u + d·v + f, columns and rows. */
export type Matrix = readonly [number, number, number, number, number, number];

/** Where the displacements are read; both wrap around at the edges of the field. */
export interface Displacement {
  /** [256 × 256], one period of a field that repeats itself. */
  readonly field: Float32Array;
  /** Indices in the field of the upper left pixel's displacements. */
  readonly xStart: number;
  readonly yStart: number;
  /** What the field's numbers are multiplied by, for pixels. */
  readonly amount: number;
}

/**
 * Returns a function that writes a randomly distorted copy of an *image* ([784], 0 to 255) into *target* ([784], in
 * [0, 1]): its strokes get wider or narrower, then one affine map and one smooth displacement move it, read by bilinear
 * interpolation in one go with background beyond the edges, then its ink gets noise. The background stays exactly 0, as
 * in MNIST and in whatever our preprocessing returns. With every option 0 the target is the image over 255.
 *
 * *random* returns numbers in [0, 1). Many are taken here, at once (one smooth field and the noise, shared by all
 * images, read at random places), and ten for each image: the same numbers, the same distortions. An image takes about
 * eight times as long as dividing its 784 bytes by 255.
 *
 * After Simard, Steinkraus and Platt, Best Practices for Convolutional Neural Networks Applied to Visual Document
 * Analysis, ICDAR 2003,
 * https://www.microsoft.com/en-us/research/publication/best-practices-for-convolutional-neural-networks-applied-to-visual-document-analysis/
 * @throws RangeError for an option that is out of its range
 */
export function createDistorter(
  random: () => number,
  options: Partial<DistortionOptions> = {}
): (image: Uint8Array, target: Float32Array) => void {
  const {rotation, scale, shear, shift, elastic, smoothness, stroke, noise} = check({...DISTORTION, ...options});
  const displacement = {field: smoothField(smoothness, random), xStart: 0, yStart: 0, amount: elastic};
  const normals = Float32Array.from({length: NOISE_SIZE}, randomNormal.source(random)());
  const padded = createPadded();
  const within = (halfRange: number) => halfRange * (2 * random() - 1);
  return (image, target) => {
    changeWidth(image, within(stroke), padded);
    const matrix = inverseAffine({
      rotation: within(rotation),
      scaleX: 1 + within(scale),
      scaleY: 1 + within(scale),
      shear: within(shear),
      shiftX: within(shift),
      shiftY: within(shift)
    });
    displacement.xStart = Math.floor(random() * FIELD_SIZE);
    displacement.yStart = Math.floor(random() * FIELD_SIZE);
    warp(padded, matrix, displacement, target);
    addNoise(target, normals, Math.floor(random() * NOISE_SIZE), noise);
  };
}

function check(options: DistortionOptions): DistortionOptions {
  const limits: Partial<DistortionOptions> = {scale: 1 - Number.EPSILON, smoothness: FIELD_SIDE / 8, stroke: 2};
  for (const name of Object.keys(DISTORTION) as (keyof DistortionOptions)[]) {
    const [value, limit] = [options[name], limits[name] ?? Number.MAX_VALUE];
    if (!(value >= 0 && value <= limit)) throw new RangeError(`${name}: expected 0 to ${limit}, got ${value}`);
  }
  return options;
}

/**
 * Returns a Gaussian random field, [256 × 256], that repeats itself in x and y: uniform noise, smoothed by a Gaussian of
 * standard deviation *sigma* (pixels, 0 to 32), with mean 0 and standard deviation 1. Numbers at distance d of each
 * other have the correlation exp(−d² / 4σ²).
 */
export function smoothField(sigma: number, random: () => number): Float32Array {
  const radius = Math.ceil(4 * sigma);
  const kernel = Float64Array.from({length: 2 * radius + 1}, (_, i) =>
    i === radius ? 1 : Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma))
  );
  const noise = Float32Array.from({length: FIELD_SIZE}, random);
  const field = filterRows(filterRows(noise, kernel), kernel);
  const [average, unit] = [mean(field)!, deviation(field)!];
  return field.map((v) => (v - average) / unit);
}

/** Returns the field with each row, a circle, filtered by the *kernel* of odd length; transposed, ready for columns. */
function filterRows(field: Float32Array, kernel: Float64Array): Float32Array {
  const radius = kernel.length >> 1;
  const filtered = new Float32Array(FIELD_SIZE);
  for (let i = 0; i < FIELD_SIZE; ++i) {
    const [row, column] = [i & ~FIELD_MASK, i & FIELD_MASK];
    let sum = 0;
    for (let k = 0; k < kernel.length; ++k) sum += kernel[k]! * field[row + ((column + k - radius) & FIELD_MASK)]!;
    filtered[column * FIELD_SIDE + row / FIELD_SIDE] = sum;
  }
  return filtered;
}

/** Returns room for a padded image, blank. */
export function createPadded(): Padded {
  const size = PADDED_SIDE * PADDED_SIDE;
  return {levels: new Float32Array(size), bytes: new Uint8Array(size), left: SIDE, right: 1, top: SIDE, bottom: 1};
}

/**
 * Writes an *image* ([784], 0 to 255), with strokes *pixels* wider (or narrower, where negative; −2 to 2), into *target*,
 * and returns that. Of a pixel and its four neighbors the highest level (the dilation by a cross: each edge moves out by
 * a pixel) or the lowest (erosion) is blended with the pixel's own, half of it for one pixel of width. Serra, Image
 * Analysis and Mathematical Morphology, 1982. Slanting strokes change by up to 30 % less: a cross reaches less far there.
 */
export function changeWidth(image: Uint8Array, pixels: number, target = createPadded()): Padded {
  const {levels, bytes} = target;
  padInk(image, target);
  levels.fill(0);
  const share = Math.abs(pixels) / 2 / 255;
  const own = 1 / 255 - share;
  const flip = pixels > 0 ? 0 : 255; // the erosion is the dilation of the negative
  for (let y = target.top; y <= target.bottom; ++y) {
    for (let x = target.left, i = y * PADDED_SIDE + x; x <= target.right; ++x, ++i) {
      const level = bytes[i]! ^ flip;
      const inRow = maximum(maximum(level, bytes[i - 1]! ^ flip), bytes[i + 1]! ^ flip);
      const highest = maximum(maximum(inRow, bytes[i - PADDED_SIDE]! ^ flip), bytes[i + PADDED_SIDE]! ^ flip);
      levels[i] = own * (level ^ flip) + share * (highest ^ flip);
    }
  }
  return target;
}

/** Returns the larger of two bytes without a branch, which the edges of the ink would often lead astray. */
function maximum(a: number, b: number): number {
  return (a + ((b - a) & ~((b - a) >> 31))) | 0; // the shift gives −1 where b is less
}

/** Copies the ink of an *image* into *target*'s bytes, and finds its box, a pixel larger where the image goes on. */
function padInk(image: Uint8Array, target: Padded): void {
  target.bytes.fill(0);
  let [first, last, left, right] = [0, PIXELS - 1, SIDE - 1, 0];
  while (first < PIXELS && !image[first]) ++first;
  while (last >= 0 && !image[last]) --last;
  for (let row = first - (first % SIDE); row <= last; row += SIDE) {
    for (let x = 0; x < left; ++x) if (image[row + x]) left = x;
    for (let x = SIDE - 1; x > right; --x) if (image[row + x]) right = x;
  }
  const [top, bottom] = [Math.floor(first / SIDE), Math.floor(last / SIDE)]; // 28 and −1 where there is no ink
  for (let y = top; y <= bottom; ++y) {
    const [from, to] = [y * SIDE, (y + 1) * PADDED_SIDE + 1];
    for (let x = left; x <= right; ++x) target.bytes[to + x] = image[from + x]!;
  }
  [target.left, target.right] = [Math.max(1, left), Math.min(SIDE, right + 2)];
  [target.top, target.bottom] = [Math.max(1, top), Math.min(SIDE, bottom + 2)];
}

/**
 * Returns the inverse of an affine map, which is what reading an image needs. The map scales by *scaleX* and *scaleY*,
 * moves a row sideways by *shear* for each pixel that it is below the middle, turns by *rotation* degrees, clockwise as
 * seen, all about the middle of the image, and moves it by *shiftX* to the right and *shiftY* down (pixels).
 */
export function inverseAffine({rotation = 0, scaleX = 1, scaleY = 1, shear = 0, shiftX = 0, shiftY = 0}): Matrix {
  const middle = (SIDE - 1) / 2;
  const [cos, sin] = [Math.cos((rotation * Math.PI) / 180), Math.sin((rotation * Math.PI) / 180)];
  const [a, b] = [(cos + shear * sin) / scaleX, (sin - shear * cos) / scaleX];
  const [c, d] = [-sin / scaleY, cos / scaleY];
  const [x, y] = [middle + shiftX, middle + shiftY];
  return [a, b, middle - a * x - b * y, c, d, middle - c * x - d * y];
}

/**
 * Writes into *target*, [784], what *source* has where *matrix* and then *displacement* say, by bilinear interpolation;
 * background beyond its edges. The target's range is within the source's.
 */
export function warp(source: Padded, matrix: Matrix, displacement: Displacement, target: Float32Array): void {
  const {levels} = source;
  const [a, b, e, c, d, f] = matrix;
  const {field, xStart, yStart, amount} = displacement;
  // Less than a pixel from the ink: anywhere else is background, whatever the displacement, and all within the padding.
  const [left, top, right, bottom] = [source.left - 1, source.top - 1, source.right + 1, source.bottom + 1];
  for (let v = 0, i = 0; v < SIDE; ++v) {
    const xRow = (xStart + v * FIELD_SIDE) & ROW_MASK;
    const yRow = (yStart + v * FIELD_SIDE) & ROW_MASK;
    let alongX = 1 + b * v + e;
    let alongY = 1 + d * v + f;
    for (let u = 0; u < SIDE; ++u, ++i, alongX += a, alongY += c) {
      const x = alongX + amount * field[xRow | ((xStart + u) & FIELD_MASK)]!;
      const y = alongY + amount * field[yRow | ((yStart + u) & FIELD_MASK)]!;
      if (x > left && x < right && y > top && y < bottom) {
        const column = x | 0;
        const row = y | 0;
        const j = row * PADDED_SIDE + column;
        const upper = levels[j]! + (x - column) * (levels[j + 1]! - levels[j]!);
        const k = j + PADDED_SIDE;
        const lower = levels[k]! + (x - column) * (levels[k + 1]! - levels[k]!);
        target[i] = upper + (y - row) * (lower - upper);
      } else target[i] = 0;
    }
  }
}

/** Adds *amount* times *normals* (2^n numbers, a circle), from *start* on, to what is ink, and keeps it in [0, 1]. */
function addNoise(target: Float32Array, normals: Float32Array, start: number, amount: number): void {
  const mask = normals.length - 1;
  for (let i = 0; i < target.length; ++i) {
    if (!target[i]) continue;
    const noisy = target[i]! + amount * normals[(start + i) & mask]!;
    target[i] = noisy < 0 ? 0 : noisy > 1 ? 1 : noisy;
  }
}
