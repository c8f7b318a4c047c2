import {expect, it} from "vitest";
import {timeClassifier} from "../../../loaders/runs/timeClassifier.js";

it("takes the mean time of an image alone and in batches of 100, after a warm-up", async () => {
  const sizes: number[] = [];
  const classifier = {
    name: "slow",
    classes: ["0", "1"],
    classify: async (images: Float32Array) => {
      const n = images.length / 784;
      sizes.push(n);
      await new Promise((resolve) => setTimeout(resolve, 5)); // however many images
      return {probabilities: new Float32Array(n * 2)};
    },
    dispose: () => undefined
  };
  const {alone, batched} = await timeClassifier(classifier, new Float32Array(200 * 784));
  expect(alone).toBeGreaterThanOrEqual(4);
  expect(batched).toBeLessThan(alone / 10);
  expect(sizes.filter((n) => n === 1)).toHaveLength(201);
  expect(sizes.filter((n) => n === 100)).toHaveLength(3);
});
