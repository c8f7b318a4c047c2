import {averageCells, evenBackground, flattenBackground, NARROW_SHADOW} from "./page/background.js";
import {removeBoxes} from "./print/boxes.js";
import type {GrayImage} from "./image/image.js";
import {isolatePage} from "./page/isolatePage.js";
import type {ByteImage} from "./image/morphology.js";
import {smoothNoise} from "./page/noise.js";
import {hasShadow} from "./page/shadows.js";
import {otsuThreshold} from "./image/otsu.js";
import {removeSpecks} from "./image/specks.js";

/** Grey levels between paper and ink below which there is nothing to read: pale pencil has about 20. */
const MIN_CONTRAST = 12;

/**
 * A picture is noisy (JPEG's ringing, the sensor's noise, the paper's grain) where more pixels lie within 8 levels of the
 * paper than half of those that lie between there and the ink, on its edges. Measured: up to 0.22 in 99 of 100 images of
 * MNIST, at least 0.93 in 99 of 100 JPEG and WebP files of the sample.
 */
const [FAINT, NOISY_SHARE] = [8, 0.5];

/**
 * Grey levels from the paper up to which a noisy picture's pixels are background, at least; or, where the ink is too pale
 * for that, this share of its contrast.
 */
const [MIN_FLOOR, PALE_FLOOR] = [16, 0.35];

/** A digit's ink runs off one side of its picture at most, over this share of it; measured in MNIST: up to 0.18. */
const MAX_RUNOFF = 0.25;

/**
 * Taking out a shadow brings the levels of ink and paper this much closer together, each, at least. Measured: up to 0.8
 * in 98 of 100 pictures with a shadow; from 0.83 in 95 of 100 that are cut so closely that ink touches the border.
 */
const LESS_SCATTERED = 0.8;

/**
 * What a page shows at its border, rules and remains of a shadow, may be this much stronger elsewhere; it is up to this
 * share of the strongest ink, or ink that runs off the page. Where a shadow was taken out, it is this share at least.
 */
const [ELSEWHERE, MAX_REMAINS, MIN_REMAINS] = [1.15, 0.55, 0.3];

/**
 * Returns the ink of a grey picture (0 black to 255 white, either polarity): 0 where there is background, up to 255
 * where the ink is strongest; undefined where nothing stands out from the background.
 *
 * First what is around a page, and thumbs that hold it, are taken away, a very noisy picture is smoothed, and the light
 * on the paper is made even. Ink and paper are told apart by Otsu's threshold (1979); the paper is the side that holds most
 * of the border. In a noisy picture, what is no further from the paper than its noise is background, and specks are
 * removed; a clean picture keeps its anti-aliased greys to the level.
 *
 * Where the light was uneven, or what was found runs off the picture as no digit does, shadows are taken out, if ink and
 * paper then come apart better; and what is no stronger than what the border shows, such as a page's rules, is removed.
 * At the end boxes and rules that are printed in dark ink are removed.
 */
export function findInk(source: GrayImage): GrayImage | undefined {
  const ink = findAllInk(smoothNoise(isolatePage(source)));
  if (!ink) return undefined;
  const written = removeBoxes(ink);
  return written === ink ? ink : {...written, data: removeSpecks(written.data, written.width, written.height)};
}

/** Returns the ink of a picture without what is around a page, print included. */
function findAllInk(picture: GrayImage): ByteImage | undefined {
  const ink = findWideInk(picture);
  if (!ink || !hasShadow(ink)) return ink;
  const better = separateInk(flattenBackground(picture, NARROW_SHADOW));
  return better && !hasShadow(better) ? removeRemains(better, MIN_REMAINS) : ink;
}

/** Returns the ink of a picture in which shadows are as wide as half of it, or wider. */
function findWideInk(picture: GrayImage): ByteImage | undefined {
  const even = evenBackground(picture);
  const ink = separateInk(even);
  const isPage = !ink || runsOff(ink);
  if (even === picture && !isPage) return ink;
  const flat = flattenBackground(picture);
  const better = separateInk(flat);
  const isShadow =
    scatterWithin(flat) < LESS_SCATTERED * scatterWithin(even) || (ink && better && tookShadow(ink, better));
  if (better && isShadow) return removeRemains(better, MIN_REMAINS);
  return ink && isPage ? removeRemains(ink, 0) : ink;
}

/** Was the background taken for *ink*, as what is *better* shows, or much else that is pale? */
function tookShadow(ink: GrayImage, better: GrayImage): boolean {
  let [agreed, total, removed, sum] = [0, 0, 0, 0];
  for (let i = 0; i < ink.data.length; ++i) {
    const [was, is] = [ink.data[i]!, better.data[i]!];
    if (is >= 64) {
      ++total;
      if (was >= 64) ++agreed;
    } else if (was >= 64) {
      ++removed;
      sum += was;
    }
  }
  return agreed < total / 2 || (removed > 0.1 * ink.data.length && sum < 0.6 * 255 * removed);
}

/** Returns the ink of a picture in even light. */
function separateInk({width, height, data}: GrayImage): ByteImage | undefined {
  const histogram = countLevels(data);
  const threshold = otsuThreshold(histogram);
  const dark = isPaperDark({width, height, data}, threshold);
  const [low, high] = dark ? [0, threshold + 1] : [threshold + 1, 256];
  const paper = quantile(histogram, low, high, 0.5);
  if (histogram[paper] === data.length) return undefined; // one level everywhere
  const [inkLow, inkHigh] = dark ? [threshold + 1, 256] : [0, threshold + 1];
  const noisy = isNoisy(histogram, paper);
  const outer = noisy ? 0.02 : 0; // a few outliers must not set the scale of a noisy picture
  const strongest = quantile(histogram, inkLow, inkHigh, dark ? 1 - outer : outer);
  const contrast = Math.abs(strongest - paper);
  const least = contrast < 2 * MIN_FLOOR ? PALE_FLOOR * contrast : MIN_FLOOR;
  const noise = noisy ? noiseFloor({width, height, data}, paper, least, (level) => level <= threshold === dark) : 0;
  if (contrast < MIN_CONTRAST || contrast < 2 * noise) return undefined;
  const sign = dark ? 1 : -1;
  const ink = new Uint8Array(data.length);
  for (let i = 0; i < data.length; ++i) {
    const distance = sign * (data[i]! - paper);
    if (distance > noise) ink[i] = Math.min(255, Math.round((255 * distance) / contrast));
  }
  return {width, height, data: noise ? removeSpecks(ink, width, height) : ink};
}

/** Does the ink reach two sides of the picture, or cover much of one? Not by what is as weak as an uneven light. */
function runsOff({width, height, data}: GrayImage): boolean {
  const shares = [
    [0, 1, width],
    [(height - 1) * width, 1, width],
    [0, width, height],
    [width - 1, width, height]
  ].map(([start, step, length]) => {
    let count = 0;
    for (let i = 0; i < length!; ++i) if (data[start! + i * step!]! >= MIN_FLOOR) ++count;
    return count / length!;
  });
  return shares.filter((share) => share > 0).length > 1 || Math.max(...shares) > MAX_RUNOFF;
}

/** Returns ink without what is no stronger than the border shows, or than the share *least* of the strongest. */
function removeRemains({width, height, data}: ByteImage, least: number): ByteImage {
  const atBorder = borderIndices(width, height).reduce((most, i) => Math.max(most, data[i]!), 0);
  const share = (ELSEWHERE * atBorder) / 255;
  const floor = 255 * (share > MAX_REMAINS ? least : Math.max(least, share));
  if (!floor) return {width, height, data};
  const ink = new Uint8Array(data.length);
  for (let i = 0; i < data.length; ++i) if (data[i]! > floor) ink[i] = data[i]!;
  return {width, height, data: removeSpecks(ink, width, height)};
}

function countLevels(data: GrayImage["data"]): Uint32Array {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < data.length; ++i) ++histogram[Math.round(data[i]!)]!;
  return histogram;
}

/**
 * Returns how much the levels of ink and of paper are scattered, 0 to 1: the share of the variance that lies within the
 * two sides of Otsu's threshold, 1 − η of his, in means over squares, where noise and thin rules are weak.
 */
function scatterWithin(picture: GrayImage): number {
  const levels = averageCells(picture).data;
  const threshold = otsuThreshold(countLevels(levels));
  const [paper, ink] = [levels.filter((level) => level <= threshold), levels.filter((level) => level > threshold)];
  return (scatter(paper) + scatter(ink)) / scatter(levels);
}

/** Returns the sum of the squared distances from the mean. */
function scatter(levels: Uint8Array): number {
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  return levels.reduce((sum, level) => sum + (level - mean) ** 2, 0);
}

/** Is the side at or below the threshold the paper? The border decides; where it is divided, the whole picture. */
export function isPaperDark({width, height, data}: GrayImage, threshold: number): boolean {
  let dark = 0;
  const border = borderIndices(width, height);
  for (const i of border) if (data[i]! <= threshold) ++dark;
  const share = dark / border.length;
  if (share < 0.4 || share > 0.6) return share > 0.5;
  let total = 0;
  for (let i = 0; i < data.length; ++i) if (data[i]! <= threshold) ++total;
  return total > data.length / 2;
}

function isNoisy(histogram: Uint32Array, paper: number): boolean {
  const levels = Array.from(histogram, (count, level) => ({count, distance: Math.abs(level - paper)}));
  const most = Math.max(...levels.map(({count, distance}) => (count ? distance : 0)));
  const sum = (low: number, high: number) =>
    levels.reduce((n, {count, distance}) => n + (distance > low && distance <= high ? count : 0), 0);
  return sum(0, FAINT) > NOISY_SHARE * Math.max(1, sum(FAINT, 0.8 * most));
}

/**
 * Returns how far from the paper, in grey levels, a noisy picture's background lies, at *least* so far: *isPaper* says which
 * levels it has.
 */
function noiseFloor(
  {width, height, data}: GrayImage,
  paper: number,
  least: number,
  isPaper: (level: number) => boolean
): number {
  const levels = borderIndices(width, height).map((i) => data[i]!);
  const distances = levels.filter(isPaper).map((level) => Math.abs(level - paper));
  const median = distances.sort((a, b) => a - b)[distances.length >> 1] ?? 0;
  return Math.max(least, 6 * median);
}

function borderIndices(width: number, height: number): number[] {
  const indices = [];
  for (let x = 0; x < width; ++x) indices.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; ++y) indices.push(y * width, y * width + width - 1);
  return indices;
}

/** Returns the level in [low, high) below which the share *q* of that range's pixels lies. */
function quantile(histogram: Uint32Array, low: number, high: number, q: number): number {
  let total = 0;
  for (let v = low; v < high; ++v) total += histogram[v]!;
  let last = low;
  for (let v = low, seen = 0; v < high; ++v) {
    if (!histogram[v]) continue;
    seen += histogram[v]!;
    last = v;
    if (seen > q * total) break;
  }
  return last;
}
