import {describe, expect, it} from "vitest";
import {FAMILIES, PUBLISHED, SYSTEMS} from "../../src/run/systems.js";
import {TRAINERS} from "../../src/training/trainRun.js";

describe("SYSTEMS", () => {
  it("knows every model that can be trained, each with a family and a source", () => {
    expect(Object.keys(SYSTEMS)).toEqual(expect.arrayContaining(Object.keys(TRAINERS)));
    for (const {family, follows} of Object.values(SYSTEMS)) {
      expect(FAMILIES).toContain(family);
      expect(follows.text).toMatch(/\b(19|20)\d\d$/);
    }
  });
});

describe("PUBLISHED", () => {
  // http://yann.lecun.com/exdb/mnist, read as test error rates in percent.
  it.each([
    ["softmax-regression", 12],
    ["knn", 5],
    ["knn-deskewed", 2.4],
    ["qda", 3.3],
    ["svm", 1.1],
    ["ann", 3.05],
    ["lenet-5", 0.95],
    ["simard", 0.4],
    ["committee", 0.23]
  ])("%s: %d %% of 10,000 images", (system, percent) => {
    const figure = PUBLISHED.find((one) => one.system === system)!;
    expect(100 * figure.error).toBeCloseTo(percent, 9);
    expect(Object.keys(SYSTEMS)).toContain(system);
  });
});
