import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {
  readCheckpoint,
  removeCheckpoint,
  removePartials,
  writeCheckpoint,
  type CheckpointKey
} from "../../../loaders/runs/checkpoint.js";
import {InputError} from "../../../src/inputError.js";
import type {TrainingState} from "../../../src/training/train.js";

const key: CheckpointKey = {model: "ann", seed: 3, learningRate: 0.001, augment: "none", patience: 0, images: "abc"};

/** Five weights, among them numbers that text would not keep. */
const state: TrainingState = {
  weights: Float32Array.of(0.1, -0, 1e-45, 3.4e38, -1),
  adam: {m: Float32Array.of(1, 2, 3, 4, 5), v: Float32Array.of(0, 0, 0, 6, 7), step: 42},
  history: [
    {epoch: 0, loss: 0.5, accuracy: 0.8, val_loss: NaN, val_accuracy: NaN, learning_rate: 0.001, seconds: 1.25},
    {epoch: 1, loss: 0.1, accuracy: 0.9, val_loss: 0.2, val_accuracy: 0.85, learning_rate: 0.001, seconds: 1.5}
  ]
};

let dir: string;
let path: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "handscope-checkpoint-"));
  path = join(dir, ".run.checkpoint");
  await writeCheckpoint(path, key, state);
});

afterEach(() => rmSync(dir, {recursive: true, force: true}));

async function refusal(otherKey = key): Promise<string> {
  const error: unknown = await readCheckpoint(path, otherKey).then(
    () => undefined,
    (reason: unknown) => reason
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

describe("writeCheckpoint(path, key, state) and readCheckpoint(path, key)", () => {
  it("give back weights, moments, step and history to the bit, and NaN where nothing was validated", async () => {
    expect(await readCheckpoint(path, key)).toEqual(state);
  });

  it("give back weights that are views into a larger buffer", async () => {
    const buffer = Float32Array.of(9, 9, 1, 2, 9).subarray(2, 4);
    const views: TrainingState = {weights: buffer, adam: {m: buffer, v: buffer, step: 1}, history: [], best: buffer};
    await writeCheckpoint(path, key, views);
    const read = (await readCheckpoint(path, key))!;
    expect([read.weights, read.best]).toEqual([Float32Array.of(1, 2), Float32Array.of(1, 2)]);
  });

  it.each([[false], [true]])("give back averaged weights, beside the best ones: %s", async (hasBest) => {
    const best = hasBest ? Float32Array.of(5, 4, 3, 2, 1) : undefined;
    const both: TrainingState = {...state, best, averaged: Float32Array.of(0.3, -0, 1e-45, 7, 8)};
    await writeCheckpoint(path, key, both);
    expect(await readCheckpoint(path, key)).toEqual(both);
  });

  it("replace the checkpoint before and leave nothing beside it", async () => {
    await writeCheckpoint(path, key, {...state, adam: {...state.adam, step: 43}});
    expect((await readCheckpoint(path, key))!.adam.step).toBe(43);
    expect(readdirSync(dir)).toEqual([".run.checkpoint"]);
  });

  it("give undefined where there is none", async () => {
    expect(await readCheckpoint(join(dir, "none"), key)).toBeUndefined();
  });

  it.each([
    ["another seed", {...key, seed: 4}, "with --seed 4, got one with --seed 3: name the same --seed,"],
    ["another model", {...key, model: "cnn"}, "with --model cnn, got one with --model ann: name the same --model,"],
    [
      "another rate",
      {...key, learningRate: 0.01},
      "with --learning-rate 0.01, got one with --learning-rate 0.001: name the same --learning-rate,"
    ],
    [
      "a distortion",
      {...key, augment: "shift"},
      "with --augment shift, got one without --augment: name the same --augment,"
    ],
    ["a patience", {...key, patience: 3}, "with --patience 3, got one without --patience: name the same --patience,"],
    [
      "another averaging",
      {...key, averaging: 0.999},
      "with --averaging 0.999, got one without --averaging: name the same --averaging,"
    ],
    ["one more setting", {...key, epochs: 9}, "with --epochs 9, got one without --epochs: name the same --epochs,"],
    [
      "weights to start with",
      {...key, start: "f00"},
      "with the same --start, got one that began with other weights: name the same --start,"
    ],
    [
      "another seed, and other images for it",
      {...key, seed: 4, images: "abd"},
      "with --seed 4, got one with --seed 3: name the same --seed,"
    ]
  ])("refuse to go on with %s", async (_, otherKey, message) => {
    expect(await refusal(otherKey)).toBe(`${path}: expected a checkpoint ${message} or start anew with --force`);
  });

  it("refuse to go on with other images, in words", async () => {
    expect(await refusal({...key, images: "abd"})).toBe(
      `${path}: expected a checkpoint of these images, got one that was trained on other images: name the same --data, ` +
        "or start anew with --force (--limit, --pen, --skip-bad and --as-is change the images too)"
    );
  });

  it("refuse a checkpoint after more epochs than are to be trained, and go on with as many or more", async () => {
    const error: unknown = await readCheckpoint(path, key, 1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toBe(
      `${path}: expected at most 1 epochs trained, got 2 (--epochs 2 or more goes on; --force starts anew)`
    );
    for (const epochs of [2, 3]) expect(await readCheckpoint(path, key, epochs)).toEqual(state);
  });

  it("refuse a file that is cut anywhere, or longer", async () => {
    const bytes = readFileSync(path);
    const header = bytes.indexOf("\n") + 1;
    for (const end of [0, 1, header - 1, header, header + 1, bytes.length - 4, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, end));
      expect(await refusal()).toMatch(
        end < header ? /: expected a checkpoint, got a damaged file/ : /: expected 60 bytes after the header, got \d+$/
      );
    }
    writeFileSync(path, Buffer.concat([bytes, Buffer.of(0)]));
    expect(await refusal()).toBe(`${path}: expected 60 bytes after the header, got 61`);
  });

  it.each(["null\n", "{}\n", "5\n", '{"key":{}}\n', "\n", "a text"])("refuse %j", async (text) => {
    writeFileSync(path, text);
    expect(await refusal()).toMatch(/: expected a checkpoint.*, got /);
  });

  it("give a state or an InputError for a header with any damage", async () => {
    const bytes = readFileSync(path);
    const header = bytes.indexOf("\n");
    await fc.assert(
      fc.asyncProperty(fc.nat(header), fc.integer({min: 0, max: 255}), async (at, byte) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = byte;
        writeFileSync(path, damaged);
        const read: unknown = await readCheckpoint(path, key).catch((error: unknown) => error);
        // 60 bytes: [5 weights] and twice [5 moments]
        if (!(read instanceof InputError)) expect((read as TrainingState).weights).toHaveLength(5);
      }),
      {numRuns: 300}
    );
  });
});

describe("removeCheckpoint(path)", () => {
  it("removes it, and does nothing where there is none", async () => {
    await removeCheckpoint(path);
    expect(existsSync(path)).toBe(false);
    await removeCheckpoint(path);
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe("removePartials(files)", () => {
  it("removes what killed processes left of these files, and nothing else", async () => {
    const others = [
      ".run.checkpoint",
      ".run.checkpoint.partial-x",
      ".run2.checkpoint.partial-7",
      "run.checkpoint.partial-7"
    ];
    const left = [".run.checkpoint.partial-7", ".run.checkpoint.partial-81234", ".run.epochs.csv.partial-7"];
    for (const name of [...others.slice(1), ...left]) writeFileSync(join(dir, name), "half");
    await removePartials([path, join(dir, ".run.epochs.csv")]);
    expect(readdirSync(dir).sort()).toEqual(others.sort());
    await removePartials([join(dir, "no-such-folder", ".run.checkpoint")]);
  });
});
