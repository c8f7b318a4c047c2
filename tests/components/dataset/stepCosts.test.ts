import {describe, expect, it} from "vitest";
import {costFinding, costOf, type StepCost} from "../../../src/components/dataset/stepCosts.js";

const cost = (step: StepCost["step"], correct: number): StepCost => ({run: "cnn", step, n: 1000, correct});
const costs = [cost(null, 960), cost("box", 559), cost("center", 950), cost("contrast", 961)];

describe("the cost of a step", () => {
  it("is a difference in percentage points, with the accuracy without the step and its interval", () => {
    // R: prop.test(559, 1000, correct = FALSE)$conf.int: 0.5281, 0.5895
    expect(costOf(costs, "cnn", "box")).toBe("−40.1 percentage points (55.9 % of 1,000 correct, 52.8–58.9 %)");
    expect(costOf(costs, "cnn", "contrast")).toMatch(/^\+0\.1 percentage points/);
    expect(costOf(costs, "cnn", "margin")).toBe("not measured");
  });

  it("has a title that names the step that matters most", () => {
    expect(costFinding(costs, "cnn")).toBe("“Crop” matters most: without it, accuracy drops from 96.0 % to 55.9 %");
    expect(costFinding([cost(null, 960), cost("contrast", 961)], "cnn")).toBe(
      "No single step matters: accuracy stays at 96.0 % without any one of them"
    );
    expect(costFinding(costs, undefined)).toBe("The cost of each step was not measured");
  });
});
