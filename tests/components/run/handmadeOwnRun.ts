import {ownRun, type OwnRun, type TrainingLog} from "../../../src/components/run/ownRun.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import type {Digits} from "../../../src/characters/digits.js";
import type {TrainedRun} from "../../../src/training/trainRun.js";
import {MODEL_JSON, WEIGHT_BYTES} from "../../loaders/runs/handmadeRun.js";

const digits = (labels: readonly number[]): Digits => ({
  length: labels.length,
  images: new Uint8Array(labels.length * PIXELS),
  labels: Uint8Array.from(labels)
});

const record = {loss: 0.5, accuracy: 0.8, val_loss: 0.25, val_accuracy: 0.75, learning_rate: 0.001, seconds: 1.26};

/** What a training of two epochs was asked and told: four validation images, three test images of 3, 1, 4. */
export const LOG: TrainingLog = {
  order: {
    run: "mine-1",
    model: "ann",
    classes: DIGITS,
    dataset: {name: "d", title: "The digits", sha256: "ab"},
    train: digits([0, 1, 2, 3]),
    validation: digits([5, 6, 7, 8]),
    test: digits([3, 1, 4]),
    settings: {epochs: 2, batchSize: 128, learningRate: 0.001, schedule: "constant", seed: 1},
    augment: undefined,
    limit: undefined
  },
  start: {
    backend: "wasm",
    training: 4,
    validation: Uint8Array.of(5, 6, 7, 8),
    kernel: {shape: [784, 10], values: new Float32Array(7840)}
  },
  dataset: {name: "d", title: "The digits", classes: DIGITS, provenance: {sha256: "ab"}},
  started: new Date("2026-01-02T03:04:05Z"),
  epochs: [0, 1].map((epoch) => ({
    record: {...record, epoch},
    predicted: Uint8Array.of(5, 6, 7, epoch),
    kernel: {shape: [784, 10], values: new Float32Array(7840).fill(epoch)}
  })),
  kernels: [0, 1, 2].map((epoch) => ({epoch, kernel: {shape: [784, 10], values: new Float32Array(7840).fill(epoch)}}))
};

/** What came of it: the test images are taken, surely, for 3, 1 and 9. */
export const MODEL: TrainedRun = {
  files: {
    "model.json": new TextEncoder().encode(MODEL_JSON.replace("group1-shard1of1.bin", "weights.bin")),
    "weights.bin": new Uint8Array(WEIGHT_BYTES)
  },
  about: {
    title: "784–128–128–10, 4 images",
    model: "ann",
    unsureBelow: 0.75,
    dataset: {name: "d", title: "The digits", sha256: "ab", train: 4, validation: 4, test: 3},
    seconds: 2.5,
    machine: "a browser, wasm"
  },
  history: LOG.epochs.map(({record: known}) => known),
  kernel: undefined,
  probabilities: Float32Array.from({length: 30}, (_, i) => Number([3, 11, 29].includes(i)))
};

/** Returns the run that came of it. */
export function handmadeOwnRun(): OwnRun {
  return ownRun(MODEL, LOG, () => []);
}
