import {describe, expect, it} from "vitest";
import type {EpochRecord} from "../../src/run/history.js";
import {epochSpreads, groupSeeds, spreadOf} from "../../src/stats/seeds.js";

const hyperparameters = {epochs: 20, augmentation: {rotation: 12, scale: 0.15}};
const dataset = {sha256: "cacdf42c", train: 30_000, validation: 3000, test: 3000};

describe("groupSeeds(runs)", () => {
  const run = (name: string, seed: number | undefined, more: object = {}) => {
    return {name, about: {model: "ann", seed, hyperparameters, dataset, ...more}};
  };
  const names = (runs: {name: string}[][]) => runs.map((group) => group.map(({name}) => name).join(" "));

  it("groups runs that differ only in their seed, regardless of key order", () => {
    const turned = {augmentation: {scale: 0.15, rotation: 12}, epochs: 20};
    const runs = [run("b", 3), run("other", 1, {model: "cnn"}), run("a", 1, {hyperparameters: turned}), run("c", 2)];
    expect(names(groupSeeds(runs))).toEqual(["a c b", "other"]);
  });

  it("separates different hyperparameters, datasets and numbers of images", () => {
    const runs = [
      run("a", 1),
      run("epochs", 2, {hyperparameters: {...hyperparameters, epochs: 40}}),
      run("data", 3, {dataset: {...dataset, sha256: "0465aea9"}}),
      run("limited", 4, {dataset: {...dataset, train: 3000}})
    ];
    expect(names(groupSeeds(runs))).toEqual(["a", "epochs", "data", "limited"]);
  });

  it("keeps runs with unknown settings separate, and drops repetitions", () => {
    const runs = [
      run("a", 1),
      run("again", 1),
      run("no seed", undefined),
      run("none either", undefined),
      run("no data", 2, {dataset: undefined}),
      run("no settings", 3, {hyperparameters: undefined})
    ];
    expect(names(groupSeeds(runs))).toEqual(["a", "no seed", "none either", "no data", "no settings"]);
  });
});

describe("spreadOf(values)", () => {
  it("returns the mean and the sample standard deviation", () => {
    // numpy 1.24.2, mean(v) and std(v, ddof=1) of the accuracies of ann-documents with seeds 1, 2 and 3
    const {n, mean, deviation} = spreadOf([0.975, 0.9726666666666667, NaN, 0.9713333333333334]);
    expect([n, mean!.toFixed(12), deviation!.toFixed(12)]).toEqual([3, "0.973000000000", "0.001855921454"]);
  });

  it("is undefined for too few values", () => {
    expect(spreadOf([0.5])).toEqual({n: 1, mean: 0.5, deviation: undefined});
    expect(spreadOf([NaN])).toEqual({n: 0, mean: undefined, deviation: undefined});
  });
});

describe("epochSpreads(histories, metric)", () => {
  const history = (...losses: number[]): EpochRecord[] =>
    losses.map((val_loss, epoch) => ({epoch, loss: 1, accuracy: 0, val_loss, val_accuracy: 0, learning_rate: 0, seconds: 1})); // prettier-ignore

  it("returns the spread of each epoch that all histories have", () => {
    // numpy 1.24.2, mean and std with ddof=1 of (0.4, 0.5, 0.45), (0.3, 0.2, 0.4) and (0.25, 0.3, 0.2)
    const spreads = epochSpreads(
      [history(0.4, 0.3, 0.25), history(0.5, 0.2, 0.3, 0.1), history(0.45, 0.4, 0.2)],
      "val_loss"
    );
    const expected = [[0.45, 0.05], [0.3, 0.1], [0.25, 0.05]]; // prettier-ignore
    expect(spreads).toEqual(
      expected.map(([mean, deviation], epoch) => {
        return {epoch, n: 3, mean: expect.closeTo(mean!, 12), deviation: expect.closeTo(deviation!, 12)};
      })
    );
  });

  it("is empty without histories", () => {
    expect(epochSpreads([], "loss")).toEqual([]);
    expect(epochSpreads([history(1), []], "loss")).toEqual([]);
  });
});
