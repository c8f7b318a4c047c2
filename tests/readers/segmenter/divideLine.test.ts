import {describe, expect, it} from "vitest";
import type {Candidate} from "../../../src/ink/segmentation/line.js";
import {divideLine, logarithm, type DivisionScores} from "../../../src/readers/segmenter/divideLine.js";
import type {ReadDigit} from "../../../src/readers/segmenter/readImages.js";

/** A candidate from place *first* up to *end*, and its prediction. */
function candidate(first: number, end: number, digit: number, confidence: number): [Candidate, ReadDigit] {
  const probabilities = new Float32Array(10);
  const box = {x: first, y: 0, width: end - first, height: 1};
  const image = new Uint8Array(784);
  const read = {
    label: digit,
    text: `${digit}`,
    confidence,
    probabilities,
    likelihood: null,
    image,
    box,
    parts: [first]
  };
  return [{first, end, height: 1}, read];
}

/** Two parts: a 1 and a 3, each with probability 0.9, or both together a 4 with 0.5. */
const PAIR = [candidate(0, 1, 1, 0.9), candidate(1, 2, 3, 0.9), candidate(0, 2, 4, 0.5)];

/** Divides a line; a digit scores the logarithm of its probability. */
function divide(length: number, parts: typeof PAIR, scores: Partial<DivisionScores<Candidate>> = {}) {
  return divideLine(
    {length, candidates: parts.map(([one]) => one)},
    parts.map(([, read]) => read),
    {digit: (_, {confidence}) => Math.log(confidence), cut: () => 0, ...scores}
  );
}
const textOf = (division: ReturnType<typeof divide>) => division?.digits.map(({label}) => label).join("");

describe("divideLine(line, digits, scores)", () => {
  it("returns the division with the highest sum of scores", () => {
    const division = divide(2, PAIR);
    expect(textOf(division)).toBe("13"); // 0.9 × 0.9 = 0.81, and 0.5
    expect(division!.score).toBeCloseTo(Math.log(0.81), 12);
    expect(textOf(divide(2, [PAIR[0]!, candidate(1, 2, 3, 0.5), PAIR[2]!]))).toBe("4"); // 0.9 × 0.5 = 0.45, and 0.5
  });

  it("adds the cut score of each place between two digits, but not of the line's start", () => {
    const division = divide(2, PAIR, {cut: (place) => (place === 1 ? -1 : NaN)});
    expect(textOf(division)).toBe("4"); // 0.81 ÷ e = 0.298
    expect(division!.score).toBeCloseTo(Math.log(0.5), 12);
    expect(divide(2, PAIR, {cut: () => -0.1})!.score).toBeCloseTo(Math.log(0.81) - 0.1, 12);
  });

  it("leaves out parts that are more likely marks than digits", () => {
    const mark = ({first}: Candidate) => (first === 1 ? Math.log(0.95) : -Infinity);
    const division = divide(2, PAIR, {mark});
    expect(textOf(division)).toBe("1");
    expect(division!.marks.map(({box}) => box.x)).toEqual([1]);
    expect(division!.score).toBeCloseTo(Math.log(0.9 * 0.95), 12);
  });

  it("has no digits if all parts are marks, or there are none", () => {
    expect(divide(2, PAIR, {mark: () => 0})).toMatchObject({digits: [], score: 0});
    expect(divide(0, [])).toEqual({digits: [], marks: [], score: 0});
  });

  it("is undefined if the candidates don't cover the line", () => {
    expect(divide(3, PAIR)).toBeUndefined();
    expect(divide(2, PAIR.slice(1, 2))).toBeUndefined();
  });
});

describe("logarithm(p, least)", () => {
  it("is the natural logarithm, and finite for 0", () => {
    expect(logarithm(Math.E ** -3)).toBeCloseTo(-3, 12);
    expect(logarithm(0)).toBeCloseTo(-4 * Math.LN10, 12);
    expect(logarithm(0.001, 0.01)).toBeCloseTo(-2 * Math.LN10, 12);
  });
});
