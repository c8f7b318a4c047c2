import {expect, it} from "vitest";
import {fewerDigits, lacksClass} from "../../src/characters/fewerDigits.js";
import {PIXELS} from "../../src/ink/image/grid.js";

const digitsOf = (labels: readonly number[]) => ({
  length: labels.length,
  images: Uint8Array.from({length: labels.length * PIXELS}, (_, i) => Math.floor(i / PIXELS)),
  labels: Uint8Array.from(labels)
});

it("fewerDigits(digits, n) gives the first n where they have all classes", () => {
  const mixed = digitsOf([0, 1, 2, 0, 1, 2, 0]);
  expect([...fewerDigits(mixed, 3).labels!]).toEqual([0, 1, 2]);
  expect(fewerDigits(mixed, 9)).toMatchObject({length: 7});
});

it("fewerDigits(digits, n) gives evenly spaced ones, with their own images, where the first lack a class", () => {
  const sorted = digitsOf([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  expect(lacksClass(sorted.labels, 3)).toBe(true);
  const {length, labels, images} = fewerDigits(sorted, 3);
  expect([length, [...labels!]]).toEqual([3, [0, 1, 2]]);
  expect([0, 1, 2].map((i) => images[i * PIXELS])).toEqual([0, 3, 6]);
});
