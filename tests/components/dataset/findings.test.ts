import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {classBalance} from "../../../src/components/dataset/findings.js";

describe("classBalance(counts, DIGITS)", () => {
  it("names the rarest and the most frequent digit, with their splits", () => {
    // MNIST: 5,421 of 60,000 training images are a 5, 6,742 a 1; of 10,000 test images 892 and 1,135.
    const counts = [
      {split: "train", digit: 1, n: 6742, share: 6742 / 60_000},
      {split: "train", digit: 5, n: 5421, share: 5421 / 60_000},
      {split: "test", digit: 1, n: 1135, share: 1135 / 10_000},
      {split: "test", digit: 5, n: 892, share: 892 / 10_000}
    ];
    expect(classBalance(counts, DIGITS)).toBe("From 8.9 % (5, test) to 11.3 % (1, test)");
    expect(classBalance(counts.slice(0, 2), DIGITS)).toBe("From 9.0 % (5, train) to 11.2 % (1, train)");
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
    expect(classBalance(pair(100, 103), ["cat", "dog"])).toBe("From 10.0 % (cat, train) to 10.3 % (dog, train)");
    expect(classBalance(pair(100, 103), DIGITS)).toBe("From 10.0 % (0, train) to 10.3 % (1, train)");
  });

  it("says that there are no labels", () => {
    expect(classBalance([], DIGITS)).toBe("No labels, no classes");
  });

  it("keeps the order of its argument", () => {
    const counts = [9, 1, 5].map((n, digit) => ({split: "train", digit, n, share: n / 15}));
    classBalance(counts, DIGITS);
    expect(counts.map(({n}) => n)).toEqual([9, 1, 5]);
  });
});
