import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {readDataset, type Dataset} from "../../../loaders/datasets/dataset.js";
import {makeSample} from "../../../loaders/datasets/sample.js";
import {loadTesseract} from "../../../loaders/runs/tesseractFiles.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {trainRun, type RunRequest} from "../../../src/training/trainRun.js";
import {refusal} from "../../loaders/refusal.js";

let folder: string;
let sample: Dataset;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "handscope-tesseract-"));
  await makeSample(join(folder, "sample"), {counts: {train: 1, validation: 4, test: 2}});
  sample = await readDataset(join(folder, "sample"), {});
}, 120_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}));

function requestOf(classes: readonly string[]): RunRequest {
  return {
    model: "tesseract",
    classes,
    data: {training: sample.splits.train!, validation: sample.splits.validation!},
    settings: {epochs: 1, batchSize: 1, learningRate: 1, seed: 1},
    test: sample.splits.test!,
    known: {command: () => "npm run train", machine: "here"}
  };
}

describe("trainRun with the model tesseract", () => {
  it("keeps the setup that reads most validation images, and what became of each", async () => {
    const {about, files, probabilities} = await trainRun(requestOf(DIGITS), {loadTesseract});
    const tried = about.tried as {right: number; unanswered: number; n: number; engine: string; mode: string; scale: number}[]; // prettier-ignore
    expect(new Set(tried.map(({engine, mode, scale}) => `${engine} ${mode} ${scale}`)).size).toBe(2 * 3 * 3);
    expect(tried.every(({n, right, unanswered}) => n === 40 && right + unanswered <= n)).toBe(true);
    const most = Math.max(...tried.map(({right}) => right));
    const {engine, mode, scale} = tried.find(({right}) => right === most)!;
    expect(JSON.parse(new TextDecoder().decode(files["settings.json"]))).toMatchObject({engine, mode, scale});
    expect(about).toMatchObject({kind: "tesseract", hyperparameters: {engine, mode, scale}});
    expect(probabilities).toHaveLength(20 * 10);
  }, 120_000);

  it("refuses classes of several characters, and says where Tesseract is at hand", async () => {
    expect(await refusal(trainRun(requestOf(["a", "ch"]), {loadTesseract}))).toBe(
      '--model tesseract: expected classes of one character each, for Tesseract, got "ch"'
    );
    await expect(trainRun(requestOf(DIGITS))).rejects.toThrow("npm run train -- --model tesseract");
  });
});
