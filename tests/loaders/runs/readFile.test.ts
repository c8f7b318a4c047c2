import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {describeAnswer, readFile, type FileAnswer} from "../../../loaders/runs/readFile.js";
import {readClassifier} from "../../../loaders/runs/runs.js";
import {InputError} from "../../../src/inputError.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import type {Classifier} from "../../../src/readers/classifier.js";
import {PLAIN, writeNumber} from "../../browser/hand.js";
import {photograph} from "../../browser/photograph.js";

let folder: string;
let classifier: Classifier;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handscope-files-"));
  await startBackend(WASM);
  classifier = await readClassifier("cnn-pen");
});
afterAll(async () => {
  classifier.dispose();
  await rm(folder, {recursive: true});
});

async function keep(name: string, bytes: Buffer | string): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

describe("readFile(classifier, path, file)", () => {
  it("says what is in an image, by the name that it is given, and how sure that is of all digits", async () => {
    const strokes = writeNumber("204").map((stroke) =>
      stroke.map(([x, y]) => [2.5 * x - 0.95, 2.5 * y - 0.25] as const)
    );
    const path = await keep("number.png", await photograph(strokes, {width: 800, height: 400}).png().toBuffer());
    const {file, text, confidence, digits} = await readFile(classifier, path, "mine.png");
    expect([file, text]).toEqual(["mine.png", "204"]);
    expect(digits.map(({digit}) => digit)).toEqual([2, 0, 4]);
    expect(confidence).toBeCloseTo(
      digits.reduce((product, one) => product * one.confidence, 1),
      6
    );
    expect((await readFile(classifier, path)).file).toBe(path);
  });

  it("says of each digit how likely it is one, and whether the thresholds make it doubtful", async () => {
    const path = await keep("seven.png", await photograph(PLAIN["7"]!, {width: 400, height: 400}).png().toBuffer());
    const read = (unsureBelow: number, noDigitBelow: number) =>
      readFile(classifier, path, "seven.png", {thresholds: {unsureBelow, noDigitBelow}});
    const {likelihood, unsure, digits} = await read(0, 0);
    expect(likelihood).toBe(digits[0]!.likelihood);
    expect(likelihood).toBeGreaterThan(0);
    expect(likelihood).toBeLessThanOrEqual(1);
    expect([unsure, digits[0]!.unsure]).toEqual([false, false]);
    for (const strict of [await read(1.01, 0), await read(0, 1.01)]) {
      expect([strict.unsure, strict.digits[0]!.unsure, strict.text]).toEqual([true, true, "7"]);
    }
  });

  it("has no likelihood where the run can't tell digits from others", async () => {
    const path = await keep("seven.png", await photograph(PLAIN["7"]!, {width: 400, height: 400}).png().toBuffer());
    const unable: Classifier = {
      ...classifier,
      classify: async (images) => ({probabilities: (await classifier.classify(images)).probabilities})
    };
    const {likelihood, digits} = await readFile(unable, path);
    expect([likelihood, digits[0]!.likelihood]).toEqual([null, null]);
  });

  it.each([
    [600, 1],
    [4000, 1],
    [4000, 6]
  ])("has boxes in the pixels of the upright image, %i wide, of orientation %i", async (width, orientation) => {
    const height = (3 / 4) * width;
    const upright = photograph(PLAIN["7"]!, {width, height});
    // EXIF: of orientation 6 is what is upright when turned by 90° to the right.
    const turned = orientation === 6 ? sharp(await upright.png().toBuffer()).rotate(-90) : upright;
    const path = await keep(`${width}-${orientation}.jpg`, await turned.jpeg().withMetadata({orientation}).toBuffer());
    const {text, digits} = await readFile(classifier, path);
    expect(text).toBe("7");
    // The 7 of the hand goes from (0.3, 0.22) to (0.7, 0.8) of the height, at the right; the pen is a twentieth wide.
    const {x, y, width: wide, height: high} = digits[0]!.box;
    const [left, top, right, bottom] = [0.275, 0.195, 0.725, 0.825].map((share) => share * height);
    const offset = width - height;
    const edges = [x - offset - left!, y - top!, x + wide - offset - right!, y + high - bottom!];
    expect(Math.max(...edges.map(Math.abs))).toBeLessThan(0.01 * height);
  });

  it("has no text, and no confidence, where there is no ink", async () => {
    const blank = sharp({create: {width: 90, height: 60, channels: 3, background: "white"}});
    const path = await keep("blank.png", await blank.png().toBuffer());
    expect(await readFile(classifier, path, "blank.png")).toEqual({
      file: "blank.png",
      text: "",
      confidence: 0,
      unsure: false,
      likelihood: 0,
      digits: [],
      marks: []
    });
  });

  it("refuses what is no image, or is not there, by its name", async () => {
    const path = await keep("notes.png", "no picture");
    for (const one of [path, join(folder, "missing.png")]) {
      const error = await readFile(classifier, one, "mine.png").catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toMatch(/^mine\.png: expected /);
    }
  });
});

describe("describeAnswer(answer, thresholds)", () => {
  const thresholds = {unsureBelow: 0.9, noDigitBelow: 0.5};
  const answer = (...digits: [digit: number, confidence: number, likelihood: number | null][]): FileAnswer => ({
    file: "a.png",
    text: digits.map(([digit]) => digit).join(""),
    confidence: digits.reduce((product, [, confidence]) => product * confidence, 1),
    unsure: false,
    likelihood: null,
    digits: digits.map(([digit, confidence, likelihood]) => ({
      digit,
      confidence,
      likelihood,
      unsure: false,
      box: {x: 0, y: 0, width: 1, height: 1}
    })),
    marks: []
  });
  const describeIt = (...digits: Parameters<typeof answer>) => describeAnswer(answer(...digits), thresholds);

  it("has the text and how sure that is, and says that there is no ink", () => {
    expect(describeIt([2, 0.99, 0.9], [4, 1, 0.9])).toBe("a.png: 24 (99.0 %)");
    expect(describeIt()).toBe("a.png: no ink");
  });

  it("says what is unsure, and what is not a digit, by its place where there are several", () => {
    expect(describeIt([2, 0.5, null])).toBe("a.png: 2 (50.0 %; unsure)");
    expect(describeIt([0, 0.999, 0.1])).toBe("a.png: not a digit; closest match: 0 (99.9 %)");
    expect(describeIt([0, 1, 0.1], [5, 0.8, 0.9], [6, 1, 1])).toBe(
      "a.png: 056 (80.0 %; not a digit: character 1; unsure: character 2)"
    );
  });
});
