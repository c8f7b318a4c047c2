import {describe, expect, it} from "vitest";
import {constantRateWords, curveFinding, hasChangingRate} from "../../../src/components/charts/curveFinding.js";
import {curveLines, logTicks, valueRange, valuesAt} from "../../../src/components/charts/curveLines.js";
import {curveRows} from "../../../src/components/charts/curveRows.js";
import {tipRows, tipWords} from "../../../src/components/charts/curveTip.js";
import {epochAfterKey} from "../../../src/components/charts/epochKeys.js";
import type {TrainedRun} from "../../../src/components/charts/trainedRun.js";
import {lossScale} from "../../../src/components/training/boardInputs.js";

function runOf(name: string, losses: readonly number[], rates: readonly number[] = []): TrainedRun {
  const history = losses.map((val_loss, epoch) => ({
    epoch,
    loss: 2 * val_loss,
    accuracy: 0.5,
    val_loss,
    val_accuracy: 1 - val_loss,
    learning_rate: rates[epoch] ?? NaN,
    seconds: NaN
  }));
  return {name, about: {title: name, model: "m"}, history};
}

const RUNS = [runOf("a", [0.5, 0.25, 0.375]), runOf("b", [0.5, NaN])];

describe("curveRows(runs, metric)", () => {
  it("has a point for each known figure, epochs from 1, accuracies in %", () => {
    expect(curveRows(RUNS, "loss").filter(({set}) => set === "validation")).toEqual([
      {run: "a", set: "validation", epoch: 1, value: 0.5},
      {run: "a", set: "validation", epoch: 2, value: 0.25},
      {run: "a", set: "validation", epoch: 3, value: 0.375},
      {run: "b", set: "validation", epoch: 1, value: 0.5}
    ]);
    expect(curveRows(RUNS.slice(0, 1), "accuracy").map(({value}) => value)).toEqual([50, 50, 50, 50, 75, 62.5]);
  });
});

describe("curveFinding(runs, metric)", () => {
  it("says which run got best, and when its loss was lowest", () => {
    expect(curveFinding(RUNS, "loss")).toBe("Lowest validation loss: a, 0.2500 at epoch 2");
    expect(curveFinding(RUNS, "accuracy")).toBe("Best validation accuracy: a, 75.00 %");
    expect(curveFinding(RUNS, "learning_rate")).toBe("Learning rate");
  });

  it("takes the best accuracy wherever it is, not that of the epoch with the lowest loss", () => {
    const [run] = RUNS;
    const history = run!.history.map((record, i) => ({...record, val_accuracy: [0.1, 0.2, 0.9][i]!}));
    expect(curveFinding([{...run!, history}], "accuracy")).toBe("Best validation accuracy: 90.00 %");
  });

  it("needs no name for a single run, and no best for a single epoch", () => {
    expect(curveFinding(RUNS.slice(0, 1), "loss")).toBe("Lowest validation loss: 0.2500 at epoch 2");
    expect(curveFinding([runOf("a", [1.25])], "loss")).toBe("Validation loss after one epoch: 1.2500");
    expect(curveFinding([], "loss")).toBe("Loss");
    expect(curveFinding([runOf("a", [NaN])], "accuracy")).toBe("Accuracy");
  });
});

describe("the learning rate", () => {
  const constant = runOf("a", [1, 1], [0.001, 0.001]);

  it("has a chart only where a run changes it", () => {
    expect(hasChangingRate([constant, runOf("b", [1])])).toBe(false);
    expect(hasChangingRate([constant, runOf("b", [1, 1], [0.001, 0.002])])).toBe(true);
  });

  it("is a sentence where it is constant, and nothing where it is unknown", () => {
    expect(constantRateWords([constant, runOf("b", [1])])).toBe("Learning rate: 0.001 in every epoch.");
    expect(constantRateWords([constant, runOf("b", [1], [0.1])])).toBe(
      "Learning rate, the same in every epoch: a 0.001, b 0.1."
    );
    const many = Array.from({length: 6}, (_, i) => runOf(`r${i}`, [1], [0.1 * (i + 1)]));
    expect(constantRateWords(many)).toContain("from 0.1 to ");
    expect(constantRateWords(RUNS)).toBeUndefined();
  });
});

describe("curveLines(runs, metric)", () => {
  it("has the lines of the epochs in the range, with the best epoch where it is shown", () => {
    const all = curveLines(RUNS, "loss", {smoothing: 0});
    expect(all.domain).toEqual([1, 3]);
    expect(all.best).toContainEqual({run: "a", epoch: 2, value: 0.25});
    const some = curveLines(RUNS, "loss", {smoothing: 0, range: [3, 3]});
    expect(some.best).toEqual([]);
    expect(some.smooth.flat().map(({epoch}) => epoch)).toEqual([3, 3]);
  });

  it("knows where each validation line is at an epoch", () => {
    const values = (epoch: number) => valuesAt(curveLines(RUNS, "loss", {smoothing: 0}), epoch);
    expect(values(1).map(({run, value}) => [run, value])).toEqual([
      ["a", 0.5],
      ["b", 0.5]
    ]);
    expect(values(2).map(({run}) => run)).toEqual(["a"]);
  });
});

it("valueRange(lines) is that of the validation lines, up to the greatest of all; none for a single value", () => {
  const row = (set: "training" | "validation", value: number) => ({run: "a", set, epoch: 1, value});
  expect(
    valueRange([
      [row("training", 10), row("training", 99)],
      [row("validation", 80), row("validation", 97)]
    ])
  ).toEqual([80, 99]);
  expect(valueRange([[row("validation", 80)]])).toBeUndefined();
  expect(valueRange([])).toBeUndefined();
});

it("logTicks(values) are 1 and 3 times powers of ten, exactly; powers alone where there are too many, none from 0", () => {
  expect(logTicks([0.0174, 0.4])).toEqual([0.03, 0.1, 0.3]);
  expect(logTicks([0.003, 1.8])).toEqual([0.003, 0.01, 0.03, 0.1, 0.3, 1]);
  expect(logTicks([0.00002, 1])).toEqual([0.0001, 0.001, 0.01, 0.1, 1]);
  expect(logTicks([0, 1])).toEqual([]);
  expect(logTicks([])).toEqual([]);
});

describe("the tooltip", () => {
  it("says what each run had reached on the validation images, and – for what is not known", () => {
    const rows = tipRows(RUNS, 2, ["loss", "accuracy"]);
    expect(rows).toEqual([
      {run: "a", values: ["0.2500", "75.00 %"]},
      {run: "b", values: ["–", "–"]}
    ]);
    expect(tipWords(2, rows, ["loss", "accuracy"])).toBe(
      "Epoch 2. a: loss 0.2500, accuracy 75.00 %. b: loss –, accuracy –"
    );
    expect(tipRows([runOf("a", [1], [0.00123456])], 1, ["learning_rate"])[0]!.values).toEqual(["0.00123"]);
  });
});

it("epochAfterKey(key, epoch, domain) moves as a slider does, within the epochs shown", () => {
  const after = (key: string, epoch: number) => epochAfterKey(key, epoch, [3, 20]);
  expect([after("ArrowRight", 5), after("ArrowLeft", 5), after("PageUp", 5), after("PageDown", 5)]).toEqual([
    6, 4, 15, 3
  ]);
  expect([after("Home", 5), after("End", 5), after("ArrowRight", 20)]).toEqual([3, 20, 20]);
  expect(after("Tab", 5)).toBeUndefined();
});

it("lossScale(runs) is logarithmic for losses that span more than a factor of ten, never with a loss of 0", () => {
  expect(lossScale(RUNS)).toBe("linear");
  expect(lossScale([runOf("a", [1, 0.01])])).toBe("log");
  expect(lossScale([runOf("a", [1, 0.01, 0])])).toBe("linear");
});
