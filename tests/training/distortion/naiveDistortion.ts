import {randomNormal} from "d3-random";
import {SIDE} from "../../../src/ink/image/grid.js";
import type {DistortionOptions} from "../../../src/training/distortion/options.js";

/** The number of waves that a field of displacements is the sum of: enough for a nearly normal distribution. */
const WAVES = 12;

/**
 * Returns a randomly distorted copy of an *image*, [784], 0 to 255, in [0, 1], computed step by step in double precision:
 * the blend with the highest or lowest neighbor, the affine map of each point about the center, a displacement from random
 * waves (Rahimi and Recht, Random features for large-scale kernel machines, 2007), the sum of all pixels weighted by
 * tents, and noise.
 */
export function distortNaively(image: Uint8Array, options: DistortionOptions, random: () => number): number[] {
  const {rotation, scale, shear, shift, elastic, smoothness, stroke, noise} = options;
  const within = (most: number) => most * (2 * random() - 1);
  const normal = randomNormal.source(random)();
  const width = within(stroke);
  const bytesAt = (x: number, y: number) => (x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : image[y * SIDE + x]! / 255);
  const levelAt = (x: number, y: number) => {
    const cross = [bytesAt(x, y), bytesAt(x - 1, y), bytesAt(x + 1, y), bytesAt(x, y - 1), bytesAt(x, y + 1)];
    const extreme = width > 0 ? Math.max(...cross) : Math.min(...cross);
    return cross[0]! + (Math.abs(width) / 2) * (extreme - cross[0]!);
  };
  const levels = Array.from({length: SIDE * SIDE}, (_, i) => levelAt(i % SIDE, Math.floor(i / SIDE)));
  const tents = (x: number, y: number) => {
    let total = 0;
    for (let row = Math.floor(y); row <= Math.floor(y) + 1; ++row)
      for (let column = Math.floor(x); column <= Math.floor(x) + 1; ++column)
        if (row >= 0 && row < SIDE && column >= 0 && column < SIDE)
          total += (1 - Math.abs(x - column)) * (1 - Math.abs(y - row)) * levels[row * SIDE + column]!;
    return total;
  };

  const angle = (within(rotation) * Math.PI) / 180;
  const [wider, taller, slant] = [1 + within(scale), 1 + within(scale), within(shear)];
  const [right, down] = [within(shift), within(shift)];
  const [alongX, alongY] = [createField(smoothness, random, normal), createField(smoothness, random, normal)];
  const middle = (SIDE - 1) / 2;
  return levels.map((_, i) => {
    const [u, v] = [i % SIDE, Math.floor(i / SIDE)];
    // Backward through shift, rotation, shear and scaling.
    const [a, b] = [u - middle - right, v - middle - down];
    const [c, d] = [a * Math.cos(angle) + b * Math.sin(angle), b * Math.cos(angle) - a * Math.sin(angle)];
    const [x, y] = [middle + (c - slant * d) / wider, middle + d / taller];
    const level = tents(x + elastic * alongX(u, v), y + elastic * alongY(u, v));
    return level ? Math.min(1, Math.max(0, level + noise * normal())) : 0;
  });
}

/** Returns a random field with mean 0, standard deviation 1 and the correlation exp(−d² / 4σ²) at distance d. */
function createField(sigma: number, random: () => number, normal: () => number): (x: number, y: number) => number {
  const unit = 1 / (Math.SQRT2 * sigma); // the deviation of a Gaussian spectrum's frequencies
  const waves = Array.from({length: WAVES}, () => [unit * normal(), unit * normal(), 2 * Math.PI * random()] as const);
  return (x, y) =>
    Math.sqrt(2 / WAVES) * waves.reduce((sum, [p, q, phase]) => sum + Math.cos(p * x + q * y + phase), 0);
}
