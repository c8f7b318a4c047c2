import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {explain} from "../../../src/readers/segmenter/occlusion.js";
import type {Classifier} from "../../../src/readers/classifier.js";

/** The weight of a pixel in a digit's logit. */
type Weight = (x: number, y: number) => number;

/** A classifier with linear logits, whose log-odds and their falls can be computed by hand. */
function linear(weights: Partial<Record<number, Weight>>, biases: Partial<Record<number, number>> = {}): Classifier {
  const probabilitiesOf = (images: Float32Array) => {
    const n = images.length / 784;
    const probabilities = new Float32Array(10 * n);
    for (let i = 0; i < n; ++i) {
      const logits = Array.from({length: 10}, (_, digit) => {
        const weight = weights[digit] ?? (() => 0);
        const pixels = images.subarray(784 * i, 784 * (i + 1));
        return pixels.reduce((sum, v, p) => sum + v * weight(p % 28, Math.floor(p / 28)), biases[digit] ?? 0);
      });
      const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
      logits.forEach((logit, digit) => (probabilities[10 * i + digit] = Math.exp(logit) / sum));
    }
    return probabilities;
  };
  return {
    name: "linear",
    classes: DIGITS,
    classify: (images) => Promise.resolve({probabilities: probabilitiesOf(images)}),
    dispose: () => undefined
  };
}

/** An image with ink where *isInk* is true. */
function paint(isInk: (x: number, y: number) => boolean): Uint8Array {
  return Uint8Array.from({length: 784}, (_, p) => (isInk(p % 28, Math.floor(p / 28)) ? 255 : 0));
}

const at = (x: number, y: number) => (u: number, v: number) => x === u && y === v;
const weightAt =
  (x: number, y: number, weight: number): Weight =>
  (u, v) =>
    at(x, y)(u, v) ? weight : 0;

describe("explain(classifier, image, digit)", () => {
  it("maps the fall of the log-odds, averaged over the patches by weight", async () => {
    // The pixel (10, 10) is the center of one patch and lies under eight more, two pixels away across, down or both. A
    // patch at distance d has the weight w = exp(−d² / (2 · 1.5²)) there and takes 3w off the logit, so the mean is 3 ·
    // Σw² / Σw = 3 · ((1 + 2e^(−16/9)) / (1 + 2e^(−8/9)))² = 1.6175.
    const {map} = await explain(linear({4: weightAt(10, 10, 3)}), paint(at(10, 10)), 4);
    expect(map).toHaveLength(784);
    expect(map[10 * 28 + 10]).toBeCloseTo(1.6175, 3);
    expect(Math.max(...map)).toBe(map[10 * 28 + 10]);
    expect(map[10 * 28 + 15]).toBe(0); // no patch reaches from there to the ink
  });

  it("is negative where the ink speaks against the digit", async () => {
    const {map} = await explain(linear({4: weightAt(10, 10, -3)}), paint(at(10, 10)), 4);
    expect(map[10 * 28 + 10]).toBeCloseTo(-1.6175, 3);
  });

  it("is 0 at pixels that the classifier ignores, with or without ink", async () => {
    // The classifier uses columns 0 to 9. Patches reach two pixels: the last one that matters is centered at 10 and
    // ends at 12.
    const {map} = await explain(linear({4: (x) => (x < 10 ? 0.1 : 0)}), new Uint8Array(784).fill(255), 4);
    for (const [pixel, value] of map.entries()) {
      if (pixel % 28 > 12) expect(Math.abs(value)).toBeLessThan(1e-6);
      else expect(value).toBeGreaterThan(0.001);
    }
  });

  it("distinguishes a nearly certain digit from a certain one", async () => {
    // For probabilities of 1 − 4e-8 and 1 − 5e-11, float32 logarithms are 0, but the odds differ.
    const {map} = await explain(linear({4: weightAt(10, 10, 6)}, {4: 20}), paint(at(10, 10)), 4);
    expect(map[10 * 28 + 10]).toBeCloseTo(2 * 1.6175, 3);
  });

  it("covers each ninth of the square around the ink", async () => {
    // A block of 18 × 12 pixels from (5, 8) on: the square around it has 18 × 18 pixels from (5, 5) on, in thirds of 6.
    const block = paint((x, y) => x >= 5 && x < 23 && y >= 8 && y < 20);
    const {regions} = await explain(linear({4: () => 0.01}), block, 4);
    const corners = [5, 11, 17].flatMap((y) => [5, 11, 17].map((x) => ({x, y, width: 6, height: 6})));
    expect(regions.map(({box}) => box)).toEqual(corners);
    const falls = [18, 18, 18, 36, 36, 36, 18, 18, 18].map((pixels) => expect.closeTo(0.01 * pixels, 4));
    expect(regions.map(({fall}) => fall)).toEqual(falls);
  });

  it("gives the probabilities with each ninth covered", async () => {
    // Without the pixel in the upper left corner only the bias of 9 remains.
    const image = paint((x, y) => at(4, 4)(x, y) || at(23, 23)(x, y));
    const {regions} = await explain(linear({4: weightAt(4, 4, 9)}, {9: 3}), image, 4);
    expect(regions[0]!.probabilities[9]).toBeCloseTo(Math.exp(3) / (Math.exp(3) + 9), 5);
    expect(regions[8]!.probabilities[4]).toBeGreaterThan(0.99);
  });

  it("covers all ink: with a linear classifier, the falls of the ninths sum to the total evidence", async () => {
    const classifier = linear({4: (x, y) => ((x * 7 + y * 3) % 5) / 50 - 0.03});
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({minLength: 784, maxLength: 784}), fc.nat(783), async (noise, first) => {
        const image = noise.map((value, pixel) => (pixel < first ? 0 : value)); // ink may begin anywhere
        const {regions} = await explain(classifier, image, 4);
        const whole = image.reduce(
          (sum, value, p) => sum + (value / 255) * ((((p % 28) * 7 + Math.floor(p / 28) * 3) % 5) / 50 - 0.03),
          0
        );
        expect(regions.reduce((sum, {fall}) => sum + fall, 0)).toBeCloseTo(whole, 2);
      }),
      {numRuns: 30}
    );
  });

  it("is 0 everywhere without ink", async () => {
    const {map, regions} = await explain(linear({4: () => 1}), new Uint8Array(784), 4);
    expect(map.every((value) => value === 0)).toBe(true);
    expect(regions.map(({fall}) => fall)).toEqual(new Array(9).fill(0));
  });

  it("has no counterfactual without another digit", async () => {
    expect((await explain(linear({4: weightAt(10, 10, 3)}), paint(at(10, 10)), 4)).counterfactual).toBeNull();
  });

  it("calls the classifier once, with at most about 800 images, and leaves the image unchanged", async () => {
    const sizes: number[] = [];
    const counted = linear({});
    const classifier: Classifier = {
      ...counted,
      classify: (images) => (sizes.push(images.length / 784), counted.classify(images))
    };
    const image = new Uint8Array(784).fill(200);
    await explain(classifier, image, 4);
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThanOrEqual(800);
    sizes.length = 0;
    await explain(classifier, image, 4, 9);
    expect(sizes[0]).toBeLessThanOrEqual(800);
    expect(image).toEqual(new Uint8Array(784).fill(200));
  });
});

describe("explain(classifier, image, digit, other)", () => {
  it("maps the fall of the log-odds against the other digit only", async () => {
    // The pixel adds 3 to the logit of 4, 1 to that of 9 and 5 to that of 7, which plays no part.
    const classifier = linear({4: weightAt(10, 10, 3), 9: weightAt(10, 10, 1), 7: weightAt(10, 10, 5)});
    const {map} = await explain(classifier, paint(at(10, 10)), 4, 9);
    expect(map[10 * 28 + 10]).toBeCloseTo((1.6175 * 2) / 3, 3);
  });

  it("finds added ink that turns the image into the other digit", async () => {
    const classifier = linear({4: weightAt(10, 10, 3), 9: weightAt(16, 8, 5)});
    const {counterfactual} = await explain(classifier, paint(at(10, 10)), 4, 9);
    expect(counterfactual!.edits).toEqual([{x: 16, y: 8, kind: "ink"}]);
    expect(counterfactual!.image[8 * 28 + 16]).toBe(255);
    expect(counterfactual!.image[10 * 28 + 10]).toBe(255);
    const sum = Math.exp(5) + Math.exp(3) + 8;
    expect(counterfactual!.probabilities[9]).toBeCloseTo(Math.exp(5) / sum, 5);
  });

  it("finds removed ink that turns the image into the other digit", async () => {
    const classifier = linear({4: weightAt(10, 10, 3)}, {9: 2});
    const {counterfactual} = await explain(classifier, paint(at(10, 10)), 4, 9);
    expect(counterfactual!.edits).toEqual([{x: 10, y: 10, kind: "blank"}]);
    expect(counterfactual!.image.every((value) => value === 0)).toBe(true);
  });

  it("combines several edits if one is not enough, and no more than needed", async () => {
    const classifier = linear({9: (x, y) => (y === 12 && [6, 12, 18, 22].includes(x) ? 2 : 0)}, {4: 5});
    const {counterfactual} = await explain(classifier, new Uint8Array(784), 4, 9);
    expect(counterfactual!.edits.map(({x}) => x)).toHaveLength(3);
    expect(counterfactual!.probabilities[9]).toBeGreaterThan(counterfactual!.probabilities[4]!);
  });

  it("returns the edits that come closest if none turns the image into the other digit", async () => {
    const classifier = linear({9: weightAt(16, 8, 2)}, {4: 9});
    const {counterfactual} = await explain(classifier, paint(at(10, 10)), 4, 9);
    expect(counterfactual!.edits).toEqual([{x: 16, y: 8, kind: "ink"}]);
    expect(counterfactual!.probabilities[4]).toBeGreaterThan(0.9);
  });

  it("has no counterfactual if no edit favors the other digit", async () => {
    expect((await explain(linear({}), paint(at(10, 10)), 4, 9)).counterfactual).toBeNull();
  });
});
