import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {ablationFinding, ablationWords, costliest, listAblation} from "../../../src/components/training/ablation.js";

const run = (name: string, accuracy: number) => ({
  name,
  classes: DIGITS,
  about: {title: `Ablation: ${name.slice(9)}`},
  evaluation: {n: 1000, accuracy, interval: [accuracy - 0.01, accuracy + 0.01] as [number, number]}
});

describe("listAblation(runs)", () => {
  it("gives the whole first, then what costs least, with the difference to the whole", () => {
    const ablation = listAblation([
      run("ablation-b", 0.9),
      run("ablation-a", 0.95),
      run("ablation-all", 0.94),
      run("x", 1)
    ]);
    expect(ablation.map((one) => one.run)).toEqual(["ablation-all", "ablation-a", "ablation-b"]);
    expect(ablation[2]!.difference).toBeCloseTo(-0.04);
    expect(ablationFinding(ablation)).toBe("B costs most: −4.00 points");
  });

  it("leaves out runs of other classes", () => {
    const letters = {...run("ablation-letters", 0.5), classes: ["A", "B"]};
    expect(listAblation([run("ablation-all", 0.94), letters]).map((one) => one.run)).toEqual(["ablation-all"]);
  });

  it("leaves out runs that were tested on another number of images: no difference to the whole is theirs", () => {
    const fewer = run("ablation-fewer", 0.5);
    const tested = {...fewer, evaluation: {...fewer.evaluation, n: 7}};
    expect(listAblation([run("ablation-all", 0.94), tested]).map((one) => one.run)).toEqual(["ablation-all"]);
  });

  it("is empty without the whole", () => {
    expect(listAblation([run("ablation-b", 0.9)])).toEqual([]);
    expect(ablationFinding([])).toBe("Nothing was left out on trial");
  });
});

describe("ablationFinding(ablation)", () => {
  it("says that training was cut where fewer images cost most", () => {
    const fewer = {...run("ablation-few", 0.9), about: {title: "Ablation: 3,000 images"}};
    const ablation = listAblation([run("ablation-all", 0.94), fewer]);
    expect(ablationFinding(ablation)).toBe("Cutting training to 3,000 images costs most: −4.00 points");
  });

  it("claims no cost where nothing became worse", () => {
    const ablation = listAblation([run("ablation-all", 0.94), run("ablation-a", 0.95)]);
    expect(ablationFinding(ablation)).toBe("Nothing that was left out costs accuracy");
  });
});

it("costliest(ablation, limit) keeps the whole and those that lose most, of 300 as of one", () => {
  const runs = Array.from({length: 300}, (_, i) => run(`ablation-${i}`, 0.5 + i / 1000));
  const shown = costliest(listAblation([...runs, run("ablation-all", 0.9)]), 12);
  expect(shown.map((one) => one.run)).toEqual([
    "ablation-all",
    ...Array.from({length: 12}, (_, i) => `ablation-${11 - i}`)
  ]);
  expect(costliest(listAblation([run("ablation-all", 0.9)]), 12)).toHaveLength(1);
  expect(costliest([], 12)).toEqual([]);
});

describe("ablationWords(runs)", () => {
  const trained = (name: string, hyperparameters: Record<string, unknown>, train = 30_000) => ({
    name,
    about: {model: "ann", hyperparameters, dataset: {name: "d", sha256: "f", train}}
  });
  const ablations = [
    trained("ablation-all", {epochs: 40, learningRate: 0.003}),
    trained("ablation-few", {epochs: 40, learningRate: 0.003}, 3000)
  ];

  it("names the run that was trained like the whole but for its number of epochs", () => {
    const others = [
      trained("other", {learningRate: 0.1, epochs: 40}),
      trained("ann", {learningRate: 0.003, epochs: 200})
    ];
    expect(ablationWords([...others, ...ablations])).toBe("2 ablations of ann");
  });

  it("gives their number alone where there is no such run", () => {
    expect(ablationWords(ablations.slice(0, 1))).toBe("1 ablation");
  });
});
