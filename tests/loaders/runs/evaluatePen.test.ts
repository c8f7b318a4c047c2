import {rm} from "node:fs/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {evaluatePen} from "../../../loaders/runs/evaluatePen.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import type {Classifier} from "../../../src/readers/classifier.js";
import {makePenFolder} from "../datasets/penFolder.js";

let folder: string;

beforeAll(async () => void (folder = await makePenFolder()));
afterAll(() => rm(folder, {recursive: true}));

describe("evaluatePen(classifier, folder, noDigitBelow)", () => {
  const answersTo = (images: Float32Array) => {
    const n = images.length / 784;
    // The first answer of all is 2, the others are 1.
    return Float32Array.from({length: n * 10}, (_, i) => Number(i % 10 === (i < 10 ? 2 : 1)));
  };
  const classifier: Classifier = {
    name: "x",
    classes: DIGITS,
    classify: (images) => Promise.resolve({probabilities: answersTo(images)}),
    dispose: () => undefined
  };

  it("counts right answers of the held-out writers in each collection", async () => {
    expect(await evaluatePen(classifier, folder, undefined)).toEqual([
      {name: "UNIPEN, held-out writers", n: 3, correct: 2},
      {name: "Pendigits, held-out writers", n: 3, correct: 3}
    ]);
  });

  it("counts the digits and the symbols that are called none, where the classifier can tell", async () => {
    const classify = (images: Float32Array) =>
      Promise.resolve({
        probabilities: answersTo(images),
        likelihoods: Float32Array.from({length: images.length / 784}, (_, i) => (i ? 0.5 : 0.1))
      });
    expect((await evaluatePen({...classifier, classify}, folder, 0.3)).slice(2)).toEqual([
      {name: "Digits of both, held-out writers", n: 6, refused: 1},
      {name: "Letters and symbols, held-out writers", n: 3, refused: 1}
    ]);
  });
});
