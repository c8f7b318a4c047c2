import {describe, expect, it} from "vitest";
import type {Alphabet} from "../../../src/characters/alphabet.js";
import type {GrayImage} from "../../../src/ink/image/image.js";
import type {Stroke} from "../../../src/pen/pen.js";
import type {Classifier} from "../../../src/readers/classifier.js";
import {markedText} from "../../../src/readers/segmenter/markLine.js";
import {readMarkedPicture} from "../../../src/readers/segmenter/readPicture.js";
import {readMarkedStrokes} from "../../../src/readers/segmenter/readStrokes.js";
import {segmentingReader} from "../../../src/readers/segmenter/segmentingReader.js";

/** A classifier that predicts *text* for every image, and records the size of each batch in *seen*. */
function constant(classes: Alphabet, text: string, seen: number[] = []): Classifier {
  const row = classes.map((name) => (name === text ? 0.9 : 0.1 / (classes.length - 1)));
  return {
    name: "constant",
    classes,
    classify: (images) => {
      const n = images.length / 784;
      seen.push(n);
      return Promise.resolve({
        probabilities: Float32Array.from({length: n * row.length}, (_, i) => row[i % row.length]!)
      });
    },
    dispose: () => undefined
  };
}

const LETTERS = ["a", "b", "c"];

/** An upright stroke; two of them stand far apart. */
const bar = (x: number): Stroke => [0.2, 0.4, 0.6, 0.8].map((y) => [x, y] as const);
const STROKES = [bar(0.2), bar(0.8)];

/** A picture of the same two bars, dark on light. */
const PICTURE: GrayImage = {
  width: 200,
  height: 100,
  data: Uint8Array.from({length: 200 * 100}, (_, i) => {
    const [x, y] = [i % 200, Math.floor(i / 200)];
    return y >= 20 && y < 80 && (Math.abs(x - 60) < 4 || Math.abs(x - 140) < 4) ? 30 : 230;
  })
};

describe("segmentingReader(classifier)", () => {
  it("has the name and the classes of its classifier", () => {
    expect(segmentingReader(constant(LETTERS, "b"))).toMatchObject({name: "constant", classes: LETTERS});
  });

  it("reads strokes and pictures line by line, with any classes", async () => {
    const classifier = constant(LETTERS, "b");
    const reader = segmentingReader(classifier);
    for (const subject of [{strokes: STROKES}, {picture: PICTURE}]) {
      const lines = await reader.read(subject);
      expect(lines.map((line) => markedText(line, LETTERS))).toEqual(["bb"]);
      expect(lines[0]!.digits.map(({label, text}) => [label, text])).toEqual([[1, "b"], [1, "b"]]); // prettier-ignore
      expect(lines[0]!.marks).toEqual([]);
    }
    expect(await reader.read({strokes: STROKES})).toEqual(await readMarkedStrokes(classifier, STROKES));
    expect(await reader.read({picture: PICTURE})).toEqual(await readMarkedPicture(classifier, PICTURE));
  });

  it("separates classes of several letters by spaces", async () => {
    const lines = await segmentingReader(constant(["alpha", "beta"], "beta")).read({strokes: STROKES});
    expect(lines.map((line) => markedText(line, ["alpha", "beta"]))).toEqual(["beta beta"]);
  });

  it("sets letters apart where they could be another class together", async () => {
    const classes = ["A", "B", "AB"];
    const lines = await segmentingReader(constant(classes, "A")).read({strokes: STROKES});
    expect(lines.map((line) => markedText(line, classes))).toEqual(["A A"]);
  });

  it("reads nothing without ink", async () => {
    const reader = segmentingReader(constant(LETTERS, "b"));
    expect(await reader.read({strokes: []})).toEqual([]);
    expect(await reader.read({picture: {...PICTURE, data: new Uint8Array(200 * 100).fill(230)}})).toEqual([]);
  });

  it("meets constraints", async () => {
    const reader = segmentingReader(constant(LETTERS, "b"));
    for (const subject of [{strokes: STROKES}, {picture: PICTURE}]) {
      const parts = (await reader.read(subject))[0]!.digits.flatMap((digit) => digit.parts);
      const [line] = await reader.read(subject, {constraints: [{parts, isDigit: true}]});
      expect(line!.digits.map((digit) => digit.parts)).toEqual([parts]);
    }
  });

  it("remembers the strokes of a drawing, separately from other readers", async () => {
    const seen: number[] = [];
    const classifier = constant(LETTERS, "b", seen);
    const [one, other] = [segmentingReader(classifier), segmentingReader(classifier)];
    await one.read({strokes: STROKES.slice(0, 1)});
    await one.read({strokes: STROKES});
    await one.read({strokes: STROKES});
    expect(seen[0]).toBe(1);
    const apart = seen.splice(0).reduce((a, b) => a + b);
    await other.read({strokes: STROKES});
    expect(seen).toEqual([apart]);
  });
});
