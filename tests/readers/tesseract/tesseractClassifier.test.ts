import {describe, expect, it} from "vitest";
import {InputError} from "../../../src/inputError.js";
import type {PageText, TesseractEngine} from "../../../src/readers/tesseract/engine.js";
import {pageOf} from "../../../src/readers/tesseract/page.js";
import {formatSettings, parseSettings, type TesseractSettings} from "../../../src/readers/tesseract/settings.js";
import {tesseractClassifier} from "../../../src/readers/tesseract/tesseractClassifier.js";
import {pruneTrainedData} from "../../../src/readers/tesseract/trainedData.js";

const SETTINGS: TesseractSettings = {
  engine: "legacy",
  mode: "character",
  scale: 2,
  border: 3,
  calibration: {at: [0.5, 0.9], share: [0.2, 0.6]}
};
const classes = ["a", "b", "c"];
const INK = new Float32Array(784).fill(1);
const BLANK = new Float32Array(784);

/** An engine that gives these answers in turn, and keeps the files it was given. */
function engineOf(...answers: PageText[]): TesseractEngine & {readonly files: Uint8Array[]} {
  const files: Uint8Array[] = [];
  return {files, read: (file) => (files.push(file), answers[files.length - 1]!), dispose: () => undefined};
}

const make = (engine: TesseractEngine, alphabet = classes, settings = SETTINGS) =>
  tesseractClassifier("t", engine, settings, {classes: alphabet, source: "t/model/settings.json"});

describe("tesseractClassifier(name, engine, settings, {classes, source})", () => {
  it("turns Tesseract's confidence into the probability of its answer, and divides the rest evenly", async () => {
    const {probabilities} = await make(engineOf({text: "b", confidence: 0.8})).classify(INK);
    const right = 0.2 + 0.75 * 0.4;
    expect([...probabilities]).toEqual([(1 - right) / 2, right, (1 - right) / 2].map((p) => expect.closeTo(p, 6) as number)); // prettier-ignore
  });

  it("keeps an answer that is seldom right above the other classes, and one that always was short of certain", async () => {
    const settings = {...SETTINGS, calibration: {at: [0, 1], share: [0, 1]}};
    const engine = engineOf({text: "c", confidence: 0}, {text: "c", confidence: 1});
    const {probabilities} = await make(engine, classes, settings).classify(Float32Array.of(...INK, ...INK));
    expect(probabilities[2]).toBeGreaterThan(probabilities[0]!);
    expect(probabilities[5]).toBeLessThan(1);
    expect(probabilities.slice(0, 3).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  it("gives no answer for no text, for several characters, and for a blank image, which Tesseract never sees", async () => {
    const engine = engineOf({text: "", confidence: 0}, {text: "ab", confidence: 1});
    const {probabilities} = await make(engine).classify(Float32Array.of(...INK, ...BLANK, ...INK));
    expect([...probabilities]).toEqual(new Array(9).fill(0));
    expect(engine.files).toHaveLength(2);
  });

  it("refuses classes of several characters", () => {
    expect(() => make(engineOf(), ["a", "ch"])).toThrow(
      new InputError("t/model/settings.json", "classes of one character each, for Tesseract", '"ch"')
    );
  });
});

describe("pageOf(image, {scale, border})", () => {
  it("is a PGM file with black ink on white, enlarged, inside a border", () => {
    const file = pageOf(INK, {scale: 2, border: 3});
    const header = "P5\n62 62\n255\n";
    expect(new TextDecoder().decode(file.subarray(0, header.length))).toBe(header);
    expect(file).toHaveLength(header.length + 62 * 62);
    const at = (x: number, y: number) => file[header.length + 62 * y + x];
    expect([at(0, 0), at(2, 30), at(61, 61), at(30, 2)]).toEqual([255, 255, 255, 255]);
    expect([at(4, 4), at(30, 30), at(57, 57)]).toEqual([0, 0, 0]);
  });

  it("interpolates bilinearly: a pixel twice as large fades at its edges", () => {
    const image = Float32Array.from({length: 784}, (_, i) => Number(i === 28 * 10 + 10));
    const file = pageOf(image, {scale: 2, border: 0});
    const row = (y: number) => [...file.subarray(file.length - 56 * (56 - y) + 19, file.length - 56 * (56 - y) + 23)];
    // Weights of 1/4 and 3/4 in each direction.
    expect(row(20)).toEqual([3, 9, 9, 3].map((sixteenths) => 255 - Math.round((255 * sixteenths) / 16)));
    expect(row(19)).toEqual([1, 3, 3, 1].map((sixteenths) => 255 - Math.round((255 * sixteenths) / 16)));
  });
});

describe("parseSettings(text, source)", () => {
  it("returns what formatSettings wrote", () => {
    expect(parseSettings(new TextDecoder().decode(formatSettings(SETTINGS)), "s")).toEqual(SETTINGS);
  });

  it.each([
    ["engine", "both"],
    ["mode", "page"],
    ["scale", 0],
    ["border", 2.5],
    ["calibration", null],
    ["calibration.at", {at: [2], share: [1]}],
    ["as many shares as confidences in calibration", {at: [0, 1], share: [1]}]
  ])("refuses %s %j, and names it", (field, value) => {
    const parse = () =>
      parseSettings(JSON.stringify({...SETTINGS, [/calibration/.test(field) ? "calibration" : field]: value}), "s");
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(`s: expected ${field}`);
  });
});

describe("pruneTrainedData(bytes, engine, source)", () => {
  /** A traineddata file whose parts hold their own numbers, as often as that. */
  function dataOf(parts: readonly number[], n = 24): Uint8Array {
    const bytes = new Uint8Array(4 + 8 * n + parts.reduce((a, b) => a + b, 0));
    const view = new DataView(bytes.buffer);
    view.setInt32(0, n, true);
    let at = 4 + 8 * n;
    for (let part = 0; part < n; ++part) {
      view.setBigInt64(4 + 8 * part, parts.includes(part) ? BigInt(at) : -1n, true);
      if (parts.includes(part)) bytes.fill(part, at, (at += part));
    }
    return bytes;
  }

  it("keeps the parts that an engine needs, at their new offsets, and drops the dictionaries", () => {
    const all = dataOf([1, 2, 3, 4, 5, 7, 13, 14, 17, 19, 21, 22, 23]);
    expect(pruneTrainedData(all, "legacy", "s")).toEqual(dataOf([1, 2, 3, 4, 5, 13, 23]));
    expect(pruneTrainedData(all, "lstm", "s")).toEqual(dataOf([17, 21, 22, 23]));
  });

  it("refuses other files, and data without the engine", () => {
    const prune = (bytes: Uint8Array) => () => pruneTrainedData(bytes, "legacy", "eng");
    expect(prune(Uint8Array.of(1, 2))).toThrow("eng: expected Tesseract's trained data, got another file");
    expect(prune(new Uint8Array(300).fill(9))).toThrow("eng: expected Tesseract's trained data, got another file");
    expect(prune(dataOf([17, 21, 22, 23]))).toThrow(
      "eng: expected the parts of Tesseract's legacy engine, got data without them"
    );
  });
});
