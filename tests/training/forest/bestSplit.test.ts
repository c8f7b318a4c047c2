import {describe, expect, it} from "vitest";
import {levelFinder} from "../../../src/training/forest/bestSplit.js";
import {drawnOnce, noisyExamples} from "./noisyExamples.js";

/** All of the noisy examples: 97, 165, 79 and 59 of the four classes. */
const ALL = {start: 0, end: 400, counts: Float64Array.of(97, 165, 79, 59), size: 400};

// DecisionTreeClassifier(max_depth=1) of scikit-learn 1.2.1 on each pixel alone: its threshold, and the 400 images less
// the impurity of both sides times their size.
const EXPECTED = [
  [126.5, 139.38413460336506],
  [50, 138.18480590616815],
  [252, 117.55555555555554],
  [112.5, 117.73510466988728],
  [214.5, 117.41176470588232],
  [191.5, 117.37613393576407],
  [228.5, 118.354371900265],
  [106.5, 118.34300126103403],
  [165.5, 117.25490196078431],
  [144.5, 118.17135862913096],
  [194.5, 116.98630136986299],
  [145.5, 118.23563218390802]
] as const;

describe("levelFinder(examples, drawn)", () => {
  it.each(EXPECTED.map(([threshold, purity], pixel) => ({pixel, threshold, purity})))(
    "divides by pixel $pixel where scikit-learn 1.2.1 does, with the same impurity",
    ({pixel, threshold, purity}) => {
      const examples = noisyExamples();
      const found = levelFinder(examples, drawnOnce(examples))(pixel, ALL);
      expect(found.level).toBe(Math.floor(threshold));
      expect(found.purity).toBeCloseTo(purity, 9);
    }
  );

  it("finds the same whether images are read one by one or pixel by pixel", () => {
    // Five copies: 2,000 images are read pixel by pixel, 400 one by one.
    const {n, images, columns, ...one} = noisyExamples();
    const examples = {
      ...one,
      n: 5 * n,
      images: Uint8Array.from({length: 5 * images.length}, (_, i) => images[i % images.length]!),
      columns: Uint8Array.from({length: 5 * columns.length}, (_, i) => columns[Math.floor(i / (5 * n)) * n + (i % n)]!),
      labels: Uint8Array.from({length: 5 * n}, (_, i) => one.labels[i % n]!)
    };
    const node = {start: 0, end: 5 * n, counts: ALL.counts.map((count) => 5 * count), size: 5 * n};
    const findLevel = levelFinder(examples, drawnOnce(examples));
    EXPECTED.forEach(([threshold, purity], pixel) => {
      const found = findLevel(pixel, node);
      expect(found.level).toBe(Math.floor(threshold));
      expect(found.purity).toBeCloseTo(5 * purity, 8);
    });
  });

  it("counts an image as often as it was drawn", () => {
    // One pixel: ink 0 of class 0, drawn 3 times; 10 of class 1, twice; 20 of class 0, once.
    const pixels = Uint8Array.of(0, 10, 20);
    const examples = {n: 3, side: 1, images: pixels, columns: pixels, labels: Uint8Array.of(0, 1, 0), classes: 2};
    const drawn = {samples: Uint32Array.of(0, 1, 2), loads: Uint16Array.of(3, 256 + 2, 1)};
    const node = {start: 0, end: 3, counts: Float64Array.of(4, 2), size: 6};
    // Dividing at 5: 3² / 3 + (1² + 2²) / 3 = 4.67; at 15: (3² + 2²) / 5 + 1 = 3.6.
    const found = levelFinder(examples, drawn)(0, node);
    expect(found.level).toBe(5);
    expect(found.purity).toBeCloseTo(3 + 5 / 3, 12);
  });

  it("finds none in a pixel without ink, or with the same ink in all images", () => {
    const images = Uint8Array.of(0, 7, 0, 7);
    const examples = {
      n: 2,
      side: 2,
      images,
      columns: Uint8Array.of(0, 0, 7, 7),
      labels: Uint8Array.of(0, 1),
      classes: 2
    };
    const node = {start: 0, end: 2, counts: Float64Array.of(1, 1), size: 2};
    const findLevel = levelFinder(examples, drawnOnce(examples));
    expect([0, 1].map((pixel) => findLevel(pixel, node).level)).toEqual([-1, -1]);
  });
});
