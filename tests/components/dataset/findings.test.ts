import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {classBalance} from "../../../src/components/dataset/findings.js";

describe("classBalance(counts, DIGITS)", () => {
  it("says how much of its split each digit is where the classes are balanced", () => {
    // MNIST's 10,000 test images: http://yann.lecun.com/exdb/mnist/
    const test = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];
    const counts = test.map((n, digit) => ({split: "test", digit, n, share: n / 10_000}));
    expect(classBalance(counts, DIGITS)).toBe("Classes are balanced: each digit is 9–11 % of its split");
  });

  it("names the most frequent and the rarest class where one is more than 1.5 times another, or has no image", () => {
    const counts = [
      {split: "train", digit: 0, n: 300, share: 0.3},
      {split: "train", digit: 1, n: 700, share: 0.7}
    ];
    expect(classBalance(counts, ["cat", "dog"])).toBe(
      "Classes are unbalanced: most images are of dog (70.0 % of train), fewest of cat (30.0 % of train)"
    );
    const [zero, one] = [{split: "test", digit: 0, n: 55, share: 0.55}, {split: "test", digit: 1, n: 45, share: 0.45}]; // prettier-ignore
    expect(classBalance([zero, one], DIGITS)).toMatch(/^Classes are unbalanced/);
    expect(classBalance([zero, one], ["0", "1"])).toBe("Classes are balanced: each digit is 45–55 % of its split");
  });

  it("says that all classes are equally frequent, within two thousandths", () => {
    const pair = (a: number, b: number) => [
      {split: "train", digit: 0, n: a, share: a / 1000},
      {split: "train", digit: 1, n: b, share: b / 1000}
    ];
    expect(classBalance(pair(100, 100), DIGITS)).toBe("All digits are equally frequent");
    expect(classBalance(pair(100, 101), DIGITS)).toBe("All digits are equally frequent");
    expect(classBalance(pair(100, 101), ["A", "B"])).toBe("All letters are equally frequent");
    expect(classBalance(pair(100, 101), ["cat", "dog"])).toBe("All classes are equally frequent");
    expect(classBalance(pair(100, 103), ["cat", "dog"])).toBe(
      "Classes are balanced: each class is about 10 % of its split"
    );
  });

  it("says that there are no labels", () => {
    expect(classBalance([], DIGITS)).toBe("No labels, so no classes");
  });

  it("keeps the order of its argument", () => {
    const counts = [9, 1, 5].map((n, digit) => ({split: "train", digit, n, share: n / 15}));
    classBalance(counts, DIGITS);
    expect(counts.map(({n}) => n)).toEqual([9, 1, 5]);
  });
});
