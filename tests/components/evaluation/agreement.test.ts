import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {fromProbabilities} from "../../../src/run/predictions.js";
import {
  agreementItems,
  compareRuns,
  comparisonFinding,
  differenceInterval,
  formatDifference,
  onlyWords,
  type AnsweringRun
} from "../../../src/components/evaluation/agreement.js";

/** A run that answered *answers*, surely, to images of *labels*. */
function runOf(name: string, labels: readonly number[], answers: readonly number[]): AnsweringRun {
  const probabilities = Float32Array.from(
    answers.flatMap((answer) => Array.from({length: 10}, (_, c) => Number(c === answer)))
  );
  return {name, title: name, predictions: fromProbabilities(DIGITS, Uint8Array.from(labels), probabilities)};
}

const labels = [1, 2, 3, 4, 5];
const a = runOf("a", labels, [1, 2, 9, 9, 9]); // right, right, wrong, wrong, wrong
const b = runOf("b", labels, [1, 7, 3, 4, 8]); // right, wrong, right, right, wrong
const comparison = compareRuns(a, b)!;

describe("compareRuns(a, b)", () => {
  it("counts who is right", () => {
    expect(comparison).toMatchObject({both: 1, onlyA: 1, onlyB: 2, neither: 1});
  });

  it("compares nothing where the images are not the same", () => {
    expect(compareRuns(a, runOf("c", [1, 2, 3, 4], [1, 2, 3, 4]))).toBeUndefined();
    expect(compareRuns(a, runOf("c", [1, 2, 3, 4, 6], [1, 2, 3, 4, 6]))).toBeUndefined();
  });
});

describe("agreementItems(a, b, images, agreement)", () => {
  const images = Int32Array.of(10, -1, 12, 13, -1);
  const indices = (agreement: Parameters<typeof agreementItems>[3]) =>
    agreementItems(a, b, images, agreement).map(({index}) => index);

  it("gives the images of each group, those that the site has first", () => {
    expect(indices("both")).toEqual([10]);
    expect(indices("onlyA")).toEqual([-1]);
    expect(indices("onlyB")).toEqual([12, 13]);
    expect(indices("neither")).toEqual([-1]);
    expect(indices("differ")).toEqual([12, 13, -1, -1]);
  });

  it("says what each run reads", () => {
    expect(agreementItems(a, b, images, "onlyB")[0]).toEqual({
      split: "test",
      index: 12,
      caption: "9 / 3",
      description: "3: test image 2, a reads 9 (>99 %), b 3 (>99 %)"
    });
  });
});

describe("the words", () => {
  it("say first who is better, and that it is significant only where chance is unlikely", () => {
    const clear = {...comparison, onlyA: 52, onlyB: 23, pValue: 0.0011};
    expect(comparisonFinding(a, b, clear)).toBe(
      "a is significantly better (McNemar, p = 0.001): 580.00 percentage points on 5 images"
    );
    expect(comparisonFinding(a, b, {...clear, onlyA: 1, onlyB: 52, pValue: 1e-13})).toMatch(
      /^b is significantly better \(McNemar, p < 0\.001\)/
    );
    expect(comparisonFinding(a, b, comparison)).toBe(
      "b is not significantly better than a (McNemar, p = 1.000): 20.00 percentage points on 5 images"
    );
    expect(comparisonFinding(a, b, {...comparison, onlyA: 2})).toBe("a and b are equally accurate on 5 images");
  });

  it("give the counts behind the test", () => {
    expect(onlyWords(a, b, comparison)).toBe("Only a is correct on 1 image, only b on 2 images.");
  });

  it("give the interval of the difference that R's PropCIs::diffpropci.Wald.mp(b = 23, c = 52, n = 10000) gives", () => {
    // 0.0029 ± 1.96 √(75 − 29²/10000) / 10000 = 0.0029 ± 0.001696, worked out by hand.
    const clear = {...comparison, onlyA: 52, onlyB: 23};
    const [low, high] = differenceInterval(clear, 10_000);
    expect(low).toBeCloseTo(0.0012035, 6);
    expect(high).toBeCloseTo(0.0045965, 6);
    expect(formatDifference(clear, 10_000)).toBe("+0.29 percentage points (95 % interval 0.12 to 0.46)");
  });
});
