import {PIXELS} from "../../src/ink/image/grid.js";
import type {Classifier} from "../../src/readers/classifier.js";

/** Images in a batch, and the most milliseconds that one kind of measurement takes. */
const [BATCH, PATIENCE] = [100, 10_000];

/**
 * Resolves to the milliseconds that a *classifier* takes for one of *images*, [n × 784] in [0, 1]: given alone, and in
 * batches of 100. Each is a mean over all images, or over those that ten seconds are enough for, after a warm-up.
 */
export async function timeClassifier(
  classifier: Classifier,
  images: Float32Array
): Promise<{alone: number; batched: number}> {
  return {alone: await meanTime(classifier, images, 1), batched: await meanTime(classifier, images, BATCH)};
}

async function meanTime(classifier: Classifier, images: Float32Array, size: number): Promise<number> {
  const length = Math.min(images.length, size * PIXELS);
  await classifier.classify(images.subarray(0, length)); // the first answer is slower than all others
  const start = performance.now();
  let n = 0;
  for (let from = 0; from + length <= images.length && performance.now() - start < PATIENCE; from += length) {
    await classifier.classify(images.subarray(from, from + length));
    n += length / PIXELS;
  }
  return (performance.now() - start) / n;
}
