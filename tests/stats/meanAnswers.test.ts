import {describe, expect, it} from "vitest";
import {meanAnswers, type Answers} from "../../src/stats/meanAnswers.js";

/** Returns a run's answers that give *sure* to its class of each image; undefined for no answer. */
function run(name: string, classes: readonly (number | undefined)[], sure = 1): Answers {
  const probabilities = new Float32Array(10 * classes.length);
  classes.forEach((c, i) => {
    if (c === undefined) return;
    probabilities[10 * i + c] = sure;
    probabilities[10 * i + ((c + 1) % 10)] = 1 - sure;
  });
  return {name, probabilities};
}

const labels = Uint8Array.from({length: 200}, (_, i) => i % 10);
const wrongFirst = (n: number) => Array.from(labels, (label, i) => (i < n ? (label + 1) % 10 : label));
const nobody = new Uint8Array(200).fill(255);

describe("meanAnswers(runs, labels, winners)", () => {
  it("averages the runs within a percentage point of the best, computed by hand", () => {
    const runs = [run("worse", wrongFirst(4)), run("good", wrongFirst(2)), run("best", wrongFirst(0), 0.75)];
    const {probabilities, names} = meanAnswers(runs, labels, nobody, 10); // 2 wrong of 200 is one point below the best
    expect(names[0]).toEqual(["best", "good"]);
    expect([...probabilities.subarray(0, 3)]).toEqual([0.375, 0.625, 0]);
    expect([...probabilities.subarray(50, 60)]).toEqual([0, 0, 0, 0, 0, 0.875, 0.125, 0, 0, 0]);
  });

  it("averages at most four runs, those that agree with the labels most", () => {
    const runs = [2, 1, 0, 0, 0].map((wrong, i) => run(String(i), wrongFirst(wrong)));
    expect(meanAnswers(runs, labels, nobody, 10).names[9]).toEqual(["2", "3", "4", "1"]);
  });

  it("averages only the runs that answered an image; without any, the row is zero", () => {
    const [first, second] = [wrongFirst(0), wrongFirst(0)].map((all): (number | undefined)[] => all);
    first![3] = undefined;
    first![4] = second![4] = undefined;
    const {probabilities, names} = meanAnswers([run("a", first!), run("b", second!)], labels, nobody, 10);
    expect(names.slice(2, 5)).toEqual([["a", "b"], ["b"], []]);
    expect(probabilities[33]).toBe(1);
    expect(probabilities.subarray(40, 50).every((p) => p === 0)).toBe(true);
  });

  it("excludes runs that answered less than half as many images as another, even if accurate", () => {
    const few = wrongFirst(0).map((label, i) => (i < 99 ? label : undefined));
    expect(meanAnswers([run("few", few), run("all", wrongFirst(20))], labels, nobody, 10).names[0]).toEqual(["all"]);
  });

  it("excludes runs that agree with the labels less than the neighbors do", () => {
    const {names, probabilities} = meanAnswers([run("poor", wrongFirst(50))], labels, labels, 10);
    expect(names.every((own) => own.length === 0)).toBe(true);
    expect(probabilities.every((p) => p === 0)).toBe(true);
  });

  it("is empty without runs, labels or images", () => {
    expect(meanAnswers([], labels, nobody, 10).names[0]).toEqual([]);
    expect(meanAnswers([run("a", wrongFirst(0))], nobody, nobody, 10).names[0]).toEqual([]);
    expect(meanAnswers([], new Uint8Array(0), new Uint8Array(0), 10).names).toEqual([]);
  });
});
