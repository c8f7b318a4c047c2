import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {readClassifier} from "../../../loaders/runs/runs.js";
import type {Stroke} from "../../../src/pen/pen.js";
import type {Constraint} from "../../../src/ink/segmentation/constraints.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {confidenceOf, textOf, type ReadDigit} from "../../../src/readers/segmenter/readImages.js";
import {readStrokes, type StrokeMemory} from "../../../src/readers/segmenter/readStrokes.js";
import type {Classifier} from "../../../src/readers/classifier.js";
import {writeNumber} from "../../browser/hand.js";

let classifier: Classifier;

beforeAll(async () => {
  await startBackend(WASM);
  classifier = await readClassifier("cnn-pen");
});
afterAll(() => classifier.dispose());

/** Moves and scales strokes. */
const place = (strokes: readonly Stroke[], scale: number, x: number, y: number): Stroke[] =>
  strokes.map((stroke) => stroke.map(([u, v]) => [x + scale * u, y + scale * v] as const));

describe("readStrokes(classifier, strokes)", () => {
  it.each(["4", "1", "10", "47", "2074", "1133", "40237"])("reads %s at any size and position", async (number) => {
    for (const [scale, x, y] of [
      [1, 0, 0],
      [350, 40, -7]
    ] as const) {
      // prettier-ignore
      const lines = await readStrokes(classifier, place(writeNumber(number), scale, x, y));
      expect(textOf(lines, DIGITS)).toBe(number);
      expect(lines).toHaveLength(1);
    }
  });

  it("gives each digit's box, confidence, likelihood and image", async () => {
    const [digits] = await readStrokes(classifier, writeNumber("27"));
    for (const {box, probabilities, confidence, label, image, likelihood} of digits!) {
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
      expect(confidence).toBe(Math.max(...probabilities));
      expect(probabilities[label]).toBe(confidence);
      expect(image).toHaveLength(784);
      expect(likelihood).toBeGreaterThan(0);
      expect(box.height).toBeGreaterThan(0);
    }
    const [two, seven] = digits!;
    expect(two!.box.x + two!.box.width).toBeLessThan(seven!.box.x);
    expect(confidenceOf([digits!])).toBeCloseTo(two!.confidence * seven!.confidence, 6);
  });

  it("reads lines from top to bottom", async () => {
    const strokes = [...place(writeNumber("31"), 1, 0, 0.8), ...writeNumber("20")];
    expect(textOf(await readStrokes(classifier, strokes), DIGITS)).toBe("20 31");
  });

  it("recognizes only new strokes if it has a memory, with the same answers", async () => {
    const seen: number[] = [];
    const counting: Classifier = {
      ...classifier,
      classify: (images) => {
        seen.push(images.length / 784);
        return classifier.classify(images);
      }
    };
    const memory: StrokeMemory = new Map();
    const strokes = writeNumber("2104"); // five strokes: 5 alone, 4 pairs, 3 triples, 2 of four
    const growing = [...strokes.slice(0, -1), strokes.at(-1)!.slice(0, 2)];
    await readStrokes(counting, growing, {memory});
    const answer = await readStrokes(counting, strokes, {memory});
    expect(answer).toEqual(await readStrokes(classifier, strokes));
    expect(await readStrokes(counting, strokes, {memory})).toEqual(answer);
    expect(seen).toEqual([14, 4]);
  });

  it("meets constraints: these strokes are one digit, or these are not", async () => {
    const strokes = writeNumber("147"); // 1, the two strokes of the 4, 7
    const [[one, four, seven]] = (await readStrokes(classifier, strokes)) as [[ReadDigit, ReadDigit, ReadDigit]];
    expect([one.parts, four.parts, seven.parts]).toEqual([[0], [1, 2], [3]]);
    const divide = async (...constraints: Constraint[]) =>
      (await readStrokes(classifier, strokes, {constraints}))[0]!.map(({parts}) => parts.join(" "));
    expect(await divide({parts: [0, 1, 2], isDigit: true})).toEqual(["0 1 2", "3"]);
    expect(await divide({parts: [1, 2], isDigit: false})).toEqual(["0", "1", "2", "3"]);
    expect(await divide({parts: [0, 1, 2, 3], isDigit: true})).toEqual(["0 1 2 3"]);
  });

  it("joins any strokes, however many lie between and on whichever line, and reads the others as before", async () => {
    const strokes = [...writeNumber("147"), ...place(writeNumber("20"), 1, 0, 0.8)]; // 1, 4 (two strokes), 7; 2, 0
    const divide = async (...constraints: Constraint[]) =>
      (await readStrokes(classifier, strokes, {constraints})).map((line) => line.map(({parts}) => parts.join(" ")));
    expect(await divide()).toEqual([["0", "1 2", "3"], ["4", "5"]]); // prettier-ignore
    expect((await divide({parts: [3, 0], isDigit: true})).map((line) => line.sort())).toEqual([["0 3", "1 2"], ["4", "5"]]); // prettier-ignore
    const across = (await divide({parts: [3, 4], isDigit: true})).flat();
    expect(across.sort()).toEqual(["0", "1 2", "3 4", "5"]);
    const two = await divide({parts: [0, 3], isDigit: true}, {parts: [1, 2], isDigit: false});
    expect(two[0]!.sort()).toEqual(["0 3", "1", "2"]);
  });

  it("reads nothing without points", async () => {
    expect(await readStrokes(classifier, [])).toEqual([]);
    expect(await readStrokes(classifier, [[]])).toEqual([]);
  });
});
