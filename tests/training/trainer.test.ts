import * as tf from "@tensorflow/tfjs";
import {createHash} from "node:crypto";
import {beforeAll, describe, expect, it} from "vitest";
import {compileKernels} from "../../loaders/kernels.js";
import {WASM} from "../../loaders/paths.js";
import {normalize} from "../../src/ink/image/grid.js";
import {DIGITS} from "../../src/characters/alphabet.js";
import {firstDigits} from "../../src/characters/digits.js";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {loadModel} from "../../src/readers/network/artifacts.js";
import {predictAll} from "../../src/readers/network/networkClassifier.js";
import type {TrainedEpoch, TrainingStart} from "../../src/run/trainingReports.js";
import type {TrainingRequest} from "../../src/training/messages.js";
import {train, type TrainingProgress} from "../../src/training/train.js";
import {api} from "../../src/training/trainer.js";
import {TRAINERS} from "../../src/training/trainRun.js";
import {makeDigits} from "./makeDigits.js";

const data = {train: makeDigits(300, 0.1), validation: makeDigits(60, 0.2), test: makeDigits(40, 0.3)};
const settings = {epochs: 3, batchSize: 32, learningRate: 0.001, seed: 2};
const request: TrainingRequest = {
  run: "r",
  model: "ann",
  classes: DIGITS,
  ...data,
  settings,
  dataset: {name: "d", title: "D", sha256: "ab"}
};

/** The reports of a training by kind, in order. */
interface Told {
  readonly start: TrainingStart;
  readonly step: TrainingProgress;
  readonly epoch: TrainedEpoch;
}

const ADDRESSES = {wasm: WASM, kernels: "", follower: "no workers in Node"};

beforeAll(async () => {
  const bytes = await compileKernels();
  ADDRESSES.kernels = `data:application/wasm;base64,${Buffer.from(bytes).toString("base64")}`;
});

/** Starts a training, and returns it with its reports so far and a way to wait for epochs. */
async function startTraining(changes: Partial<TrainingRequest> = {}) {
  const told: {[Kind in keyof Told]: Told[Kind][]} = {start: [], step: [], epoch: []};
  const waiting = new Set<() => void>();
  const note =
    <Kind extends keyof Told>(kind: Kind) =>
    (what: Told[Kind]) => {
      told[kind].push(what);
      for (const check of waiting) check();
    };
  const training = await api.start({...request, ...changes}, ADDRESSES, {
    onStart: note("start"),
    onStep: note("step"),
    onEpoch: note("epoch")
  });
  return {
    ...training,
    told,
    /** Resolves after *n* epochs; rejects if the training fails before. */
    epochs: (n: number) =>
      new Promise<void>((resolve, reject) => {
        const check = () => told.epoch.length >= n && resolve();
        waiting.add(check);
        check();
        training.finish().catch(reject);
      })
  };
}

describe("api.start(request, addresses, listener)", () => {
  it("trains like the command: the same epochs, and a first layer that goes from random to trained", async () => {
    const {told, finish} = await startTraining({limit: 200});
    const run = await finish();
    const alone = createAnn(settings.seed);
    const training = firstDigits(data.train, 200);
    const random = alone.weights[0]!.read().dataSync<"float32">().slice();
    const state = await train(alone, {training, validation: data.validation}, settings);

    const [start] = told.start as [TrainingStart];
    expect(start).toMatchObject({backend: "wasm", training: 200, validation: data.validation.labels});
    expect(start.kernel).toEqual({shape: [784, 128], values: random});
    const epochs = told.epoch;
    const withoutTime = (record: (typeof state.history)[number]) => ({...record, seconds: 0});
    expect(epochs.map(({record}) => withoutTime(record))).toEqual(state.history.map(withoutTime));
    expect(epochs.at(-1)!.kernel.values).toEqual(state.weights.subarray(0, 784 * 128));
    expect(epochs.every(({predicted}) => predicted.length === 60)).toBe(true);

    const {files, about, probabilities} = run;
    const weights = files["weights.bin"]!;
    const saved = {json: new TextDecoder().decode(files["model.json"]), weights: new Uint8Array(weights).buffer};
    expect(about).toMatchObject({
      title: "784–128–128–10, 200 images",
      model: "ann",
      seed: 2,
      command: "npm run train -- --run r --model ann --epochs 3 --seed 2 --batch-size 32 --limit 200",
      parameters: 118_282,
      weights: {
        bytes: weights.length,
        sha256: createHash("sha256").update(weights).digest("hex")
      },
      hyperparameters: {optimizer: "adam", epochs: 3, batchSize: 32, learningRate: 0.001, augmentation: "none"},
      dataset: {name: "d", title: "D", sha256: "ab", train: 200, validation: 60, test: 40},
      machine: "a browser, wasm"
    });
    expect(run.history).toEqual(epochs.map(({record}) => record));
    expect(run.kernel).toEqual(epochs.at(-1)!.kernel);
    const seconds = run.history.reduce((sum, record) => sum + record.seconds, 0);
    expect(Math.abs(about.seconds! - seconds)).toBeLessThanOrEqual(0.05 + 1e-9); // rounded to tenths
    const loaded = await loadModel(saved, "model.json");
    expect(probabilities).toEqual(predictAll(loaded, normalize(data.test.images)));
    tf.dispose([...alone.weights.map((weight) => weight.read()), ...loaded.weights.map((weight) => weight.read())]);
  });

  it("holds out validation images if none are given, and predicts nothing without test images", async () => {
    const {told, finish} = await startTraining({
      validation: undefined,
      test: undefined,
      settings: {...settings, epochs: 1}
    });
    const run = await finish();
    const [start] = told.start;
    expect([start!.training, start!.validation.length]).toEqual([270, 30]); // 1 in 11 of each class of 30, rounded
    expect(run.probabilities).toBeUndefined();
  });

  it("does nothing while paused, and ends as if it had never paused", async () => {
    const undisturbed = await (await startTraining()).finish();
    const {told, epochs, pause, resume, finish} = await startTraining();
    let hasEnded = false;
    void finish().then(() => (hasEnded = true));
    await epochs(1);
    await pause();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const n = told.epoch.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told.epoch).toHaveLength(n);
    expect(hasEnded).toBe(false);
    await resume();
    const run = await finish();
    expect(run.files).toEqual(undisturbed.files);
  });

  it("ends with the last complete epoch when stopped, even while paused", async () => {
    const {told, epochs, pause, stop, finish} = await startTraining({settings: {...settings, epochs: 200}});
    await epochs(2);
    await pause();
    await stop();
    const run = await finish();
    const n = told.epoch.length;
    expect(n).toBeLessThan(200);
    const whole = await (await startTraining({settings: {...settings, epochs: n}})).finish();
    expect(run.files).toEqual(whole.files);
    expect(run.about.command).toBe(whole.about.command);
  });

  it("names no command for a training that was stopped before the end of its schedule", async () => {
    const {epochs, stop, finish} = await startTraining({settings: {...settings, epochs: 200, schedule: "one-cycle"}});
    await epochs(1);
    await stop();
    expect((await finish()).about.command).toBeUndefined();
  });

  it("rejects with the reason if a training fails", async () => {
    const early = await startTraining();
    await early.stop();
    await expect(early.finish()).rejects.toThrow("stopped before its first epoch had ended: nothing is kept");
    const unknown = await startTraining({model: "rnn"});
    await expect(unknown.finish()).rejects.toThrow(
      `expected one of the models ${Object.keys(TRAINERS).join(", ")}, got "rnn"`
    );
    const diverging = await startTraining({settings: {...settings, learningRate: 1e30}});
    await expect(diverging.finish()).rejects.toThrow(
      /^the loss grew from [\d.]+ to \S+ in epoch 1: try a learning rate of 0\.001$/
    );
  });
});
