import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {createHash} from "node:crypto";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {fromProbabilities} from "../../../src/run/predictions.js";
import type {Run} from "../../../loaders/runs/runs.js";
import type * as SiteRuns from "../../../loaders/runs/siteRuns.js";
import type {Digits} from "../../../src/characters/digits.js";
import {MODEL_JSON, predictionsCsv, WEIGHT_BYTES, writeRun} from "./handmadeRun.js";

// Run folders are written by hand; fingerprints are computed with node:crypto, as the contract says what they are.

/** Four images, told apart by their first pixel, of the digits 3, 1, 4, 1. */
const test: Digits = {
  length: 4,
  images: Uint8Array.from({length: 4 * 784}, (_, i) => (i % 784 ? 0 : 10 + i / 784)),
  labels: Uint8Array.of(3, 1, 4, 1)
};

/** The start of the SHA-256 of a blank image whose first pixel is *first*. */
function fingerprint(first: number): string {
  return createHash("sha256")
    .update(Uint8Array.from({length: 784}, (_, i) => (i ? 0 : first)))
    .digest("hex")
    .slice(0, 12);
}

let home: string;
let siteRuns: typeof SiteRuns;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "handscope-site-runs-"));
  vi.stubEnv("HANDSCOPE_RUNS", home); // read when loaders/paths.ts is loaded
  siteRuns = await import("../../../loaders/runs/siteRuns.js");
  const answers = [
    [3, 3],
    [1, 7],
    [4, 4],
    [1, 1]
  ] as const;
  writeRun(join(home, "whole"), {
    "history.csv": "epoch,loss,accuracy,val_loss,val_accuracy\n0,1.5,0.5,1.25,0.6\n",
    "predictions.csv": predictionsCsv(answers),
    "fingerprints.txt": [13, 99, 10, 12].map(fingerprint).join("\n")
  });
  writeRun(join(home, "no-fingerprints"), {"predictions.csv": predictionsCsv(answers)});
  writeRun(join(home, "model-only"));
  writeRun(join(home, "broken-json"), {"run.json": "{"});
  writeRun(join(home, "broken-model"), {"model/model.json": MODEL_JSON.replace("1of1", "1of9")});
  const robustness = "kind,amount,n,correct\nshift,1,4,3\n";
  writeRun(join(home, "broken-parts"), {
    "history.csv": "epoch,loss\n0,1\n",
    "predictions.csv": `${predictionsCsv(answers)}\n4,3,0.5,0.1,0,0,0,0,0,0,0,0`,
    "robustness.csv": robustness
  });
  const fault = {title: "Faulty", model: "ann", fault: {name: "one-output", counts: [{how: "all", n: 4, correct: 4}]}};
  writeRun(join(home, "faulty"), {"run.json": JSON.stringify(fault), "predictions.csv": predictionsCsv(answers)});
  writeRun(join(home, "WHOLE"));
  writeRun(join(home, "no name"));
  mkdirSync(join(home, "empty"));
  mkdirSync(join(home, "nothing-whole"));
  writeFileSync(join(home, "nothing-whole", "run.json"), "{");
  mkdirSync(join(home, "keras")); // what its CSVLogger writes without validation
  writeFileSync(join(home, "keras", "history.csv"), "epoch,accuracy,loss\n0,0.87654321,0.5\n");
  mkdirSync(join(home, "resumed")); // CSVLogger("history.csv", append=True), twice
  const once = "epoch,accuracy,loss\n0,0.5,0.5\n";
  writeFileSync(join(home, "resumed", "history.csv"), once + once);
  writeRun(join(home, "few-fingerprints"), {
    "predictions.csv": predictionsCsv(answers),
    "fingerprints.txt": "0123456789ab"
  });
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, {recursive: true, force: true});
});

function run(labels: readonly number[] | undefined, fingerprints?: readonly string[]): Run {
  const predictions =
    labels && fromProbabilities(DIGITS, Uint8Array.from(labels), new Float32Array(labels.length * 10));
  const about = {title: "X", model: "m"};
  return {
    name: "x",
    about,
    classes: DIGITS,
    history: undefined,
    predictions,
    fingerprints,
    robustness: undefined,
    epochs: undefined,
    kernels: undefined,
    hasModel: false
  };
}

describe("findImages(run, test)", () => {
  it("finds images by their fingerprints, in any order, and says −1 for those that the site has not", () => {
    const prints = [13, 99, 10, 10].map(fingerprint);
    expect(siteRuns.findImages(run([1, 2, 3, 3], prints), test)).toEqual(Int32Array.of(3, -1, 0, 0));
  });

  it("takes them one for one where there are no fingerprints and all labels are the same", () => {
    expect(siteRuns.findImages(run([3, 1, 4, 1]), test)).toEqual(Int32Array.of(0, 1, 2, 3));
  });

  it("takes labels where the fingerprints are not as many as the predictions", () => {
    expect(siteRuns.findImages(run([3, 1, 4, 1], [fingerprint(13)]), test)).toEqual(Int32Array.of(0, 1, 2, 3));
  });

  it("finds none where a label differs, a label is missing, or the test split has no labels", () => {
    const none = Int32Array.of(-1, -1, -1, -1);
    expect(siteRuns.findImages(run([3, 1, 4, 2]), test)).toEqual(none);
    expect(siteRuns.findImages(run([3, 1, 4]), test)).toEqual(none.slice(1));
    expect(siteRuns.findImages(run([3, 1, 4, 1]), {length: 4, images: test.images})).toEqual(none);
  });

  it("finds none where the site has no test split or the run no predictions", () => {
    expect(siteRuns.findImages(run([3, 1]), undefined)).toEqual(Int32Array.of(-1, -1));
    expect(siteRuns.findImages(run(undefined), test)).toEqual(new Int32Array(0));
  });
});

const dataset = {splits: {test}};

/** Returns the epochs of a run as the site publishes them. */
async function history(name: string): Promise<readonly {readonly epoch: number}[]> {
  const file = (await siteRuns.publishRun(name, dataset))["history.json"];
  return JSON.parse(Buffer.from(file!).toString()) as {epoch: number}[];
}

describe("describeRuns(dataset)", () => {
  it("describes every run that can be read, and of its predictions the images that the site has", async () => {
    const {runs} = await siteRuns.describeRuns(dataset);
    expect(
      runs.map(({name, hasModel, epochs, imagesFound, evaluation}) => ({
        name,
        hasModel,
        epochs,
        imagesFound,
        correct: evaluation && `${evaluation.correct} of ${evaluation.n}`
      }))
    ).toEqual([
      {name: "broken-json", hasModel: true, epochs: 0, imagesFound: 0, correct: null},
      {name: "broken-model", hasModel: false, epochs: 0, imagesFound: 0, correct: null},
      {name: "broken-parts", hasModel: true, epochs: 0, imagesFound: 0, correct: null},
      {name: "few-fingerprints", hasModel: true, epochs: 0, imagesFound: 4, correct: "3 of 4"},
      {name: "keras", hasModel: false, epochs: 1, imagesFound: 0, correct: null},
      {name: "model-only", hasModel: true, epochs: 0, imagesFound: 0, correct: null},
      {name: "no-fingerprints", hasModel: true, epochs: 0, imagesFound: 4, correct: "3 of 4"},
      {name: "resumed", hasModel: false, epochs: 2, imagesFound: 0, correct: null},
      {name: "whole", hasModel: true, epochs: 1, imagesFound: 3, correct: "3 of 4"}
    ]);
  });

  it("lists a run with a fault apart from the others, whatever it has of files", async () => {
    const {runs, faulty} = await siteRuns.describeRuns(dataset);
    expect(faulty.map(({name, about}) => [name, about.fault?.name])).toEqual([["faulty", "one-output"]]);
    expect(runs.map(({name}) => name)).not.toContain("faulty");
    expect(await siteRuns.listPages()).toContain("faulty");
  });

  it("lists each run that can't be read with what is wrong in it, apart from the others", async () => {
    const {broken} = await siteRuns.describeRuns(dataset);
    expect(broken).toEqual([
      {
        name: "empty",
        error: "empty: expected run.json, history.csv, predictions.csv or model/model.json, got none of these"
      },
      {name: "no name", error: 'no name: expected a name of letters, digits, dots and dashes, got "no name"'},
      {
        name: "nothing-whole",
        error: "nothing-whole/run.json: expected JSON, got 1 characters that end early or are something else"
      },
      {name: "WHOLE", error: 'WHOLE: expected a run name that differs from "whole" by more than case, got "WHOLE"'}
    ]);
  });

  it("shows of a run what is whole, and says of each file that is not what is wrong with it", async () => {
    const {runs} = await siteRuns.describeRuns(dataset);
    const problems = Object.fromEntries(runs.map((one) => [one.name, one.problems]));
    expect(problems).toEqual({
      "broken-json": ["broken-json/run.json: expected JSON, got 1 characters that end early or are something else"],
      "broken-model": ["broken-model/model/group1-shard1of9.bin: expected the model's weights, got nothing there"],
      "broken-parts": [
        "broken-parts/history.csv:1: expected the columns epoch,loss,accuracy, got none named accuracy (but epoch, loss)",
        expect.stringMatching(/^broken-parts\/predictions\.csv:6: expected .*sum/) as string
      ],
      "few-fingerprints": ["few-fingerprints/fingerprints.txt: expected 4 lines, one for each prediction, got 1"],
      keras: [],
      "model-only": [],
      "no-fingerprints": [],
      resumed: [],
      whole: []
    });
    expect(runs.find(({name}) => name === "broken-parts")!.hasRobustness).toBe(true);
  });

  it("says how a log was read that needed it, and calls that no problem", async () => {
    const {runs} = await siteRuns.describeRuns(dataset);
    const {epochs, bestEpoch, problems, remarks} = runs.find(({name}) => name === "resumed")!;
    expect({epochs, bestEpoch, problems}).toEqual({epochs: 2, bestEpoch: 2, problems: []});
    expect((await history("resumed")).map(({epoch}) => epoch)).toEqual([0, 1]);
    expect(remarks).toEqual(["history.csv: epochs start again at line 4, and are shown as one training of 2 epochs."]);
  });

  it("gives a page to every run whose name is an address unlike any other's, a broken one too", async () => {
    expect(await siteRuns.listPages()).toEqual(
      expect.arrayContaining(["broken-json", "broken-model", "broken-parts", "empty", "model-only", "whole"])
    );
    expect(await siteRuns.listPages()).not.toEqual(expect.arrayContaining(["WHOLE"]));
    expect(await siteRuns.listPages()).not.toEqual(expect.arrayContaining(["no name"]));
  });

  it("gives what JSON can carry", async () => {
    const described = await siteRuns.describeRuns(dataset);
    const carried = JSON.parse(JSON.stringify(described)) as typeof described;
    expect(carried.runs.map(({evaluation}) => evaluation)).toEqual(described.runs.map(({evaluation}) => evaluation));
    expect(carried).toEqual(described);
  });

  it("gives the figures of epochs to six figures, and null where there is none", async () => {
    const unknown = {val_loss: null, val_accuracy: null, learning_rate: null, seconds: null};
    expect(await history("keras")).toEqual([{epoch: 0, accuracy: 0.876543, loss: 0.5, ...unknown}]);
  });
});

describe("publishRun(name, images)", () => {
  it("publishes predictions as they are, the images' indices as little-endian int32, and the model in two files", async () => {
    const files = await siteRuns.publishRun("whole", dataset);
    expect(Object.keys(files).sort()).toEqual([
      "history.json",
      "images.bin",
      "model.json",
      "predictions.csv",
      "run.json",
      "weights.bin"
    ]);
    expect(Buffer.from(files["images.bin"]!).toString("hex")).toBe("03000000ffffffff0000000002000000");
    expect(Buffer.from(files["predictions.csv"]!).toString()).toMatch(/^index,label,p0,.*\n0,3,0,0,0,1,/);
    expect(Buffer.from(files["model.json"]!).toString()).toBe(MODEL_JSON);
    expect(files["weights.bin"]).toHaveLength(WEIGHT_BYTES);
  });

  it("publishes of a run what it has", async () => {
    const filesOf = async (name: string) => Object.keys(await siteRuns.publishRun(name, dataset)).sort();
    expect(await filesOf("model-only")).toEqual(["model.json", "run.json", "weights.bin"]);
    expect(await filesOf("broken-parts")).toEqual(["model.json", "robustness.csv", "run.json", "weights.bin"]);
    expect(await filesOf("broken-model")).toEqual(["run.json"]);
  });

  it.each(["nothing-whole", "empty", "no name"])("refuses %s, which can't be read", async (name) => {
    await expect(siteRuns.publishRun(name, dataset)).rejects.toThrow(/: expected .*, got /);
  });
});
