import {describe, expect, it} from "vitest";
import {InputError} from "../../../src/inputError.js";
import {formatNpy} from "../../../src/npy.js";
import {formatSvm, parseSvm} from "../../../src/readers/svm/svmFiles.js";
import {fromLevels, toLevels} from "../../../src/readers/vectors/levels.js";
import {axes} from "../vectors/axes.js";

const SETTINGS = {gamma: 0.02, deskewed: true, temperature: 0.3};
const MACHINE = {
  labels: Uint8Array.of(0, 1, 3),
  counts: Uint32Array.of(1, 2, 1),
  coefficients: Float32Array.of(1, -2, -3, -4, 5, 6, 0, -8),
  intercepts: Float32Array.of(0.5, 1, -1)
};
const LEVELS = toLevels(Float32Array.of(1, -2, 0.5, 0, 2, 1.25, 0, 1));
const FILES = formatSvm({components: axes(2), rounded: LEVELS, machine: MACHINE}, SETTINGS);

const changedSettings = (more: object) => ({
  "settings.json": new TextEncoder().encode(
    JSON.stringify({...SETTINGS, labels: [0, 1, 3], counts: [1, 2, 1], ...more})
  )
});
const npy = (shape: number[], values: number[]) => formatNpy({shape, values: Float32Array.from(values)}, "<f4");
const LABELS = "settings.json: expected labels of two classes or more below 4, ascending";

describe("formatSvm(…) and parseSvm(files, source, classes)", () => {
  it("returns what was formatted", () => {
    expect(parseSvm(FILES, "model", 4)).toEqual({
      components: axes(2),
      vectors: fromLevels(LEVELS),
      machine: MACHINE,
      ...SETTINGS
    });
  });

  it.each([
    ["one class", changedSettings({labels: [1]}), `${LABELS}, got [1]`],
    ["classes out of order", changedSettings({labels: [1, 0, 3]}), `${LABELS}, got [1, 0, 3]`],
    ["a class outside the alphabet", changedSettings({labels: [0, 1, 4]}), `${LABELS}, got [0, 1, 4]`],
    [
      "counts of other vectors",
      changedSettings({counts: [1, 1, 1]}),
      "settings.json: expected counts of 3 classes with a sum of 4, got [1, 1, 1]"
    ],
    ["no gamma", changedSettings({gamma: 0}), "settings.json: expected gamma as "],
    ["no temperature", changedSettings({temperature: undefined}), "settings.json: expected temperature, got none"],
    [
      "other coefficients",
      {"coefficients.npy": npy([1, 4], [1, 2, 3, 4])},
      "coefficients.npy: expected 2 × 4 values, got 1 × 4"
    ],
    [
      "intercepts that are no numbers",
      {"intercepts.npy": npy([3], [0, NaN, 1])},
      "intercepts.npy: expected finite values, got NaN or infinity"
    ]
  ])("refuses %s, naming the file", (_, changed, expected) => {
    const parse = () => parseSvm({...FILES, ...changed}, "mine/model", 4);
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(`mine/model/${expected}`);
  });
});
