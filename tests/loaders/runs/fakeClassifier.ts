import {DIGITS} from "../../../src/characters/alphabet.js";
import {PIXELS, SIDE} from "../../../src/ink/image/grid.js";
import type {Digits} from "../../../src/characters/digits.js";
import type {Classifier} from "../../../src/readers/classifier.js";

/** Returns a classifier that reads what *read* says in each image, [784], with a probability of 0.91. */
export function fakeClassifier(read: (image: ArrayLike<number>) => number): Classifier {
  const probabilities = (images: Float32Array) =>
    Float32Array.from({length: (10 * images.length) / PIXELS}, (_, i) => {
      const at = Math.floor(i / 10) * PIXELS;
      return read(images.subarray(at, at + PIXELS)) === i % 10 ? 0.91 : 0.01;
    });
  return {
    name: "fake",
    classes: DIGITS,
    classify: (images) => Promise.resolve({probabilities: probabilities(images)}),
    dispose: () => undefined
  };
}

/** Returns *n* images of an L with a short foot, 3 pixels thick, labeled 1: the middle of its ink is not that of its box. */
export function ticks(n: number): Digits & {labels: Uint8Array} {
  const images = new Uint8Array(n * PIXELS);
  for (let i = 0; i < n; ++i) {
    for (let y = 4; y < 24; ++y) {
      for (let x = 8; x < 20; ++x) if (x < 11 || y > 20) images[i * PIXELS + y * SIDE + x] = 255;
    }
  }
  return {length: n, images, labels: new Uint8Array(n).fill(1)};
}

/** Returns the center of mass of an image, [784], in pixels from the middle of its first one. */
export function centerOf(image: ArrayLike<number>): {x: number; y: number} {
  let [mass, x, y] = [0, 0, 0];
  for (let i = 0; i < image.length; ++i) {
    mass += image[i]!;
    x += image[i]! * (i % SIDE);
    y += image[i]! * Math.floor(i / SIDE);
  }
  return {x: x / mass, y: y / mass};
}
