import {randomLcg} from "d3-random";
import type {Drawn, Examples} from "../../../src/training/forest/bestSplit.js";

/**
 * Returns 400 seeded images of 12 pixels: levels from 100 to 255, or no ink. Four in five labels follow from the first two
 * pixels, the others are noise.
 */
export function noisyExamples(): Examples {
  const random = randomLcg(0.3);
  const [n, side] = [400, 12];
  const images = Uint8Array.from({length: n * side}, () => Math.floor(random() * 256)).map((v) => (v < 100 ? 0 : v));
  const labels = Uint8Array.from({length: n}, (_, i) =>
    random() < 0.8 ? Math.floor((images[i * side]! + images[i * side + 1]!) / 128) : Math.floor(random() * 4)
  );
  const columns = images.map((_, k) => images[(k % n) * side + Math.floor(k / n)]!);
  return {n, side, images, columns, labels, classes: 4};
}

/** Returns every image, drawn once. */
export function drawnOnce({n, labels}: Examples): Drawn {
  return {samples: Uint32Array.from({length: n}, (_, i) => i), loads: Uint16Array.from(labels, (c) => (c << 8) | 1)};
}
