import {sum} from "d3-array";
import {flattenBackground, NARROW_SHADOW} from "./page/background.js";
import {removeBoxes} from "./print/boxes.js";
import {connectRuns} from "./image/connectedRuns.js";
import {isPaperDark} from "./findInk.js";
import type {GrayImage} from "./image/image.js";
import {isolatePage} from "./page/isolatePage.js";
import type {ByteImage} from "./image/morphology.js";
import {smoothOnce} from "./page/noise.js";
import {otsuThreshold} from "./image/otsu.js";
import {hasShadow} from "./page/shadows.js";
import {mapBytes} from "./image/mapBytes.js";

/** The minimum contrast between paper and ink, in gray levels. */
const MIN_CONTRAST = 20;

/** The thresholds of the hysteresis, as shares of the strongest ink's contrast. */
const [WEAK, STRONG] = [0.3, 0.5];

/** If noise raises the lower threshold, the upper one is at least this much higher. */
const MIN_HYSTERESIS = 0.1;

/**
 * The maximum noise: the median distance of the paper's levels from their mean, as a share of the contrast. Grain alone
 * has 0.153 (for normal noise, Otsu's threshold is its mean); checks with writing have mostly up to 0.14.
 */
const MAX_NOISE = 0.147;

/** The share of pixels above the level that counts as the strongest ink. */
const OUTLIERS = 0.02;

/**
 * In a picture with more than `LARGE` pixels, ink over more than this share is a texture. Writing covers up to 0.24 of
 * a page.
 */
const [LARGE, MAX_COVERAGE] = [500_000, 0.3];

/** The parameters that separate ink from print on the paper. */
export interface InkThreshold {
  /** The number of smoothing passes beforehand. */
  readonly smoothed: number;
  /**
   * The distance of the weakest ink from the paper's mean level, in multiples of the paper's median distance from its
   * mean.
   */
  readonly noises: number;
}

/**
 * Returns the strokes of a gray picture (0 black to 255 white, either polarity) on patterned paper, such as a check, or
 * with much noise: 0 for background, up to 255; undefined if nothing stands out. Ink is everything strong and
 * everything weaker that is connected to it: hysteresis, as in Canny, A computational approach to edge detection, IEEE
 * Trans. PAMI 8 (1986), https://doi.org/10.1109/TPAMI.1986.4767851. Assumes even light, unless that leaves a shadow.
 */
export function findStrongInk(source: GrayImage, threshold: InkThreshold): ByteImage | undefined {
  return findStrongInks(source, [threshold])[0];
}

/**
 * Returns the result of `findStrongInk` for each of *thresholds*, except where nothing stands out or everything is a
 * texture.
 */
export function findStrongInks(source: GrayImage, thresholds: readonly InkThreshold[]): ByteImage[] {
  const picture = wholeLevels(isolatePage(source));
  let inks = findInEvenLight(picture, thresholds);
  for (const leastShadow of [undefined, NARROW_SHADOW]) {
    if (!inks[0] || !hasShadow(inks[0])) break;
    const better = findInEvenLight(flattenBackground(picture, leastShadow), thresholds);
    if (better.length) inks = better;
  }
  return inks.map(removeBoxes);
}

function isTexture({data}: ByteImage): boolean {
  let covered = 0;
  for (let i = 0; i < data.length; ++i) if (data[i]) ++covered;
  return data.length > LARGE && covered > MAX_COVERAGE * data.length;
}

/** Returns the ink for each of *thresholds* up to the first that yields a texture. */
function findInEvenLight(picture: GrayImage, thresholds: readonly InkThreshold[]): ByteImage[] {
  const inks: ByteImage[] = [];
  for (const threshold of thresholds) {
    const ink = findAtThreshold(picture, threshold);
    if (ink && isTexture(ink)) break;
    if (ink) inks.push(ink);
  }
  return inks;
}

function findAtThreshold(source: GrayImage, {smoothed, noises}: InkThreshold): ByteImage | undefined {
  let picture = source;
  for (let pass = 0; pass < smoothed; ++pass) picture = smoothOnce(picture);
  const {width, height, data} = picture;
  const histogram = new Uint32Array(256);
  for (let i = 0; i < data.length; ++i) ++histogram[data[i]!]!;
  const threshold = otsuThreshold(histogram);
  const dark = isPaperDark(picture, threshold);
  const levels = Array.from(histogram, (count, level) => ({count, level}));
  const paperLevels = levels.filter(({level}) => level <= threshold === dark);
  const paper = sum(paperLevels, ({count, level}) => count * level) / sum(paperLevels, ({count}) => count);
  const strongest = quantileOf(dark ? levels.reverse() : levels, OUTLIERS);
  const contrast = Math.abs(paper - strongest);
  if (contrast < MIN_CONTRAST) return undefined;
  const distances = paperLevels.map(({count, level}) => ({count, level: Math.abs(level - paper)}));
  const noise = quantileOf(distances.sort((a, b) => a.level - b.level), 0.5) / contrast; // prettier-ignore
  if (noise > MAX_NOISE) return undefined;
  const weak = Math.max(WEAK, noises * noise);
  const shares = Float32Array.from({length: 256}, (_, level) => (dark ? level - paper : paper - level) / contrast);
  return {width, height, data: grow(picture, shares, weak, Math.max(STRONG, weak + MIN_HYSTERESIS))};
}

function wholeLevels({width, height, data}: GrayImage): GrayImage {
  return {width, height, data: data instanceof Float32Array ? mapBytes(data, Math.round) : data};
}

/** Returns the level up to which the share *q* of the pixels lies, in the order of *levels*. */
function quantileOf(levels: readonly {readonly count: number; readonly level: number}[], q: number): number {
  const total = sum(levels, ({count}) => count);
  let seen = 0;
  return levels.find(({count}) => (seen += count) >= q * total && count)?.level ?? 0;
}

/**
 * Returns the ink, 0 to 255, of the pixels with a *strong* share of the contrast and of *weak* pixels connected to
 * them. *shares* has one entry for each level.
 */
function grow({width, height, data}: GrayImage, shares: Float32Array, weak: number, strong: number): Uint8Array {
  // For each level, its kind (0 paper, 1 weak, 2 strong) and the strength of its ink.
  const kinds = Uint8Array.from(shares, (share) => (share >= strong ? 2 : share >= weak ? 1 : 0));
  const levels = Uint8Array.from(shares, (share) => Math.max(1, Math.min(255, Math.round(255 * share))));
  const ink = new Uint8Array(data.length);
  for (let i = 0; i < data.length; ++i) if (kinds[data[i]!]) ink[i] = levels[data[i]!]!;
  const {starts, ends, pieces, pieceCount} = connectRuns({width, height, data: ink});
  const isStrong = new Uint8Array(pieceCount);
  starts.forEach((start, run) => {
    const piece = pieces[run]!;
    for (let i = start; i < ends[run]! && !isStrong[piece]; ++i) if (kinds[data[i]!] === 2) isStrong[piece] = 1;
  });
  starts.forEach((start, run) => {
    if (!isStrong[pieces[run]!]) ink.fill(0, start, ends[run]);
  });
  return ink;
}
