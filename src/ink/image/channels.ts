/**
 * Uses the channels of a picture when its luminance is not enough: color, if ink and paper are equally light, and
 * alpha, if the picture has ink but no paper.
 */

/** The approximate number of pixels to sample in a regular grid. */
const SAMPLES = 40_000;

/**
 * Color matters if its variance is this many times that of the luminance. Gray has 3, blue or red ink on white 3 to 4.
 */
const MIN_COLORFUL = 12;

/** Color separates ink from paper if at least this share of its variance lies between the two sides (Otsu's η). */
const MIN_SEPARATION = 0.85;

/**
 * The minimum distance between the two sides, in levels of the projection, and the distance in luminance that is
 * readable.
 */
const [MIN_DISTANCE, READABLE] = [24, 40];

/** The ITU-R BT.601 weights of red, green and blue. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** If the median of the visible pixels is lighter than this, they would disappear on white paper. */
const LIGHT = 191;

/**
 * A picture has its own paper if its visible pixels cover more than `MIN_OPAQUE` of it and span at least `MIN_SPREAD`
 * levels.
 */
const [MIN_OPAQUE, MIN_SPREAD] = [0.5, 64];

/** Projects colors to gray levels, 0 to 255: the weighted sum of red, green and blue, plus the offset. */
export interface Projection {
  readonly weights: readonly [red: number, green: number, blue: number];
  readonly offset: number;
}

/**
 * Returns the level, 0 black to 255 white, of the paper behind the transparent parts of RGBA *pixels* ([height × width
 * × 4], not premultiplied). It is white, or black if the visible parts would disappear on white. If the visible part is
 * a page with something on it, it is the level of the page's edge.
 */
export function paperLevel(pixels: Uint8Array | Uint8ClampedArray, width: number): number {
  const visible = new Float64Array(256);
  const edge = new Float64Array(256);
  let sum = 0;
  for (let p = 0; p < pixels.length; p += 4) {
    const alpha = pixels[p + 3]!;
    if (!alpha) continue;
    const level = Math.round(LUMA[0] * pixels[p]! + LUMA[1] * pixels[p + 1]! + LUMA[2] * pixels[p + 2]!);
    visible[level]! += alpha;
    sum += alpha;
    if (alpha < 128) continue;
    const x = (p >> 2) % width;
    const isEdge = (q: number) => q >= 0 && q < pixels.length && pixels[q + 3]! < 128;
    if ((x && isEdge(p - 4)) || (x < width - 1 && isEdge(p + 4)) || isEdge(p - 4 * width) || isEdge(p + 4 * width)) {
      ++edge[level]!;
    }
  }
  const count = pixels.length / 4;
  if (!sum || sum === 255 * count) return 255;
  const spread = quantile(visible, 0.995) - quantile(visible, 0.005);
  if (sum / 255 > MIN_OPAQUE * count && spread >= MIN_SPREAD) return quantile(edge, 0.5);
  return quantile(visible, 0.5) > LIGHT ? 0 : 255;
}

/** Returns the level up to which the share *q* of a histogram's weight lies; 255 for an empty histogram. */
function quantile(histogram: Float64Array, q: number): number {
  const total = histogram.reduce((sum, weight) => sum + weight, 0);
  let seen = 0;
  const level = histogram.findIndex((weight) => weight > 0 && (seen += weight) >= q * total);
  return level < 0 ? 255 : level;
}

/**
 * Returns the direction in color space that separates ink from paper in opaque RGBA *pixels* when their luminance
 * barely differs, such as red on green; undefined for all other pictures. It is the first principal component of the
 * colors (Hotelling 1933), used only if the colors fall into two clusters along it. The larger cluster becomes the
 * lighter one.
 */
export function colorProjection(pixels: Uint8Array | Uint8ClampedArray): Projection | undefined {
  const step = 4 * Math.max(1, Math.floor(pixels.length / 4 / SAMPLES));
  const moments = colorMoments(pixels, step);
  if (!moments) return undefined;
  const {covariance} = moments;
  const axis = principalAxis(covariance);
  if (varianceAlong(covariance, axis) < MIN_COLORFUL * varianceAlong(covariance, LUMA)) return undefined;
  const luma = divideHistogram(histogramOf(pixels, step, {weights: LUMA, offset: 0}));
  if (luma.separation >= MIN_SEPARATION && luma.distance >= READABLE) return undefined;
  const length = axis.reduce((total, weight) => total + Math.abs(weight), 0);
  const weights = axis.map((weight) => weight / length) as [number, number, number];
  const offset = -255 * weights.reduce((total, weight) => total + Math.min(0, weight), 0);
  const {separation, distance, isUpperLarger} = divideHistogram(histogramOf(pixels, step, {weights, offset}));
  if (separation < MIN_SEPARATION || distance < MIN_DISTANCE) return undefined;
  if (isUpperLarger) return {weights, offset};
  return {weights: weights.map((weight) => -weight) as [number, number, number], offset: 255 - offset};
}

/** Returns the gray level, 0 to 255, of the pixel at index *p*. */
export function project(
  pixels: Uint8Array | Uint8ClampedArray,
  p: number,
  {weights: [red, green, blue], offset}: Projection
): number {
  const level = red * pixels[p]! + green * pixels[p + 1]! + blue * pixels[p + 2]! + offset;
  return Math.round(Math.max(0, Math.min(255, level)));
}

function histogramOf(pixels: Uint8Array | Uint8ClampedArray, step: number, projection: Projection): Float64Array {
  const histogram = new Float64Array(256);
  for (let p = 0; p < pixels.length; p += step) ++histogram[project(pixels, p, projection)]!;
  return histogram;
}

/** Returns the covariance matrix of red, green and blue, [3 × 3]; undefined if all sampled pixels are gray. */
function colorMoments(pixels: Uint8Array | Uint8ClampedArray, step: number): {covariance: number[][]} | undefined {
  const sums = [0, 0, 0];
  const products = [0, 1, 2].map(() => [0, 0, 0]);
  let count = 0;
  let isGray = true;
  for (let p = 0; p < pixels.length; p += step, ++count) {
    if (pixels[p] !== pixels[p + 1] || pixels[p] !== pixels[p + 2]) isGray = false;
    for (let i = 0; i < 3; ++i) {
      sums[i]! += pixels[p + i]!;
      for (let j = 0; j < 3; ++j) products[i]![j]! += pixels[p + i]! * pixels[p + j]!;
    }
  }
  if (isGray) return undefined;
  return {
    covariance: products.map((row, i) => row.map((sum, j) => sum / count - (sums[i]! / count) * (sums[j]! / count)))
  };
}

function varianceAlong(covariance: readonly (readonly number[])[], axis: readonly number[]): number {
  return axis.reduce((sum, a, i) => sum + a * covariance[i]!.reduce((inner, c, j) => inner + c * axis[j]!, 0), 0);
}

/** Returns the unit vector along which the variance is largest, by power iteration. */
function principalAxis(covariance: readonly (readonly number[])[]): number[] {
  // Starts with the channel of the largest variance, so the start is never orthogonal to the answer.
  const widest = [0, 1, 2].reduce((best, i) => (covariance[i]![i]! > covariance[best]![best]! ? i : best));
  let axis = [...covariance[widest]!];
  for (let round = 0; round < 50; ++round) {
    const length = Math.hypot(...axis) || 1;
    const unit = axis.map((a) => a / length);
    axis = covariance.map((row) => row.reduce((sum, c, j) => sum + c * unit[j]!, 0));
  }
  const length = Math.hypot(...axis) || 1;
  return axis.map((a) => a / length);
}

/**
 * Returns Otsu's η for a histogram's best threshold, the distance between the means of its sides, and which side is
 * larger.
 */
function divideHistogram(histogram: Float64Array) {
  const total = histogram.reduce((sum, n) => sum + n, 0);
  const mean = histogram.reduce((sum, n, level) => sum + n * level, 0) / total;
  const variance = histogram.reduce((sum, n, level) => sum + n * (level - mean) ** 2, 0) / total;
  const best = {separation: 0, distance: 0, isUpperLarger: true};
  for (let level = 0, below = 0, sumBelow = 0; level < 255; ++level) {
    below += histogram[level]!;
    sumBelow += histogram[level]! * level;
    if (!below || below === total) continue;
    const distance = (mean * total - sumBelow) / (total - below) - sumBelow / below;
    const separation = ((below / total) * (1 - below / total) * distance ** 2) / variance;
    if (separation > best.separation) Object.assign(best, {separation, distance, isUpperLarger: below < total / 2});
  }
  return best;
}
