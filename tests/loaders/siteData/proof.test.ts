import {describe, expect, it} from "vitest";
import {proveBy} from "../../../loaders/siteData/proof.js";
import {centerOf, fakeClassifier, ticks} from "../runs/fakeClassifier.js";

describe("proveBy(split, digits, classifier)", () => {
  const digits = ticks(60);

  it("has the first 50 images as the network is given them: 784 values, 255 at the strongest, ink in the middle", async () => {
    const {split, run, answers} = await proveBy("test", digits);
    expect({split, run, n: answers.length}).toEqual({split: "test", run: null, n: 50});
    for (const {image} of answers) {
      const values = Buffer.from(image, "base64");
      expect(values.length).toBe(784);
      expect(Math.max(...values)).toBe(255);
      const {x, y} = centerOf(values);
      expect(Math.max(Math.abs(x - 13.5), Math.abs(y - 13.5))).toBeLessThanOrEqual(1); // whole pixels
    }
  });

  it("has what a run reads in them, and is the same each time", async () => {
    const classifier = fakeClassifier(() => 4);
    const proof = await proveBy("test", digits, classifier);
    expect(proof.run).toBe("fake");
    expect(proof.answers[7]).toMatchObject({label: 4, confidence: expect.closeTo(0.91, 6) as number});
    expect(await proveBy("test", digits, classifier)).toEqual(proof);
  });
});
