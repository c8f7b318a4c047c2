import {randomNormal} from "d3-random";
import {SIDE} from "../ink/image/grid.js";
import type {GrayImage} from "../ink/image/image.js";
import {findInkBox} from "../ink/normalize.js";
import {levelAt} from "./paper.js";

/** The size of a small photo, in pixels: a box of a form or a digit of an amount, cropped from a phone's photo. */
export const [PHOTO_WIDTH, PHOTO_HEIGHT] = [28, 34];

/** A range of values, all equally likely. */
type Range = readonly [low: number, high: number];

/** How small photos vary. */
export interface PhotoConditions {
  /** The longer side of the digit's ink, in pixels. */
  readonly sizes: Range;
  /** The paper's level under full light, 0 black to 255 white. */
  readonly papers: Range;
  /** How much darker full ink is than the paper before the blur, in gray levels. */
  readonly contrasts: Range;
  /** The standard deviation of the blur, in pixels. */
  readonly blurs: Range;
  /** The standard deviation of the sensor's noise, in gray levels. */
  readonly noises: Range;
  /** How much of the light is lost from one side of the photo to the other, as a share. */
  readonly falloffs: Range;
}

/**
 * Conditions of real small photos. The paper and the darker ink are measured on 96 digits of the photographed amounts of
 * ORAND-CAR-A (ICFHR 2014), each cropped with a quarter of its height around it and reduced to 28×34: from the 5th to the
 * 95th percentile, the paper lies at 149 to 210 (the 70th percentile of a crop's levels) and the ink 73 to 145 levels
 * below it (the 2nd percentile). The palest ink, the blur and the noise are set by eye, so that the photos look like those
 * crops; the falloff of the light is that of a lamp or a hand, as in `layOnPage`: those amounts were scanned in even light.
 */
export const SMALL_PHOTOS: PhotoConditions = {
  sizes: [15, 23],
  papers: [150, 215],
  contrasts: [45, 130],
  blurs: [0.5, 1.1],
  noises: [2, 7],
  falloffs: [0, 0.25]
};

/**
 * Conditions of the small photos to learn from: wider on every side than those that are measured, so that a network is
 * not fitted to one camera.
 */
export const TRAINING_PHOTOS: PhotoConditions = {
  sizes: [12, 24],
  papers: [120, 250],
  contrasts: [40, 180],
  blurs: [0.3, 1.4],
  noises: [0, 9],
  falloffs: [0, 0.35]
};

/** The paper around the ink, in pixels: the least that a crop leaves. */
const MARGIN = 2;

/**
 * Simulates a photo of low resolution, [34 × 28], gray, 0 black to 255 white, of a character (*image*, [784], ink 255 on
 * 0): dark on light paper, at a random size and place, blurred, noisy and pale, in light that falls off to one side.
 * The photo depends on *random* (uniform in [0, 1)) alone. A blank image gives blank paper.
 */
export function takeSmallPhoto(
  image: Uint8Array,
  random: () => number,
  {sizes, papers, contrasts, blurs, noises, falloffs} = SMALL_PHOTOS
): GrayImage {
  const within = ([low, high]: Range) => low + (high - low) * random();
  const [width, height] = [PHOTO_WIDTH, PHOTO_HEIGHT];
  const box = findInkBox({width: SIDE, height: SIDE, data: image}) ?? {x: 0, y: 0, width: SIDE, height: SIDE};
  const scale = within(sizes) / Math.max(box.width, box.height);
  const left = within([MARGIN, width - MARGIN - scale * box.width]) - scale * box.x;
  const top = within([MARGIN, height - MARGIN - scale * box.height]) - scale * box.y;
  const cover = new Float32Array(width * height).map((_, i) => {
    const [x, y] = [(i % width) + 0.5, Math.floor(i / width) + 0.5];
    return levelAt(image, (x - left) / scale - 0.5, (y - top) / scale - 0.5) / 255;
  });
  const soft = blur({width, height, data: cover}, within(blurs));
  const [paper, contrast, falloff] = [within(papers), within(contrasts), within(falloffs)];
  const angle = 2 * Math.PI * random();
  const noise = randomNormal.source(random)(0, within(noises));
  const data = new Uint8Array(width * height).map((_, i) => {
    const [x, y] = [(i % width) / width - 0.5, Math.floor(i / width) / height - 0.5];
    const way = (x * Math.cos(angle) + y * Math.sin(angle)) / Math.SQRT2 + 0.5; // 0 to 1
    const level = (paper - contrast * soft[i]!) * (1 - falloff * way * way) + noise();
    return Math.round(Math.min(255, Math.max(0, level)));
  });
  return {width, height, data};
}

/** Blurs by a Gaussian with the standard deviation *sigma*, in pixels; beyond the edge there is nothing. */
function blur({width, height, data}: GrayImage, sigma: number): Float32Array {
  const radius = Math.ceil(3 * sigma);
  const weights = Array.from({length: 2 * radius + 1}, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
  const sum = weights.reduce((a, b) => a + b);
  const along = (from: ArrayLike<number>, step: number, place: (i: number) => number, length: number) =>
    new Float32Array(from.length).map((_, i) => {
      let level = 0;
      for (let d = -radius; d <= radius; ++d) {
        const at = place(i) + d;
        if (at >= 0 && at < length) level += weights[d + radius]! * from[i + d * step]!;
      }
      return level / sum;
    });
  const rows = along(data, 1, (i) => i % width, width);
  return along(rows, width, (i) => Math.floor(i / width), height);
}
