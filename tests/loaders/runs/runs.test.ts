import {createHash} from "node:crypto";
import {mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import type * as Runs from "../../../loaders/runs/runs.js";
import {InputError} from "../../../src/inputError.js";
import {MODEL_JSON, predictionsCsv, WEIGHT_BYTES, writeRun} from "./handmadeRun.js";
import {refusal} from "../refusal.js";

// Run folders are written by hand, as somebody else's trainer would leave them.

let home: string;
let runs: typeof Runs;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "handscope-runs-"));
  vi.stubEnv("HANDSCOPE_RUNS", home); // read when loaders/paths.ts is loaded
  runs = await import("../../../loaders/runs/runs.js");
});

afterEach(() => {
  for (const name of readdirSync(home)) rmSync(join(home, name), {recursive: true, force: true});
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, {recursive: true, force: true});
});

describe("listRuns()", () => {
  it("gives the folders' names, cnn-pen first, then by name", async () => {
    for (const name of ["cnn", "b-run", "cnn-pen", "a-run"]) mkdirSync(join(home, name));
    expect(await runs.listRuns()).toEqual(["cnn-pen", "a-run", "b-run", "cnn"]);
  });

  it("passes over hidden folders and files", async () => {
    for (const name of [".a-run.partial", ".a-run.old", "a-run"]) mkdirSync(join(home, name));
    for (const name of ["README.md", ".a-run.checkpoint"]) writeFileSync(join(home, name), "");
    expect(await runs.listRuns()).toEqual(["a-run"]);
  });

  it("gives none where there is no folder of runs", async () => {
    rmSync(home, {recursive: true});
    expect(await runs.listRuns()).toEqual([]);
    mkdirSync(home);
  });
});

describe("runFolder(name)", () => {
  it("is the folder below the one that HANDSCOPE_RUNS names", () => {
    expect(runs.runFolder("ann-2.b_c")).toBe(join(home, "ann-2.b_c"));
  });

  it.each(["../x", "..", ".", ".hidden", "a/b", "a\\b", "/etc", "", "-a", "a b", "a\n", "ä", "a".repeat(65)])(
    "refuses %j",
    (name) => {
      expect(() => runs.runFolder(name)).toThrow(InputError);
      expect(() => runs.runFolder(name)).toThrow("--run: expected a name of letters, digits, dots and dashes, got");
    }
  );
});

describe("readRun(name)", () => {
  it("returns what is in the folder, and undefined for what is not", async () => {
    writeRun(join(home, "theirs"));
    expect(await runs.readRun("theirs")).toEqual({
      name: "theirs",
      about: {title: "By hand", model: "dense"},
      classes: DIGITS,
      history: undefined,
      predictions: undefined,
      fingerprints: undefined,
      robustness: undefined,
      hasModel: true
    });
    rmSync(join(home, "theirs", "model"), {recursive: true});
    expect((await runs.readRun("theirs")).hasModel).toBe(false);
  });

  it("returns history, predictions and fingerprints", async () => {
    writeRun(join(home, "theirs"), {
      // the columns of https://keras.io/api/callbacks/csv_logger/
      "history.csv": "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1.5,0.6,1.25\n",
      "predictions.csv": predictionsCsv([
        [3, 3],
        [4, 9]
      ]),
      "fingerprints.txt": "0123456789ab\nba9876543210\n"
    });
    const {history, predictions, fingerprints} = await runs.readRun("theirs");
    expect(history).toEqual([
      {epoch: 0, loss: 1.5, accuracy: 0.5, val_loss: 1.25, val_accuracy: 0.6, learning_rate: NaN, seconds: NaN}
    ]);
    expect(predictions!.labels).toEqual(Uint8Array.of(3, 4));
    expect(Array.from(predictions!.probabilities!, (p, i) => (p ? i : -1)).filter((i) => i >= 0)).toEqual([3, 19]);
    expect(fingerprints).toEqual(["0123456789ab", "ba9876543210"]);
  });

  it("takes all of the contract's fields in run.json, and more", async () => {
    const about = {
      title: "A",
      model: "cnn",
      seed: 1,
      command: "npm run train",
      parameters: 118282,
      dataset: {name: "mnist", sha256: "00", train: 50000, validation: 10000, test: 10000, more: true},
      hyperparameters: {epochs: 20, optimizer: "adam"},
      started: "2024-01-01T00:00:00Z",
      seconds: 61.5,
      machine: "2 × x",
      more: [1]
    };
    writeRun(join(home, "theirs"), {"run.json": JSON.stringify(about)});
    expect((await runs.readRun("theirs")).about).toEqual(about);
  });

  it.each<[what: string, json: string, message: string]>([
    ["what is not JSON", '{"title": "A", ', "expected JSON, got 15 characters that end early or are something else"],
    ["a missing title", '{"model": "cnn"}', "expected title, got none"],
    ["a missing model", '{"title": "A"}', "expected model, got none"],
    ["a title that is a number", '{"title": 3, "model": "cnn"}', "expected title as string, got 3"],
    ["a seed in quotes", '{"title": "A", "model": "m", "seed": "1"}', 'expected seed as number, got "1"'],
    ["half a parameter", '{"title": "A", "model": "m", "parameters": 1.5}', "expected parameters as integer, got 1.5"],
    [
      "a negative count",
      '{"title": "A", "model": "m", "dataset": {"test": -1}}',
      "expected dataset.test as >=0, got -1"
    ],
    ["a list", "[]", "expected title, got none"],
    ["null", "null", "expected an object, got null"]
  ])("refuses %s in run.json, naming the file and the field", async (_, json, message) => {
    writeRun(join(home, "theirs"), {"run.json": json});
    expect(await refusal(runs.readRun("theirs"))).toBe(`${join(home, "theirs", "run.json")}: ${message}`);
  });

  it("reads a folder of Keras's CSVLogger and predictions, without run.json, under the folder's name", async () => {
    mkdirSync(join(home, "theirs"));
    // As `CSVLogger("history.csv")` of Keras 2.15 writes it: keys in the order of their names.
    const history = "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.9,0.3,0.95,0.2\n";
    writeFileSync(join(home, "theirs", "history.csv"), history);
    writeFileSync(join(home, "theirs", "predictions.csv"), predictionsCsv([[3, 3]]));
    expect(await runs.readRun("theirs")).toMatchObject({
      about: {title: "theirs", model: "unknown"},
      history: [{epoch: 0, loss: 0.3, accuracy: 0.9, val_loss: 0.2, val_accuracy: 0.95}],
      predictions: {length: 1},
      hasModel: false
    });
  });

  it("reads a log by any name and in UTF-16, and a predictions.csv in UTF-16 with semicolons, as Excel saves them", async () => {
    mkdirSync(join(home, "theirs"));
    const log = "\ufeffepoch\tacc\tloss\r\n0\t0,5\t1,5\r\n";
    writeFileSync(join(home, "theirs", "training.log"), Buffer.from(log, "utf16le"));
    const answers = `\ufeff${predictionsCsv([[3, 3]]).replaceAll(",", ";")}`;
    writeFileSync(join(home, "theirs", "predictions.csv"), Buffer.from(answers, "utf16le"));
    const {run, problems, remarks} = await runs.inspectRun("theirs");
    expect(problems).toEqual([]);
    expect(remarks).toEqual(["training.log is taken for history.csv."]);
    expect(run.history).toMatchObject([{epoch: 0, loss: 1.5, accuracy: 0.5}]);
    expect(run.predictions!.labels).toEqual(Uint8Array.of(3));
  });

  it("says of a file that can't be read what stands in the way, and shows the others", async () => {
    writeRun(join(home, "theirs"));
    mkdirSync(join(home, "theirs", "history.csv"));
    const {problems} = await runs.inspectRun("theirs");
    expect(problems.map(({message}) => message)).toEqual([
      `${join(home, "theirs", "history.csv")}: expected a file that can be read, got a folder`
    ]);
  });

  it("refuses a folder that has none of a run's files", async () => {
    mkdirSync(join(home, "theirs"));
    expect(await refusal(runs.readRun("theirs"))).toBe(
      `${join(home, "theirs")}: expected run.json, history.csv, predictions.csv or model/model.json, got none of these`
    );
  });

  it("refuses predictions of another number than run.json says", async () => {
    const json = JSON.stringify({title: "T", model: "m", evaluated: {name: "mnist", n: 2}});
    writeRun(join(home, "theirs"), {"run.json": json, "predictions.csv": predictionsCsv([[3, 3]])});
    expect(await refusal(runs.readRun("theirs"))).toMatch(
      /predictions\.csv: expected 2 rows, as run\.json says, got 1$/
    );
  });

  it("refuses a history or predictions of other columns, naming file and line", async () => {
    writeRun(join(home, "theirs"), {"history.csv": "epoch,loss\n0,1\n"});
    expect(await refusal(runs.readRun("theirs"))).toMatch(
      /history\.csv:1: expected the columns epoch,loss,accuracy, got none named accuracy \(but epoch, loss\)$/
    );
    writeRun(join(home, "theirs"), {"history.csv": "epoch,loss,accuracy,val_loss,val_accuracy\n0,x,1,1,1\n"});
    expect(await refusal(runs.readRun("theirs"))).toMatch(/history\.csv:2: expected loss as a number, got "x"$/);
    rmSync(join(home, "theirs", "history.csv"));
    writeRun(join(home, "theirs"), {"predictions.csv": predictionsCsv([[3, 3]]).replace("0,3,", "0,13,")});
    expect(await refusal(runs.readRun("theirs"))).toMatch(
      /predictions\.csv:2: expected a label from 0 to 9, got "13"$/
    );
  });

  it("refuses a run that is not there, and says which are", async () => {
    expect(await refusal(runs.readRun("mine"))).toBe(`${join(home, "mine")}: expected a run, got nothing there`);
    writeRun(join(home, "theirs"));
    expect(await refusal(runs.readRun("mine"))).toBe(
      `${join(home, "mine")}: expected a run (there are theirs), got nothing there`
    );
    expect(await refusal(runs.readRun("../theirs"))).toMatch(/^--run: expected a name of letters/);
  });

  it("puts a run back that a killed training had moved aside", async () => {
    writeRun(join(home, "theirs"));
    renameSync(join(home, "theirs"), join(home, ".theirs.old"));
    expect((await runs.readRun("theirs")).about.title).toBe("By hand");
    expect(readdirSync(home)).toEqual(["theirs"]);
  });
});

describe("readSavedModel(name)", () => {
  it("returns model.json and the weights of all shards, one after another", async () => {
    const shards = ["group1-shard1of2.bin", "group1-shard2of2.bin"];
    writeRun(join(home, "theirs"), {
      "model/model.json": MODEL_JSON.replace('"group1-shard1of1.bin"', shards.map((s) => `"${s}"`).join()),
      "model/group1-shard1of2.bin": Uint8Array.of(1, 2),
      "model/group1-shard2of2.bin": Uint8Array.of(3)
    });
    const {json, weights, source} = await runs.readSavedModel("theirs");
    expect(JSON.parse(json)).toMatchObject({format: "layers-model", weightsManifest: [{paths: shards}]});
    expect(new Uint8Array(weights)).toEqual(Uint8Array.of(1, 2, 3));
    expect(source).toBe(join(home, "theirs", "model", "model.json"));
  });

  it("refuses a missing shard, a shard elsewhere and a model.json that is none", async () => {
    const [dir, model] = [join(home, "theirs"), join(home, "theirs", "model", "model.json")];
    writeRun(dir, {"model/model.json": MODEL_JSON.replace("1of1", "1of2")});
    expect(await refusal(runs.readSavedModel("theirs"))).toBe(
      `${join(dir, "model", "group1-shard1of2.bin")}: expected the model's weights, got nothing there`
    );
    writeRun(dir, {"model/model.json": MODEL_JSON.replace("group1-shard1of1.bin", "../../../etc/passwd")});
    expect(await refusal(runs.readSavedModel("theirs"))).toBe(
      `${model}: expected weight files in its own folder, got "../../../etc/passwd"`
    );
    writeRun(dir, {"model/model.json": MODEL_JSON.slice(0, 100)});
    expect(await refusal(runs.readSavedModel("theirs"))).toBe(
      `${model}: expected JSON, got 100 characters that end early or are something else`
    );
    writeRun(dir, {"model/model.json": "{}"});
    expect(await refusal(runs.readSavedModel("theirs"))).toBe(
      `${model}: expected a TensorFlow.js layers model, got JSON without modelTopology or weightsManifest`
    );
  });
});

describe("readClassifier(name)", () => {
  beforeAll(async () => {
    const {startBackend} = await import("../../../src/readers/network/backend.js");
    const {WASM} = await import("../../../loaders/paths.js");
    await startBackend(WASM); // as its callers do
  });

  it("answers with a model that was trained elsewhere", async () => {
    // Class 7 gets the sum of all pixels, each other class 0: softmax is e^s / (e^s + 9) for 7.
    const weights = Float32Array.from({length: 784 * 10 + 10}, (_, i) => Number(i < 7840 && i % 10 === 7));
    writeRun(join(home, "theirs"), {"model/group1-shard1of1.bin": new Uint8Array(weights.buffer)});
    const classifier = await runs.readClassifier("theirs");
    const images = new Float32Array(2 * 784);
    images.set([0.5, 1, 0.5], 784 + 400);
    const {probabilities} = await classifier.classify(images);
    classifier.dispose();
    expect(classifier.name).toBe("theirs");
    expect(probabilities).toHaveLength(20);
    for (const p of probabilities.subarray(0, 10)) expect(p).toBeCloseTo(0.1, 5);
    expect(probabilities[17]).toBeCloseTo(Math.exp(2) / (Math.exp(2) + 9), 5);
  });

  it.each<[what: string, bytes: Uint8Array, message: string]>([
    ["weights that are cut short", new Uint8Array(WEIGHT_BYTES - 100), "expected 31400 bytes of weights, got 31300"],
    ["too many weights", new Uint8Array(WEIGHT_BYTES + 4), "expected 31400 bytes of weights, got 31404"],
    [
      "weights that are not finite",
      new Uint8Array(WEIGHT_BYTES).fill(255),
      "expected finite weights, got NaN or infinity"
    ]
  ])("refuses %s", async (_, bytes, message) => {
    writeRun(join(home, "theirs"), {"model/group1-shard1of1.bin": bytes});
    expect(await refusal(runs.readClassifier("theirs"))).toContain(
      `${join(home, "theirs", "model", "model.json")}: ${message}`
    );
  });
});

describe("fingerprintImages(digits)", () => {
  it("is the start of the SHA-256 of each image's 784 bytes", () => {
    const images = Uint8Array.from({length: 3 * 784}, (_, i) => (i * i) % 251);
    const expected = [0, 1].map((i) =>
      createHash("sha256")
        .update(images.slice(i * 784, (i + 1) * 784))
        .digest("hex")
        .slice(0, 12)
    );
    expect(runs.fingerprintImages({length: 2, images})).toEqual(expected);
  });

  it("is that of FIPS 180-4 for an image without ink", () => {
    // head -c 784 /dev/zero | sha256sum
    expect(runs.fingerprintImages({length: 1, images: new Uint8Array(784)})).toEqual(["0c37ddc45244"]);
  });
});
