import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {fromProbabilities} from "../../../src/run/predictions.js";
import {digitTable} from "../../../src/components/dataset/digitTable.js";
import {
  doubtfulFinding,
  doubtWords,
  methodFinding,
  peopleFinding
} from "../../../src/components/dataset/doubtfulList.js";
import type {Doubtful} from "../../../src/stats/neighbors/doubtfulReport.js";
import {loadOnce} from "../../../src/components/images/loadOnce.js";
import {mapFinding} from "../../../src/components/browse/mapDrawing.js";
import {readPredictions, readVotes} from "../../../src/components/browse/rowPredictions.js";
import type {TraitSpread} from "../../../src/characters/traits.js";
import {formatTrait, traitCalled, traitFinding} from "../../../src/components/dataset/traitChart.js";

const splits = [
  {split: "train", n: 2},
  {split: "test", n: 2}
];
const table = digitTable(Uint8Array.of(7, 255, 1, 2), {splits, classes: DIGITS});

describe("predictions", () => {
  it("of neighbors have a class and a share in 255ths for each image, 255 for none", () => {
    const {labels: digits, confidences} = readVotes(Uint8Array.of(7, 255, 3, 2, 255, 0, 51, 102));
    expect([...digits]).toEqual([7, 255, 3, 2]);
    expect([...confidences].map((share) => Math.round(10 * share))).toEqual([10, 0, 2, 4]);
  });

  it("of a run are at the rows of its images in the test split, with no answer elsewhere", () => {
    const probabilities = new Float32Array(30);
    probabilities[9] = 0.75;
    probabilities[10 + 4] = 0.5;
    probabilities[20 + 1] = 1;
    const predictions = fromProbabilities(DIGITS, Uint8Array.of(2, 5, 1), probabilities);
    const {labels: digits, confidences} = readPredictions(table, {predictions, images: Int32Array.of(1, -1, 0)});
    expect([...digits]).toEqual([255, 255, 1, 9]);
    expect([...confidences]).toEqual([NaN, NaN, 1, 0.75]);
  });

  it("show how often neighbors are of an image's class", () => {
    const votes = readVotes(Uint8Array.of(7, 1, 3, 2, 255, 255, 255, 255));
    expect(mapFinding(table, votes)).toContain("for 67 %, most of the 15 nearest share the label");
    expect(mapFinding(table, readVotes(new Uint8Array(8).fill(255)))).toMatch(/Too few/);
  });
});

describe("labels in doubt", () => {
  const one = (people: Doubtful["people"]): Doubtful => ({
    split: "test",
    index: 0,
    given: 4,
    guess: 9,
    givenShare: 0,
    guessShare: 1,
    by: {neighbors: 15},
    people
  });

  it("are counted, with their share", () => {
    expect(doubtfulFinding({checked: 8400, doubtful: 43, asked: 0, runs: [], list: []})).toBe(
      "43 of 8,400 labels (0.51 %) may be wrong"
    );
    expect(doubtfulFinding({checked: 10, doubtful: 0, asked: 0, runs: [], list: []})).toBe(
      "None of 10 labels is in doubt"
    );
    expect(doubtfulFinding({checked: 0, doubtful: 0, asked: 0, runs: [], list: []})).toBe("No label could be checked");
  });

  it("say which other class an image looks like, and to whom", () => {
    const words = (by: Doubtful["by"], guessShare: number) =>
      doubtWords({guess: 7, guessShare, by}, DIGITS).replace("\u00a0", " ");
    expect(words({neighbors: 15}, 14 / 15)).toBe("looks like 7 (14 of 15 neighbors)");
    expect(words({runs: ["cnn-pen"]}, 0.9981)).toBe("read as 7 by cnn-pen (99.8 %)");
    expect(words({runs: ["cnn-pen", "cnn", "ann"]}, 0.9)).toBe("read as 7 by 3 runs (90.0 %)");
  });

  it("use the words for letters", () => {
    const by = {runs: ["cnn"]};
    expect(doubtWords({guess: 1, guessShare: 0.9, by}, ["A", "B"])).toMatch(/^read as B by cnn/);
    expect(methodFinding({checked: 9, doubtful: 0, asked: 0, runs: ["cnn"], list: []}, ["A", "B"])).toContain(
      "and another letter at least half"
    );
  });

  it("describe how they were found, and by which runs", () => {
    expect(methodFinding({checked: 9, doubtful: 0, asked: 0, runs: ["cnn"], unread: 260, list: []}, DIGITS)).toMatch(
      / 260 less accurate runs were not asked\.$/
    );
    const words = (runs: string[]) => methodFinding({checked: 9, doubtful: 0, asked: 0, runs, list: []}, DIGITS);
    expect(words([])).toMatch(/^Each image is compared with its 15 nearest neighbors/);
    expect(words(["cnn"])).toMatch(/in doubt where cnn gives it 5.% or less.*Every other image is/);
    expect(words(["a", "b", "c"])).toMatch(/where the mean of a, b and c gives.*Every other image is/);
  });

  it("report what most people said, if they were asked", () => {
    const list = [
      one({given: 4, guess: 9, forGiven: 1, forGuess: 3, forNeither: 1}),
      one({given: 4, guess: 9, forGiven: 5, forGuess: 0, forNeither: 0}),
      one(null)
    ];
    expect(peopleFinding({checked: 9, doubtful: 3, asked: 2, runs: [], list})).toBe(
      "People judged 2 of these images: for 1, most said that the label is wrong."
    );
    expect(peopleFinding({checked: 9, doubtful: 3, asked: 0, runs: [], list})).toBe("");
  });
});

describe("traits in words", () => {
  const spread = (digit: number, median: number): TraitSpread => ({
    trait: "slant",
    split: "train",
    digit,
    n: 10,
    low: 0,
    lower: 0,
    median,
    upper: 0,
    high: 0
  });

  it("have units, and a true minus sign", () => {
    expect(formatTrait(-4.4, traitCalled("Slant"))).toBe("−4°");
    expect(formatTrait(2.345, traitCalled("Stroke width"))).toBe("2.3 px");
    expect(formatTrait(0.5, traitCalled("Aspect ratio"))).toBe("0.50");
  });

  it("name the digits with the lowest and the highest median", () => {
    expect(traitFinding([spread(4, 3), spread(1, 12), spread(7, -2)], traitCalled("Slant"), DIGITS)).toBe(
      "7s lean furthest left, 1s furthest right (median −2° and 12°)"
    );
    const ink = [spread(1, 19), spread(0, 43)];
    expect(traitFinding(ink, traitCalled("Ink"), DIGITS)).toBe(
      "1s use the least ink, 0s the most (median 19 and 43 of 255)"
    );
    expect(traitFinding(ink, traitCalled("Ink"), ["O", "I"])).toBe(
      "Ink: lowest for I, highest for O (median 19 and 43 of 255)"
    );
    expect(traitFinding([], traitCalled("Slant"), DIGITS)).toMatch(/^No image has a label/);
  });
});

describe("loadOnce(files, load)", () => {
  it("loads a file once, on first use, and again only after a failure", async () => {
    let loads = 0;
    const lengthOf = (file: ArrayBuffer) =>
      ++loads === 1 ? Promise.reject(new Error("offline")) : Promise.resolve(file.byteLength);
    const load = loadOnce({a: new ArrayBuffer(3)}, lengthOf);
    await expect(load("a")).rejects.toThrow("offline");
    expect([await load("a"), await load("a")]).toEqual([3, 3]);
    expect(loads).toBe(2);
  });
});
