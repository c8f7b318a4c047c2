import {randomLcg} from "d3-random";
import {PIXELS} from "../../../src/ink/image/grid.js";

/** The alphabet of `slantedLetters`. */
export const LETTERS = ["b", "d", "f", "h", "k"];

/**
 * Returns *n* seeded images of upright strokes with a bar, at one of five heights: the class. Each leans by up to half a
 * column a row, and some pixels are noise.
 */
export function slantedLetters(n: number, seed: number) {
  const random = randomLcg(seed);
  const labels = Uint8Array.from({length: n}, (_, i) => (i * 3) % LETTERS.length);
  const images = new Uint8Array(n * PIXELS);
  labels.forEach((label, i) => {
    const slant = random() - 0.5;
    const ink = (y: number, x: number, value: number) => {
      images[i * PIXELS + y * 28 + Math.round(x + slant * (y - 13))] = value;
    };
    for (let y = 4; y < 24; ++y) ink(y, 13, 200 + Math.floor(55 * random()));
    for (let x = 9; x < 18; ++x) ink(5 + 4 * label, x, 255);
    for (let k = 0; k < 12; ++k) images[i * PIXELS + Math.floor(random() * PIXELS)] = Math.floor(random() * 120);
  });
  return {length: n, images, labels};
}
