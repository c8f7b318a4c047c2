import {describe, expect, it} from "vitest";
import {forestClassifier, logVotes} from "../../../src/readers/forest/forest.js";
import {LEAF, linkTrees} from "../../../src/readers/forest/trees.js";

// Three trees that look at the first pixel, at half of its ink, at 0.2 and at 0.8: class 0 at most there, 1 above it.
const trees = linkTrees({
  features: Uint16Array.of(0, LEAF, LEAF, 0, LEAF, LEAF, 0, LEAF, LEAF),
  values: Uint8Array.of(127, 0, 1, 51, 0, 1, 204, 0, 1)
})!;

/** Images, [n × 784], with this ink in the first pixel, and a little in the last unless it is 0. */
function images(...inks: number[]): Float32Array {
  const pixels = new Float32Array(inks.length * 784);
  inks.forEach((ink, i) => {
    pixels[i * 784] = ink;
    pixels[i * 784 + 783] = ink ? 0.1 : 0;
  });
  return pixels;
}

describe("forestClassifier(name, {trees, sharpness}, {classes})", () => {
  const forest = forestClassifier("trees", {trees, sharpness: 2}, {classes: ["a", "b"]});

  it("has its name and classes", () => {
    expect(forest).toMatchObject({name: "trees", classes: ["a", "b"]});
  });

  it("derives probabilities from the votes, half a vote more each, to the power of the sharpness", async () => {
    // 3 : 0, 2 : 1, 1 : 2 and 0 : 3 votes.
    const {probabilities} = await forest.classify(images(0.1, 0.3, 0.6, 0.9));
    const first = [3.5 ** 2 / (3.5 ** 2 + 0.5 ** 2), 2.5 ** 2 / (2.5 ** 2 + 1.5 ** 2)];
    const expected = [
      first[0]!,
      1 - first[0]!,
      first[1]!,
      1 - first[1]!,
      1 - first[1]!,
      first[1]!,
      1 - first[0]!,
      first[0]!
    ];
    expect([...probabilities]).toEqual(expected.map((p) => expect.closeTo(p, 6) as number));
  });

  it("gives no answer for an image without ink", async () => {
    const {probabilities, likelihoods} = await forest.classify(images(0.9, 0));
    expect([...probabilities.subarray(2)]).toEqual([0, 0]);
    expect(probabilities[1]).toBeGreaterThan(0.5);
    expect(likelihoods).toBeUndefined();
    expect((await forest.classify(new Float32Array(0))).probabilities).toHaveLength(0);
  });

  it("reads ink in the 256 levels of the training images", async () => {
    // 51 / 255 is at most the level 51, whatever its rounding in float32.
    const {probabilities} = await forest.classify(images(51 / 255, 52 / 255));
    expect(probabilities[0]).toBeCloseTo(3.5 ** 2 / (3.5 ** 2 + 0.5 ** 2), 6);
    expect(probabilities[2]).toBeCloseTo(2.5 ** 2 / (2.5 ** 2 + 1.5 ** 2), 6);
  });
});

describe("logVotes(votes)", () => {
  it("returns logarithms of half a vote more", () => {
    expect([...logVotes(Uint16Array.of(0, 3))]).toEqual(
      [Math.log(0.5), Math.log(3.5)].map((x) => expect.closeTo(x, 6) as number)
    );
  });
});
