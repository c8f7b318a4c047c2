import * as tf from "@tensorflow/tfjs";
import {createHash} from "node:crypto";
import {describe, expect, it} from "vitest";
import {WASM} from "../../loaders/paths.js";
import {normalize} from "../../src/ink/image/grid.js";
import {DIGITS} from "../../src/characters/alphabet.js";
import {firstDigits} from "../../src/characters/digits.js";
import {createAnn} from "../../src/readers/network/ann.js";
import {loadModel} from "../../src/readers/network/artifacts.js";
import {predictAll} from "../../src/readers/network/networkClassifier.js";
import type {TrainerOrder, TrainerReport, TrainingRequest} from "../../src/training/messages.js";
import {train} from "../../src/training/train.js";
import {serve, type TrainerPort} from "../../src/training/trainer.js";
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

type Told<Kind> = TrainerReport & {kind: Kind};

/** A trainer, what it has told so far, and how to wait for what it tells. */
function openTrainer() {
  const told: TrainerReport[] = [];
  const waiting = new Set<() => void>();
  const port: TrainerPort = {
    onmessage: null,
    postMessage: (report) => {
      told.push(report);
      for (const check of waiting) check();
    }
  };
  serve(port);
  const all = <Kind extends TrainerReport["kind"]>(kind: Kind) =>
    told.filter((report): report is Told<Kind> => report.kind === kind);
  return {
    all,
    send: (data: TrainerOrder) => port.onmessage!({data} as MessageEvent<TrainerOrder>),
    train: (changes: Partial<TrainingRequest> = {}) =>
      port.onmessage!({
        data: {kind: "train", request: {...request, ...changes}, wasm: WASM}
      } as MessageEvent<TrainerOrder>),
    /** Resolves to the *n*th report of a kind, counted from 1. */
    next: <Kind extends TrainerReport["kind"]>(kind: Kind, n = 1) =>
      new Promise<Told<Kind>>((resolve, reject) => {
        const check = () => {
          const failed = all("failed")[0];
          if (failed && kind !== "failed") reject(new Error(failed.message));
          const report = all(kind)[n - 1];
          if (report) resolve(report);
        };
        waiting.add(check);
        check();
      })
  };
}

describe("serve(port)", () => {
  it("trains as the command does: the same epochs, and a first layer that goes from random to trained", async () => {
    const trainer = openTrainer();
    trainer.train({limit: 200});
    const {run} = await trainer.next("done");
    const alone = createAnn(settings.seed);
    const training = firstDigits(data.train, 200);
    const random = alone.weights[0]!.read().dataSync<"float32">().slice();
    const state = await train(alone, {training, validation: data.validation}, settings);

    const [{start}] = trainer.all("start") as [Told<"start">];
    expect(start).toMatchObject({backend: "wasm", training: 200, validation: data.validation.labels});
    expect(start.kernel).toEqual({shape: [784, 128], values: random});
    const epochs = trainer.all("epoch").map(({epoch}) => epoch);
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
    expect(Math.abs(about.seconds! - seconds)).toBeLessThanOrEqual(0.05 + 1e-9); // to tenths
    const loaded = await loadModel(saved, "model.json");
    expect(probabilities).toEqual(predictAll(loaded, normalize(data.test.images)));
    tf.dispose([...alone.weights.map((weight) => weight.read()), ...loaded.weights.map((weight) => weight.read())]);
  });

  it("holds out validation images where none are given, and answers no test images where there are none", async () => {
    const trainer = openTrainer();
    trainer.train({validation: undefined, test: undefined, settings: {...settings, epochs: 1}});
    const {run} = await trainer.next("done");
    const {start} = trainer.all("start")[0]!;
    expect([start.training, start.validation.length]).toEqual([270, 30]); // one of eleven of each class of 30, rounded
    expect(run.probabilities).toBeUndefined();
  });

  it("does nothing while it is paused, and ends as if it had not been", async () => {
    const [paused, other] = [openTrainer(), openTrainer()];
    other.train();
    const undisturbed = await other.next("done");
    paused.train();
    await paused.next("epoch");
    paused.send({kind: "pause"});
    await new Promise((resolve) => setTimeout(resolve, 100));
    const n = paused.all("epoch").length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(paused.all("epoch")).toHaveLength(n);
    expect(paused.all("done")).toEqual([]);
    paused.send({kind: "resume"});
    const {run} = await paused.next("done");
    expect(run.files).toEqual(undisturbed.run.files);
  });

  it("when it is stopped, ends with the last whole epoch, also out of a pause", async () => {
    const [stopped, short] = [openTrainer(), openTrainer()];
    stopped.train({settings: {...settings, epochs: 200}});
    await stopped.next("epoch", 2);
    stopped.send({kind: "pause"});
    stopped.send({kind: "stop"});
    const {run} = await stopped.next("done");
    const epochs = stopped.all("epoch").length;
    expect(epochs).toBeLessThan(200);
    short.train({settings: {...settings, epochs}});
    const whole = await short.next("done");
    expect(run.files).toEqual(whole.run.files);
    expect(run.about.command).toBe(whole.run.about.command);
  });

  it("names no command for a training that was stopped before the end that its rates were made for", async () => {
    const trainer = openTrainer();
    trainer.train({settings: {...settings, epochs: 200, schedule: "one-cycle"}});
    await trainer.next("epoch");
    trainer.send({kind: "stop"});
    expect((await trainer.next("done")).run.about.command).toBeUndefined();
  });

  it("says why nothing comes of a training", async () => {
    const early = openTrainer();
    early.train();
    early.send({kind: "stop"});
    expect((await early.next("failed")).message).toBe("stopped before its first epoch had ended: nothing is kept");
    const unknown = openTrainer();
    unknown.train({model: "rnn"});
    expect((await unknown.next("failed")).message).toBe('expected one of the models ann, cnn, nearest-mean, got "rnn"');
    const diverging = openTrainer();
    diverging.train({settings: {...settings, learningRate: 1e30}});
    expect((await diverging.next("failed")).message).toMatch(
      /^the loss grew from [\d.]+ to \S+ in epoch 1: try a learning rate of 0\.001$/
    );
  });
});
