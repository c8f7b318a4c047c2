import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {explain} from "../../../src/readers/segmenter/occlusion.js";
import type {Classifier} from "../../../src/readers/classifier.js";

/** What a pixel adds to the logit of a digit. */
type Weight = (x: number, y: number) => number;

/** A classifier whose logits are linear: its log-odds, and how they fall, can be added up by hand. */
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

/** An image with ink where *isInk* says so. */
function paint(isInk: (x: number, y: number) => boolean): Uint8Array {
  return Uint8Array.from({length: 784}, (_, p) => (isInk(p % 28, Math.floor(p / 28)) ? 255 : 0));
}

const at = (x: number, y: number) => (u: number, v: number) => x === u && y === v;
const weightAt =
  (x: number, y: number, weight: number): Weight =>
  (u, v) =>
    at(x, y)(u, v) ? weight : 0;

describe("explain(classifier, image, digit)", () => {
  it("maps the fall of the log-odds, averaged over the patches by their weights", async () => {
    // The pixel (10, 10) is in the middle of a patch and under eight more, two pixels from it across, down or both. A
    // patch at a distance d weighs w = exp(−d² / (2 · 1.5²)) there and takes 3w off the logit, so that the mean is
    // 3 · Σw² / Σw = 3 · ((1 + 2e^(−16/9)) / (1 + 2e^(−8/9)))² = 1.6175.
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

  it("is 0 where the classifier ignores pixels, with ink or without", async () => {
    // It looks at the columns 0 to 9. Patches reach two pixels far: the one at 10 is the last that matters, up to 12.
    const {map} = await explain(linear({4: (x) => (x < 10 ? 0.1 : 0)}), new Uint8Array(784).fill(255), 4);
    for (const [pixel, value] of map.entries()) {
      if (pixel % 28 > 12) expect(Math.abs(value)).toBeLessThan(1e-6);
      else expect(value).toBeGreaterThan(0.001);
    }
  });

  it("tells a digit that is all but certain from one that is certain", async () => {
    // Probabilities of 1 − 4e-8 and 1 − 5e-11: their logarithms are 0 to float32, their odds are not.
    const {map} = await explain(linear({4: weightAt(10, 10, 6)}, {4: 20}), paint(at(10, 10)), 4);
    expect(map[10 * 28 + 10]).toBeCloseTo(2 * 1.6175, 3);
  });

  it("covers each ninth of the square around the ink", async () => {
    // A block of 18 × 12 pixels from (5, 8) on: the square around it has 18 pixels from (5, 5) on, thirds have 6.
    const block = paint((x, y) => x >= 5 && x < 23 && y >= 8 && y < 20);
    const {regions} = await explain(linear({4: () => 0.01}), block, 4);
    const corners = [5, 11, 17].flatMap((y) => [5, 11, 17].map((x) => ({x, y, width: 6, height: 6})));
    expect(regions.map(({box}) => box)).toEqual(corners);
    const falls = [18, 18, 18, 36, 36, 36, 18, 18, 18].map((pixels) => expect.closeTo(0.01 * pixels, 4));
    expect(regions.map(({fall}) => fall)).toEqual(falls);
  });

  it("says what the answer is to what is left", async () => {
    // Without the upper left corner's pixel only the bias of 9 speaks.
    const image = paint((x, y) => at(4, 4)(x, y) || at(23, 23)(x, y));
    const {regions} = await explain(linear({4: weightAt(4, 4, 9)}, {9: 3}), image, 4);
    expect(regions[0]!.probabilities[9]).toBeCloseTo(Math.exp(3) / (Math.exp(3) + 9), 5);
    expect(regions[8]!.probabilities[4]).toBeGreaterThan(0.99);
  });

  it("leaves no ink out: with a linear classifier the falls of the ninths add up to all evidence", async () => {
    const classifier = linear({4: (x, y) => ((x * 7 + y * 3) % 5) / 50 - 0.03});
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({minLength: 784, maxLength: 784}), fc.nat(783), async (noise, first) => {
        const image = noise.map((value, pixel) => (pixel < first ? 0 : value)); // ink begins anywhere
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

  it("has no counterfactual", async () => {
    expect((await explain(linear({4: weightAt(10, 10, 3)}), paint(at(10, 10)), 4)).counterfactual).toBeNull();
  });

  it("asks the classifier once, about 800 images at most, and leaves the image as it is", async () => {
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
  it("maps the fall of the log-odds against the other digit alone", async () => {
    // The pixel adds 3 to the logit of 4, 1 to that of 9 and 5 to that of 7, which is not asked about.
    const classifier = linear({4: weightAt(10, 10, 3), 9: weightAt(10, 10, 1), 7: weightAt(10, 10, 5)});
    const {map} = await explain(classifier, paint(at(10, 10)), 4, 9);
    expect(map[10 * 28 + 10]).toBeCloseTo((1.6175 * 2) / 3, 3);
  });

  it("finds the ink that would make it the other digit", async () => {
    const classifier = linear({4: weightAt(10, 10, 3), 9: weightAt(16, 8, 5)});
    const {counterfactual} = await explain(classifier, paint(at(10, 10)), 4, 9);
    expect(counterfactual!.edits).toEqual([{x: 16, y: 8, kind: "ink"}]);
    expect(counterfactual!.image[8 * 28 + 16]).toBe(255);
    expect(counterfactual!.image[10 * 28 + 10]).toBe(255);
    const sum = Math.exp(5) + Math.exp(3) + 8;
    expect(counterfactual!.probabilities[9]).toBeCloseTo(Math.exp(5) / sum, 5);
  });

  it("finds the ink without which it would be the other digit", async () => {
    const classifier = linear({4: weightAt(10, 10, 3)}, {9: 2});
    const {counterfactual} = await explain(classifier, paint(at(10, 10)), 4, 9);
    expect(counterfactual!.edits).toEqual([{x: 10, y: 10, kind: "blank"}]);
    expect(counterfactual!.image.every((value) => value === 0)).toBe(true);
  });

  it("takes several changes together where one is not enough, and no more than it takes", async () => {
    const classifier = linear({9: (x, y) => (y === 12 && [6, 12, 18, 22].includes(x) ? 2 : 0)}, {4: 5});
    const {counterfactual} = await explain(classifier, new Uint8Array(784), 4, 9);
    expect(counterfactual!.edits.map(({x}) => x)).toHaveLength(3);
    expect(counterfactual!.probabilities[9]).toBeGreaterThan(counterfactual!.probabilities[4]!);
  });

  it("says what comes closest where nothing makes it the other digit", async () => {
    const classifier = linear({9: weightAt(16, 8, 2)}, {4: 9});
    const {counterfactual} = await explain(classifier, paint(at(10, 10)), 4, 9);
    expect(counterfactual!.edits).toEqual([{x: 16, y: 8, kind: "ink"}]);
    expect(counterfactual!.probabilities[4]).toBeGreaterThan(0.9);
  });

  it("has no counterfactual where nothing speaks for the other digit", async () => {
    expect((await explain(linear({}), paint(at(10, 10)), 4, 9)).counterfactual).toBeNull();
  });
});
