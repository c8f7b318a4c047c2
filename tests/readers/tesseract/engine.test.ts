import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {readDataset} from "../../../loaders/datasets/dataset.js";
import {makeSample} from "../../../loaders/datasets/sample.js";
import {loadTesseract} from "../../../loaders/runs/tesseractFiles.js";
import {imageAt} from "../../../src/characters/digits.js";
import {normalize} from "../../../src/ink/image/grid.js";
import {startTesseract} from "../../../src/readers/tesseract/engine.js";
import type {TesseractSetup} from "../../../src/readers/tesseract/settings.js";
import {readPage} from "../../../src/readers/tesseract/tesseractClassifier.js";
import {refusal} from "../../loaders/refusal.js";

let folder: string;
/** Each fifth test image of a small sample. */
let images: Float32Array[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "handscope-tesseract-"));
  await makeSample(join(folder, "sample"), {counts: {train: 1, validation: 20, test: 20}});
  const {splits} = await readDataset(join(folder, "sample"), {});
  images = Array.from({length: 40}, (_, i) => normalize(imageAt(splits.test!, 5 * i)));
}, 120_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}));

async function textsOf(setup: TesseractSetup): Promise<string> {
  const engine = await startTesseract(await loadTesseract(setup.engine), setup, "0123456789");
  const texts = images.map((image) => readPage(engine, image, setup).text);
  engine.dispose();
  return texts.join();
}

describe("startTesseract(parts, setup, characters)", () => {
  // From tesseract.js 7.0.0, whose data has all engines and dictionaries, on the same pages, without adaptive learning.
  it("reads what tesseract.js reads, with the legacy engine and a line", async () => {
    expect(await textsOf({engine: "legacy", mode: "raw line", scale: 2, border: 20})).toBe(
      "0,0,0,0,,,,1,2,7,1,2,3,3,3,3,4,11,4,1,5,5,5,5,6,5,4,6,7,7,7,7,8,8,1,3,7,,7,9"
    );
  }, 60_000);

  it("reads what tesseract.js reads, with the LSTM and a single character", async () => {
    expect(await textsOf({engine: "lstm", mode: "character", scale: 1, border: 10})).toBe(
      "2,,,,,,,,,7,4,2,3,3,3,3,,,54,,,5,,5,4,,,,,5,7,7,3,3,,3,7,,,9"
    );
  }, 60_000);

  it("gives an image the same answer whatever it has read before", async () => {
    const setup = {engine: "legacy", mode: "raw line", scale: 2, border: 20} as const;
    const engine = await startTesseract(await loadTesseract("legacy"), setup, "0123456789");
    const read = (image: Float32Array) => JSON.stringify(readPage(engine, image, setup));
    const forth = images.map(read);
    expect([...images].reverse().map(read).reverse()).toEqual(forth);
    engine.dispose();
  }, 60_000);

  it("reads nothing but the characters asked for", async () => {
    const setup = {engine: "legacy", mode: "raw line", scale: 2, border: 20} as const;
    const engine = await startTesseract(await loadTesseract("legacy"), setup, "37");
    const texts = images.map((image) => readPage(engine, image, setup).text).join("");
    expect(texts).toMatch(/^[37]+$/);
    engine.dispose();
  }, 60_000);

  it("refuses data of the other engine, and a file that is no image", async () => {
    const setup = {engine: "legacy", mode: "character"} as const;
    const other = {...(await loadTesseract("legacy")), trainedData: (await loadTesseract("lstm")).trainedData};
    expect(await refusal(startTesseract(other, setup, "0"))).toBe(
      "Tesseract: expected data of its legacy engine, got data that it refuses"
    );
    const engine = await startTesseract(await loadTesseract("legacy"), setup, "0");
    expect(() => engine.read(Uint8Array.of(1, 2, 3))).toThrow("Tesseract: expected an image file, got something else");
  });
});
