import {describe, expect, it} from "vitest";
import {growthTasks, parametersOf} from "../../../../loaders/bench/growth/growthTasks.js";
import {createAnn} from "../../../../src/readers/network/architectures/ann.js";

describe("growthTasks({mostImages, mostRuns})", () => {
  it("are the sizes asked for, each once", () => {
    const tasks = growthTasks({mostImages: 3000, mostRuns: 30});
    const keys = tasks.map(({what, by, n}) => `${what}, ${n} ${by}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(
      expect.arrayContaining(["build, 3000 images", "build, 30 runs", "epoch of the cnn, 1000 images"])
    );
    expect(keys.filter((key) => /build, \d{5,} images|build, \d{3,} runs/.test(key))).toEqual([]);
    expect(growthTasks().some(({by, n}) => by === "images" && n === 1_000_000)).toBe(true);
  });
});

describe("parametersOf(units)", () => {
  it.each([32, 128, 1024])("is what TensorFlow.js counts of the network with %i units", (units) => {
    const model = createAnn(1, 10, {units});
    expect(parametersOf(units)).toBe(model.countParams());
    model.dispose();
  });
});
