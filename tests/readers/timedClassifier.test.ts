import {expect, it} from "vitest";
import type {Classifier} from "../../src/readers/classifier.js";
import {timedClassifier} from "../../src/readers/timedClassifier.js";

it("timedClassifier(classifier, now) sums the time of all classifications, and answers as the classifier does", async () => {
  let time = 0;
  const scores = {probabilities: Float32Array.of(1)};
  const slow: Classifier = {
    name: "slow",
    classes: ["a"],
    classify: (images) => {
      time += images.length; // a millisecond a value
      return Promise.resolve(scores);
    },
    dispose: () => undefined
  };
  const timed = timedClassifier(slow, () => time);
  expect(timed.milliseconds).toBe(0);
  expect(await timed.classify(new Float32Array(3))).toBe(scores);
  time += 100; // between two classifications
  await timed.classify(new Float32Array(4));
  expect([timed.milliseconds, timed.name, timed.classes]).toEqual([7, "slow", ["a"]]);
});
