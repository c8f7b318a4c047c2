import {describe, expect, it} from "vitest";
import {withStep, type StepPoint} from "../../../src/components/trainer/stepLine.js";
import {nameOfChoice, uniqueName} from "../../../src/components/trainer/runName.js";
import {NONE, presetsFor, type TrainingChoice} from "../../../src/components/trainer/trainingChoice.js";
import {firstState, reduceTraining, type TrainingEvent} from "../../../src/components/trainer/trainingState.js";
import {stepWords} from "../../../src/components/trainer/trainingProgress.js";

interface Run {
  readonly name: string;
}
const after = (events: readonly TrainingEvent<Run>[], kept: readonly Run[] = []) =>
  events.reduce<ReturnType<typeof firstState<Run>>>(reduceTraining, firstState(kept));
const finished = (name: string, isKept = true): TrainingEvent<Run> => ({type: "finish", run: {name}, isKept});

describe("what goes on where a visitor trains", () => {
  it("goes from loading to training to a run", () => {
    expect(after([{type: "begin"}]).phase).toBe("loading");
    expect(after([{type: "begin"}, {type: "start"}]).phase).toBe("training");
    const done = after(
      [{type: "begin"}, {type: "start"}, {type: "pause", isPaused: true}, finished("b")],
      [{name: "a"}]
    );
    expect(done).toMatchObject({phase: "idle", isPaused: false, runs: [{name: "a"}, {name: "b"}]});
    expect(after([{type: "begin"}, {type: "fail"}])).toMatchObject({phase: "idle", runs: []});
  });

  it("knows which runs are on this page alone, until they are saved or deleted", () => {
    const names = (events: readonly TrainingEvent<Run>[]) => [...after([finished("a", false), ...events]).unsaved];
    expect(names([])).toEqual(["a"]);
    expect(names([{type: "rename", name: "a", to: "b"}])).toEqual(["b"]);
    expect(names([{type: "save", name: "a"}])).toEqual([]);
    expect(names([{type: "delete", name: "a"}])).toEqual([]);
    expect([...after([finished("a")]).unsaved]).toEqual([]);
  });

  it("renames and deletes a run, and never gives a name away again: models are known by it", () => {
    const state = after([finished("a"), {type: "rename", name: "a", to: "b"}, {type: "delete", name: "b"}]);
    expect(state.runs).toEqual([]);
    expect(uniqueName("a", state.used)).toBe("a (2)");
    expect(uniqueName("b", state.used)).toBe("b (2)");
  });
});

describe("nameOfChoice(choice, images)", () => {
  const usual: TrainingChoice = {
    model: "ann",
    images: 30_000,
    epochs: 10,
    learningRate: 0.001,
    schedule: "constant",
    batchSize: 128,
    distortion: NONE,
    seed: 1
  };

  it("names a run by its network, rate and images", () => {
    expect(nameOfChoice({...usual, images: 100, learningRate: 0.1}, 30_000)).toBe("ann, rate 0.1, 100 images");
    expect(nameOfChoice(usual, 30_000)).toBe("ann, rate 0.001, all images");
  });

  it("names whatever else is not as usual", () => {
    const unusual = {epochs: 1, schedule: "one-cycle", batchSize: 64, distortion: "fading", seed: 3} as const;
    expect(nameOfChoice({...usual, ...unusual}, 30_000)).toBe(
      "ann, rate 0.001, all images, 1 epoch, one-cycle, batches of 64, fading distortion, seed 3"
    );
  });

  it("gives the next run of the same settings a number", () => {
    expect(uniqueName("a", new Set())).toBe("a");
    expect(uniqueName("a", new Set(["a", "a (2)"]))).toBe("a (3)");
  });
});

it("presetsFor(images) never asks for more images than there are", () => {
  for (const {choice} of presetsFor(250)) expect(choice.images).toBeLessThanOrEqual(250);
  expect(presetsFor(30_000).map(({label, choice}) => [label, choice.images, choice.learningRate])).toEqual([
    ["The documents’ network", 30_000, 0.001],
    ["Too high a rate", 3000, 0.1],
    ["100 images", 100, 0.001],
    ["Overfit me", 1000, 0.003]
  ]);
});

describe("withStep(points, progress)", () => {
  it("places a step within its epoch", () => {
    const [point] = withStep([], {epoch: 2, step: 3, steps: 4, loss: 0.5, accuracy: 0.9});
    expect(point).toEqual({epoch: 2.75, loss: 0.5, accuracy: 0.9});
  });

  it("keeps the line's course in a bounded number of points, however long a training takes", () => {
    let points: readonly StepPoint[] = [];
    for (let step = 1; step <= 10_000; ++step)
      points = withStep(points, {epoch: 0, step, steps: 10_000, loss: step, accuracy: 0});
    expect(points.length).toBeGreaterThan(150);
    expect(points.length).toBeLessThanOrEqual(400);
    for (const {epoch, loss} of points) expect(loss).toBeCloseTo(10_000 * epoch, 6); // still on the straight line
    expect(points.at(-1)!.epoch).toBe(1);
  });
});

it("stepWords(place, left) says the step, its figures, and the time left", () => {
  const place = {epoch: 2, step: 120, steps: 235, loss: 0.21349, accuracy: 0.94};
  expect(stepWords(place, "about 12 s left")).toBe(
    "Epoch 3, step 120 of 235: loss 0.213, accuracy 94 % · about 12 s left"
  );
  expect(stepWords({...place, loss: 1234.5}, "")).toBe("Epoch 3, step 120 of 235: loss 1235, accuracy 94 %");
});
