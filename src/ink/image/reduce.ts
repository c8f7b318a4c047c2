import type {Photo} from "./image.js";

/** Larger pictures are first reduced to this longer side, in pixels: plenty for one line of digits. */
export const MAX_SIDE = 1600;

/** The approximate number of original pixels to process at once. */
const STRIP = 2_000_000;

/** Lobes of the Lanczos kernel on either side; libvips' default. */
const LOBES = 3;

/**
 * A resampling kernel from a line of pixels to a shorter one: `count` weights for each output pixel *i*, from pixel
 * `firsts[i]` on.
 */
interface Kernel {
  readonly count: number;
  readonly firsts: Int32Array;
  /** Sum to 1 for each output pixel. */
  readonly weights: Float64Array;
}

/** Returns a picture's size after reduction to a longer side of at most 1600 pixels; at least 1 × 1. */
export function reducedSize(width: number, height: number): {width: number; height: number} {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  return {width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale))};
}

/**
 * Reduces a picture of *width* × *height* pixels to a longer side of at most 1600. *readRows* returns *count* rows from
 * row *y* on as opaque RGBA, [count × width × 4], so that a large picture is never in memory as a whole.
 *
 * Works like libvips: averages square blocks while more than a twofold reduction remains, then applies the Lanczos
 * kernel with three lobes (Turkowski, Filters for Common Resampling Tasks, 1990), scaled to the reduction, along rows
 * and then columns. Edge pixels repeat beyond the border.
 */
export function reducePicture(
  {width, height}: {readonly width: number; readonly height: number},
  readRows: (y: number, count: number) => Uint8ClampedArray
): Photo {
  const size = reducedSize(width, height);
  const scale = Math.max(width, height) / Math.max(size.width, size.height);
  if (scale === 1) return {...size, data: readRows(0, height)};
  const block = Math.max(1, Math.min(Math.floor(scale / 2), width, height));
  const [columns, rows] = [Math.floor(width / block), Math.floor(height / block)];
  const across = lanczos(columns, size.width, scale / block);
  const narrow = new Uint8ClampedArray(rows * size.width * 4);
  const most = Math.max(1, Math.floor(STRIP / (width * block)));
  for (let y = 0; y < rows; y += most) {
    const count = Math.min(most, rows - y);
    const strip = averageBlocks(readRows(y * block, count * block), width, block);
    for (let v = 0; v < count; ++v) {
      reduceRow(strip, 4 * v * columns, narrow, 4 * (y + v) * size.width, across);
    }
  }
  return {...size, data: reduceColumns(narrow, size.width, lanczos(rows, size.height, scale / block))};
}

/** Averages blocks of *side* × *side* pixels; ignores incomplete blocks at the right and at the bottom. */
function averageBlocks(pixels: Uint8ClampedArray, width: number, side: number): Uint8ClampedArray {
  if (side === 1) return pixels;
  const columns = Math.floor(width / side);
  const rows = Math.floor(pixels.length / (4 * width * side));
  const means = new Uint8ClampedArray(rows * columns * 4);
  const [area, step] = [side * side, 4 * width];
  for (let y = 0, out = 0; y < rows; ++y) {
    for (let x = 0; x < columns; ++x, out += 4) {
      let [red, green, blue] = [0, 0, 0];
      for (let v = 0, row = 4 * side * (y * width + x); v < side; ++v, row += step) {
        for (let p = row; p < row + 4 * side; p += 4) {
          red += pixels[p]!;
          green += pixels[p + 1]!;
          blue += pixels[p + 2]!;
        }
      }
      means[out] = red / area;
      means[out + 1] = green / area;
      means[out + 2] = blue / area;
      means[out + 3] = 255;
    }
  }
  return means;
}

/** Reduces one row that begins at index *start* of *from*; writes the result to *to* from index *at* on. */
function reduceRow(
  from: Uint8ClampedArray,
  start: number,
  to: Uint8ClampedArray,
  at: number,
  {count, firsts, weights}: Kernel
): void {
  for (let i = 0, k = 0, out = at; i < firsts.length; ++i, out += 4) {
    let [red, green, blue] = [0, 0, 0];
    for (let j = 0, p = start + 4 * firsts[i]!; j < count; ++j, ++k, p += 4) {
      const weight = weights[k]!;
      red += weight * from[p]!;
      green += weight * from[p + 1]!;
      blue += weight * from[p + 2]!;
    }
    to[out] = red;
    to[out + 1] = green;
    to[out + 2] = blue;
    to[out + 3] = 255;
  }
}

/** Reduces the columns of a picture, processing row by row in memory order. */
function reduceColumns(pixels: Uint8ClampedArray, width: number, {count, firsts, weights}: Kernel): Uint8ClampedArray {
  const reduced = new Uint8ClampedArray(firsts.length * width * 4);
  const sums = new Float32Array(4 * width);
  for (let i = 0, k = 0; i < firsts.length; ++i) {
    sums.fill(0);
    for (let j = 0, p = 4 * firsts[i]! * width; j < count; ++j, ++k) {
      const weight = weights[k]!;
      for (let x = 0; x < sums.length; ++x, ++p) sums[x]! += weight * pixels[p]!;
    }
    reduced.set(sums, 4 * i * width);
  }
  return reduced;
}

/**
 * Returns the kernel that reduces *from* pixels to *to* pixels, *scale* apart, with the centers of both lines aligned.
 */
function lanczos(from: number, to: number, scale: number): Kernel {
  const reach = LOBES * scale;
  const count = Math.min(from, 2 * Math.ceil(reach) + 1);
  const firsts = new Int32Array(to);
  const weights = new Float64Array(to * count);
  for (let i = 0; i < to; ++i) {
    const center = (i + 0.5 - to / 2) * scale + (from - 1) / 2;
    const [least, most] = [Math.ceil(center - reach), Math.floor(center + reach)];
    const first = Math.min(Math.max(0, least), from - count);
    firsts[i] = first;
    let sum = 0;
    for (let j = least; j <= most; ++j) sum += kernelAt((j - center) / scale);
    for (let j = least; j <= most; ++j) {
      const inside = Math.min(Math.max(0, j), from - 1);
      weights[i * count + inside - first]! += kernelAt((j - center) / scale) / sum;
    }
  }
  return {count, firsts, weights};
}

function kernelAt(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  return (LOBES * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / LOBES)) / (Math.PI * x) ** 2;
}
