import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {readDataset, type Dataset} from "../../../loaders/datasets/dataset.js";
import {makeSample} from "../../../loaders/datasets/sample.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {mostLikely} from "../../../src/characters/mostLikely.js";
import {normalize, PIXELS} from "../../../src/ink/image/grid.js";
import {loadClassifier} from "../../../src/readers/kinds.js";
import {findHoles} from "../../../src/readers/rules/holes.js";
import {trainRun, type RunRequest, type TrainedRun} from "../../../src/training/trainRun.js";
import {refusal} from "../../loaders/refusal.js";

let folder: string;
let sample: Dataset;
let run: TrainedRun;

function requestOf(classes: readonly string[]): RunRequest {
  return {
    model: "rules",
    classes,
    data: {training: sample.splits.train!, validation: sample.splits.validation!},
    settings: {epochs: 1, batchSize: 1, learningRate: 1, seed: 1},
    test: sample.splits.test!,
    known: {command: () => "npm run train", machine: "here"}
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "handscope-rules-"));
  await makeSample(join(folder, "sample"), {counts: {train: 1, validation: 20, test: 20}});
  sample = await readDataset(join(folder, "sample"), {});
  run = await trainRun(requestOf(DIGITS));
}, 120_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe("findHoles(ink)", () => {
  it("finds as many holes as scipy", () => {
    const {images, length} = sample.splits.test!;
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < length; ++i) {
      const ink = Uint8Array.from(images.subarray(i * PIXELS, (i + 1) * PIXELS), (level) => Number(level >= 100));
      ++counts[findHoles(ink).length]!;
    }
    // scipy 1.10.1: ndimage.label of the background, framed by a pixel; labels with 2 pixels or more, but the frame's.
    expect(counts).toEqual([122, 60, 15, 3]);
  });
});

describe("trainRun with the model rules", () => {
  it("answers most of the sample's test images, and most of them right", () => {
    const {labels, length} = sample.splits.test!;
    let [answered, right] = [0, 0];
    labels!.forEach((label, i) => {
      const best = mostLikely(run.probabilities!, i * 10, 10);
      if (!run.probabilities![i * 10 + best]) return;
      ++answered;
      right += Number(best === label);
    });
    expect(answered / length).toBeGreaterThan(0.7);
    expect(right / answered).toBeGreaterThan(0.75);
  });

  it("counts what each rule answered on the validation images", () => {
    const {rules} = JSON.parse(new TextDecoder().decode(run.files["rules.json"])) as {rules: {counts: number[]}[]};
    const all = rules.flatMap(({counts}) => counts).reduce((a, b) => a + b, 0);
    expect(all).toBeGreaterThan(0.7 * 200);
    expect(all).toBeLessThanOrEqual(200);
    expect(run.about).toMatchObject({kind: "rules", model: "rules", weights: {bytes: run.files["rules.json"]!.length}});
  });

  it("is read back as it was trained, to the bit", async () => {
    const none = () => Promise.reject(new Error("not needed"));
    const options = {name: "r", classes: DIGITS, source: "r", loadNetwork: none, loadTesseractCore: none};
    const read = await loadClassifier("rules", run.files, options);
    const {probabilities} = await read.classify(normalize(sample.splits.test!.images));
    expect(probabilities).toEqual(run.probabilities);
  });

  it("refuses letters, for which it has no rules", async () => {
    expect(await refusal(trainRun(requestOf(["A", "B", "C"])))).toBe(
      "--model rules: expected the digits 0 to 9, for which alone it has rules, got A–C"
    );
  });
});
