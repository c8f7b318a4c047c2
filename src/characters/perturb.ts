import {randomNormal} from "d3-random";
import {normalize, PIXELS, SIDE} from "../ink/image/grid.js";
import {inverseAffine, type Matrix} from "./affine.js";
import {changeWidth, PADDED_SIDE} from "./changeWidth.js";
import {imageAt, type Digits} from "./digits.js";
import type {GrayImage} from "../ink/image/image.js";
import {preprocess} from "../ink/preprocess.js";
import {mapBytes} from "../ink/image/mapBytes.js";

/** The perturbations of a digit, which are applied one at a time. */
export const PERTURBATIONS = ["shift", "rotation", "scale", "stroke", "noise"] as const;
export type Perturbation = (typeof PERTURBATIONS)[number];

/** The amounts to measure, including those that change nothing, as a baseline. */
export const AMOUNTS: Readonly<Record<Perturbation, readonly number[]>> = {
  /** Pixels of the 28×28 image, in a random direction. */
  shift: [0, 1, 2, 3, 4],
  /** Degrees, either way. */
  rotation: [0, 5, 10, 15, 20, 25, 30],
  /** The factor of width and height. */
  scale: [0.6, 0.8, 1, 1.2, 1.4],
  /** The change of the stroke width, in pixels. */
  stroke: [-1, -0.5, 0, 0.5, 1, 2],
  /** The standard deviation, relative to full ink. */
  noise: [0, 0.05, 0.1, 0.2, 0.3]
};

/** The side of the canvas, in pixels; the image is in its center. */
export const CANVAS_SIDE = 2 * SIDE;
const MARGIN = (CANVAS_SIDE - SIDE) / 2;

/** The minimum and maximum of each amount: within them, the canvas contains the whole image with a pixel around it. */
const LIMITS: Readonly<Record<Perturbation, readonly [number, number]>> = {
  shift: [0, MARGIN],
  rotation: [0, 180],
  scale: [0.1, 1.9],
  stroke: [-2, 2],
  noise: [0, 1]
};

/**
 * Perturbs an *image* ([784], 0 to 255) in the center of a canvas, [56 × 56], ink 255 on 0, in whole levels: shifts it
 * by *amount* in a random direction, rotates it by *amount* in a random sense, scales its width and height by *amount*
 * about its center, changes its stroke width (`changeWidth`), or adds normal noise everywhere, clamped to 0 to 255. The
 * units are those of `AMOUNTS`. Uses bilinear interpolation and cuts nothing off. *random* returns numbers in [0, 1): a
 * shift or rotation draws one, noise many.
 *
 * Such measurements go back to Hendrycks and Dietterich, Benchmarking neural network robustness to common corruptions
 * and perturbations, 2019, https://arxiv.org/abs/1903.12261
 * @throws RangeError for an amount outside the limits of its kind
 */
export function perturb(image: Uint8Array, kind: Perturbation, amount: number, random: () => number): GrayImage {
  const [least, most] = LIMITS[kind];
  if (!(amount >= least && amount <= most)) {
    throw new RangeError(`${kind}: expected ${least} to ${most}, got ${amount}`);
  }
  const levels = changeWidth(image, kind === "stroke" ? amount : 0);
  const canvas = readPlaces(levels, inverseAffine(drawMap(kind, amount, random)));
  const noise = kind === "noise" && amount ? randomNormal.source(random)(0, amount) : () => 0;
  const data = mapBytes(canvas, (level) => Math.round(255 * Math.min(1, Math.max(0, level + noise()))));
  return {width: CANVAS_SIDE, height: CANVAS_SIDE, data};
}

function drawMap(kind: Perturbation, amount: number, random: () => number): Parameters<typeof inverseAffine>[0] {
  switch (kind) {
    case "shift": {
      const angle = 2 * Math.PI * random();
      return {shiftX: amount * Math.cos(angle), shiftY: amount * Math.sin(angle)};
    }
    case "rotation":
      return {rotation: random() < 0.5 ? -amount : amount};
    case "scale":
      return {scaleX: amount, scaleY: amount};
    default:
      return {};
  }
}

/**
 * Resamples a padded image ([30 × 30]) to [56 × 56] levels at the positions given by *matrix*, with background beyond
 * its edges.
 */
function readPlaces(levels: Float32Array, [a, b, e, c, d, f]: Matrix): Float32Array {
  const canvas = new Float32Array(CANVAS_SIDE * CANVAS_SIDE);
  for (let v = -MARGIN, i = 0; v < CANVAS_SIDE - MARGIN; ++v) {
    for (let u = -MARGIN; u < CANVAS_SIDE - MARGIN; ++u, ++i) {
      const [x, y] = [1 + a * u + b * v + e, 1 + c * u + d * v + f]; // the padding begins one pixel before the image
      if (!(x > 0 && x < SIDE + 1 && y > 0 && y < SIDE + 1)) continue;
      const [column, row] = [Math.floor(x), Math.floor(y)];
      const j = row * PADDED_SIDE + column;
      const upper = levels[j]! + (x - column) * (levels[j + 1]! - levels[j]!);
      const k = j + PADDED_SIDE;
      const lower = levels[k]! + (x - column) * (levels[k + 1]! - levels[k]!);
      canvas[i] = upper + (y - row) * (lower - upper);
    }
  }
  return canvas;
}

/** Perturbed digits as the network's input. */
export interface PerturbedDigits {
  /** [n × 784], in [0, 1], preprocessed. */
  readonly images: Float32Array;
  /** [n], 0 if preprocessing found no ink; the image is then blank. */
  readonly hasInk: Uint8Array;
}

/** Perturbs each of *digits* and preprocesses it like any other picture. */
export function perturbDigits(
  digits: Digits,
  kind: Perturbation,
  amount: number,
  random: () => number
): PerturbedDigits {
  const images = new Float32Array(digits.length * PIXELS);
  const hasInk = new Uint8Array(digits.length);
  for (let i = 0; i < digits.length; ++i) {
    const found = preprocess(perturb(imageAt(digits, i), kind, amount, random));
    if (!found) continue;
    normalize(found.image, images.subarray(i * PIXELS, (i + 1) * PIXELS));
    hasInk[i] = 1;
  }
  return {images, hasInk};
}
