import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {defaultRuns, trainingFinding} from "../../../src/components/training/tellingRuns.js";

const run = (name: string, accuracy: number, {seed = 1, recipe = name, test = "MNIST", epochs = 20} = {}) => ({
  name,
  classes: DIGITS,
  epochs,
  about: {
    model: "ann",
    seed,
    hyperparameters: {recipe},
    dataset: {name: "d", sha256: "f"},
    evaluated: {name: test, sha256: test}
  },
  evaluation: {n: 10_000, accuracy, interval: [accuracy - 0.002, accuracy + 0.002] as [number, number]}
});

const RUNS = [
  run("ablation-a", 0.5),
  run("ann", 0.9927),
  run("ann-documents", 0.9745),
  run("ann-documents-seed-2", 0.96, {seed: 2, recipe: "ann-documents"}),
  run("cnn", 0.9956),
  run("cnn-pen", 0.9944),
  run("sample", 0.99, {test: "sample"})
];

describe("defaultRuns(runs)", () => {
  it("are the most accurate run, the documents' network, and the least accurate of the others", () => {
    expect(defaultRuns(RUNS)).toEqual(["cnn", "ann-documents", "ann"]);
  });

  it("has neither ablations, nor other seeds of the same training, nor runs tested on other images", () => {
    const chosen = defaultRuns([...RUNS, run("weak", 0.8), run("ablation-b", 0.999)]);
    expect(chosen).toEqual(["cnn", "ann-documents", "weak"]);
  });

  it("puts the next most accurate in the place of one that is missing", () => {
    const [, ann, , , cnn, pen] = RUNS;
    expect(defaultRuns([ann!, cnn!, pen!, run("weak", 0.8)])).toEqual(["cnn", "weak", "cnn-pen"]);
  });

  it("leaves out runs without epochs, and shows ablations where there is nothing else", () => {
    expect(defaultRuns([run("cnn", 0.9, {epochs: 0}), run("ablation-a", 0.5)])).toEqual(["ablation-a"]);
    expect(defaultRuns([])).toEqual([]);
  });

  it("are three of 300 runs, and three of runs that were not tested", () => {
    const many = Array.from({length: 300}, (_, i) => run(`run-${i}`, 0.5 + i / 1000));
    expect(defaultRuns(many)).toEqual(["run-299", "run-0", "run-298"]);
    expect(defaultRuns(many.slice(0, 5).map((one) => ({...one, evaluation: null})))).toHaveLength(3);
  });
});

describe("trainingFinding(runs)", () => {
  it("says which run wins and by how much, and whether that may be chance", () => {
    expect(trainingFinding(RUNS)).toBe(
      "cnn is the most accurate of 6 runs: 99.56 % of 10,000 test images. cnn-pen is 0.12 points behind (their 95 % intervals overlap), ann-documents 2.11 points."
    );
  });

  it("says no such thing of intervals apart, of one run, and of none", () => {
    expect(trainingFinding(RUNS.slice(1, 3))).toBe(
      "ann is the most accurate of 2 runs: 99.27 % of 10,000 test images. ann-documents is 1.82 points behind."
    );
    expect(trainingFinding(RUNS.slice(1, 2))).toBe("ann reads 99.27 % of 10,000 test images correctly.");
    expect(trainingFinding([])).toBeUndefined();
  });
});
