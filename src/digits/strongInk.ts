import {sum} from "d3-array";
import {isPaperDark, otsuThreshold} from "./findInk.js";
import type {GrayImage} from "./image.js";
import type {ByteImage} from "./morphology.js";
import {smoothOnce} from "./noise.js";

/** Gray levels between paper and ink below which there is nothing to read. */
const LEAST_CONTRAST = 20;

/** Ink is found where it has this share of the strongest ink's contrast, and goes on down to the lower one. */
const [WEAK, STRONG] = [0.3, 0.5];

/** Where the noise lifts the lower threshold, the upper one is at least so much higher. */
const LEAST_HYSTERESIS = 0.1;

/**
 * Grain alone has a median distance of 0.153 of its contrast, found so (normal noise: Otsu's threshold is at its mean);
 * checks that are written on mostly up to 0.14.
 */
const MOST_NOISE = 0.147;

/** The share of pixels that are stronger than what counts as the strongest ink. */
const OUTLIERS = 0.02;

/** How ink is told from what is printed on the paper. */
export interface InkThreshold {
  /** How often the picture is smoothed before. */
  readonly smoothed: number;
  /** How many times the median distance of the paper's levels from their mean the weakest ink is away from it. */
  readonly noises: number;
}

/**
 * Returns the strokes of a gray picture (0 black to 255 white, either polarity) on paper with a pattern, such as a
 * check's, or with much noise: 0 where there is background, up to 255; undefined where nothing stands out. Ink is what is
 * strong, and what is weaker and connected to it: hysteresis, as in Canny, A computational approach to edge detection,
 * IEEE Trans. PAMI 8 (1986), https://doi.org/10.1109/TPAMI.1986.4767851. The light is taken to be even.
 */
export function findStrongInk(source: GrayImage, {smoothed, noises}: InkThreshold): ByteImage | undefined {
  let picture = source;
  for (let pass = 0; pass < smoothed; ++pass) picture = smoothOnce(picture);
  const {width, height, data} = picture;
  const histogram = new Uint32Array(256);
  for (const level of data) ++histogram[Math.round(level)]!;
  const threshold = otsuThreshold(histogram);
  const dark = isPaperDark(picture, threshold);
  const levels = Array.from(histogram, (count, level) => ({count, level}));
  const paperLevels = levels.filter(({level}) => level <= threshold === dark);
  const paper = sum(paperLevels, ({count, level}) => count * level) / sum(paperLevels, ({count}) => count);
  const strongest = quantileOf(dark ? levels.reverse() : levels, OUTLIERS);
  const contrast = Math.abs(paper - strongest);
  if (contrast < LEAST_CONTRAST) return undefined;
  const distances = paperLevels.map(({count, level}) => ({count, level: Math.abs(level - paper)}));
  const noise = quantileOf(distances.sort((a, b) => a.level - b.level), 0.5) / contrast; // prettier-ignore
  if (noise > MOST_NOISE) return undefined;
  const weak = Math.max(WEAK, noises * noise);
  const shares = Float32Array.from(data, (level) => (dark ? level - paper : paper - level) / contrast);
  return {width, height, data: grow(shares, width, weak, Math.max(STRONG, weak + LEAST_HYSTERESIS))};
}

/** Returns the level up to which the share *q* of the pixels lies, in the order of *levels*. */
function quantileOf(levels: readonly {readonly count: number; readonly level: number}[], q: number): number {
  const total = sum(levels, ({count}) => count);
  let seen = 0;
  return levels.find(({count}) => (seen += count) >= q * total && count)?.level ?? 0;
}

/** Returns the levels, 0 to 255, of the pixels whose *shares* are *strong*, and of those *weak* ones that touch them. */
function grow(shares: Float32Array, width: number, weak: number, strong: number): Uint8Array {
  const height = shares.length / width;
  const ink = new Uint8Array(shares.length);
  const stack = new Uint32Array(shares.length);
  let depth = 0;
  const take = (i: number) => {
    ink[i] = Math.max(1, Math.min(255, Math.round(255 * shares[i]!)));
    stack[depth++] = i;
  };
  for (let start = 0; start < shares.length; ++start) {
    if (shares[start]! < strong || ink[start]) continue;
    take(start);
    while (depth) {
      const i = stack[--depth]!;
      const x = i % width;
      const y = (i - x) / width;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); ++v) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); ++u) {
          const j = v * width + u;
          if (!ink[j] && shares[j]! >= weak) take(j);
        }
      }
    }
  }
  return ink;
}
