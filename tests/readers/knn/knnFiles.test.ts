import {describe, expect, it} from "vitest";
import {InputError} from "../../../src/inputError.js";
import {formatNpy} from "../../../src/npy.js";
import {formatNeighbors, parseNeighbors} from "../../../src/readers/knn/knnFiles.js";
import {fromLevels, toLevels} from "../../../src/readers/vectors/levels.js";
import {axes} from "../vectors/axes.js";

const SETTINGS = {k: 3, deskewed: true, smoothing: 0.01, sharpness: 1.5};
const LEVELS = toLevels(Float32Array.of(1, -2, 0.5, 0, 2, 1.25));
const LABELS = Uint8Array.of(2, 0, 1);
const FILES = formatNeighbors({components: axes(2), rounded: LEVELS, labels: LABELS}, SETTINGS);

const settings = (more: object) => new TextEncoder().encode(JSON.stringify({...SETTINGS, ...more}));
const bytes = (...values: number[]) => formatNpy({shape: [values.length], values: Float32Array.from(values)}, "|u1");

describe("formatNeighbors(…) and parseNeighbors(files, source, classes)", () => {
  it("returns what was formatted", () => {
    expect(parseNeighbors(FILES, "model", 3)).toEqual({
      components: axes(2),
      vectors: fromLevels(LEVELS),
      labels: LABELS,
      ...SETTINGS
    });
  });

  it.each([
    [
      "labels of other images",
      {"labels.npy": bytes(0, 1)},
      "labels.npy: expected a label for each of 3 vectors, got 2"
    ],
    ["a class outside the alphabet", {"labels.npy": bytes(0, 1, 3)}, "labels.npy: expected classes below 3, got 3"],
    ["no neighbors", {"settings.json": settings({k: 0})}, "settings.json: expected k as >=1, got 0"],
    ["half a neighbor", {"settings.json": settings({k: 1.5})}, "settings.json: expected k as integer, got 1.5"],
    ["no smoothing", {"settings.json": settings({smoothing: 0})}, "settings.json: expected smoothing as "],
    [
      "no sharpness",
      {"settings.json": settings({sharpness: undefined})},
      "settings.json: expected sharpness, got none"
    ],
    [
      "vectors of another length",
      {"vectors.npy": bytes(1, 2, 3)},
      "vectors.npy: expected vectors of 2 components, got 3"
    ],
    ["no step", {"step.npy": bytes(0)}, "step.npy: expected a step above 0, got 0"],
    ["settings that are no JSON", {"settings.json": Uint8Array.of(123)}, "settings.json: expected "]
  ])("refuses %s, naming the file", (_, changed, expected) => {
    const parse = () => parseNeighbors({...FILES, ...changed}, "mine/model", 3);
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(`mine/model/${expected}`);
  });
});
