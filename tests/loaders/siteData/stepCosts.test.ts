import {beforeAll, describe, expect, it} from "vitest";
import {measureStepCosts, type StepCost} from "../../../loaders/siteData/stepCosts.js";
import {STEPS} from "../../../src/ink/steps.js";
import {centerOf, fakeClassifier, ticks} from "../runs/fakeClassifier.js";

describe("measureStepCosts(test, classifiers)", () => {
  // It reads a 1 where the ink's center of mass is in the middle, as that step puts it, and else a 0.
  const centered = fakeClassifier((image) => {
    const {x, y} = centerOf(image);
    return Math.max(Math.abs(x - 13.5), Math.abs(y - 13.5)) <= 1 ? 1 : 0;
  });
  let costs: StepCost[];
  beforeAll(async () => {
    costs = await measureStepCosts(ticks(30), new Map([["centered", centered]]), {images: 20});
  });

  it("counts for each step, and for none left out, how many of the first images are read rightly", () => {
    expect(costs.map(({step}) => step)).toEqual([null, ...STEPS]);
    for (const {run, n} of costs) expect({run, n}).toEqual({run: "centered", n: 20});
  });

  it("finds a network that needs the ink in the middle to fail without that step alone, of those that keep the ink", () => {
    const correct = Object.fromEntries(costs.map(({step, correct}) => [String(step), correct]));
    expect(correct).toMatchObject({null: 20, contrast: 20, center: 0});
  });
});
