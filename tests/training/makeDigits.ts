import {randomLcg} from "d3-random";
import {PIXELS} from "../../src/ink/image/grid.js";
import type {Digits} from "../../src/characters/digits.js";

/** *n* images of noise; of the digit c the rows 2c and 2c + 1 are brighter, so there is something to learn. */
export function makeDigits(n: number, seed: number): Digits {
  const random = randomLcg(seed);
  const labels = Uint8Array.from({length: n}, (_, i) => (i * 7) % 10);
  const images = Uint8Array.from({length: n * PIXELS}, (_, i) => {
    const [label, row] = [labels[Math.floor(i / PIXELS)]!, Math.floor((i % PIXELS) / 28)];
    return Math.floor(random() * 100) + (row >> 1 === label ? 100 : 0);
  });
  return {length: n, images, labels};
}
