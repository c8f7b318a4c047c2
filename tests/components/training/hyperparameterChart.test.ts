import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {
  comparableRuns,
  hyperparameterColumns,
  hyperparameterFinding,
  parallelAxes,
  type ComparableRun
} from "../../../src/components/training/hyperparameterChart.js";

function runOf(
  name: string,
  accuracy: number,
  hyperparameters: Record<string, unknown>,
  sha256 = "mnist"
): ComparableRun {
  return {
    name,
    classes: DIGITS,
    about: {model: "m", parameters: 100, evaluated: {name: "t", sha256}, hyperparameters},
    evaluation: {n: 1000, accuracy}
  };
}

const runs = [
  runOf("a", 0.9, {epochs: 10, schedule: "constant", batchSize: 128, augmentation: "none"}),
  runOf("b", 0.95, {epochs: 100, schedule: "one-cycle", batchSize: 128, augmentation: {how: "fading"}}),
  runOf("c", 0.92, {epochs: 1000, schedule: "constant", batchSize: 128, augmentation: {how: "constant"}}),
  runOf("elsewhere", 0.99, {epochs: 10}, "other"),
  {...runOf("untested", 0, {epochs: 1}), evaluation: null}
];

describe("comparableRuns(runs)", () => {
  it("are those tested on the same images as most, best last", () => {
    expect(comparableRuns(runs).map(({name}) => name)).toEqual(["a", "c", "b"]);
    expect(comparableRuns([])).toEqual([]);
  });
});

describe("hyperparameterColumns(runs)", () => {
  it("are those that the runs differ in, with the name before and the accuracy after", () => {
    const columns = hyperparameterColumns(comparableRuns(runs));
    expect(columns.map(({label}) => label)).toEqual(["Run", "Distortion", "Schedule", "Epochs", "Accuracy"]);
    expect(columns.map(({show}) => show!(runs[1]!))).toEqual(["b", "fading", "one-cycle", "100", "95.00 %"]);
    expect(columns.map(({show}) => show!(runs[4]!)).at(-1)).toBe("–");
  });
});

describe("parallelAxes(runs)", () => {
  const axes = parallelAxes(comparableRuns(runs));
  const axis = (label: string) => axes.find((one) => one.label === label)!;

  it("place numbers from the least to the greatest, far ones by their logarithm: 100 is midway from 10 to 1000", () => {
    expect([10, 100, 1000].map(axis("Epochs").place)).toEqual([0, expect.closeTo(0.5, 12), 1]);
    expect([0.9, 0.92, 0.95].map(axis("Accuracy").place)).toEqual([0, expect.closeTo(0.4, 12), 1]);
  });

  it("place words one above another, by the alphabet", () => {
    expect(axis("Schedule").ticks.map(({text}) => text)).toEqual(["constant", "one-cycle"]);
    expect(axis("Schedule").ticks.map(({place}) => place)).toEqual([0.25, 0.75]);
  });

  it("leave out ticks that would lie on each other, never the ends", () => {
    const crowd = Array.from({length: 101}, (_, i) => runOf(String(i), 0.5 + i / 1000, {epochs: 100 + i}));
    const places = parallelAxes(crowd)[0]!.ticks.map(({place}) => place);
    expect([places[0], places.at(-1)]).toEqual([0, 1]);
    expect(Math.min(...places.slice(1).map((place, i) => place - places[i]!))).toBeGreaterThan(0.0699);
  });
});

describe("hyperparameterFinding(runs)", () => {
  it("says which run is best, of how many", () => {
    expect(hyperparameterFinding(runs)).toBe("Best of 3 runs: b, 95.0 %. How their settings differ");
    expect(hyperparameterFinding([])).toBe("No hyperparameters to compare");
  });
});
