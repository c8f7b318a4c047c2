import {rm} from "node:fs/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Dataset} from "../../../loaders/datasets/dataset.js";
import {trainingSplits, withPenDigits} from "../../../loaders/runs/trainingData.js";
import {countByClass, type Digits} from "../../../src/characters/digits.js";
import {InputError} from "../../../src/inputError.js";
import {makePenFolder} from "../datasets/penFolder.js";

let folder: string;

beforeAll(async () => void (folder = await makePenFolder()));
afterAll(() => rm(folder, {recursive: true}));

const digits = (n: number): Digits => ({
  length: n,
  images: Uint8Array.from({length: n * 784}, (_, i) => Math.floor(i / 784) % 256),
  labels: Uint8Array.from({length: n}, (_, i) => i % 10)
});

const dataset = (splits: Dataset["splits"]) => ({splits}) as Dataset;

describe("trainingSplits(dataset, dir, {seed, limit})", () => {
  it("takes the splits as they are, or the first images of the training split", () => {
    const splits = {train: digits(40), validation: digits(7)};
    expect(trainingSplits(dataset(splits), "DIR", {seed: 1})).toEqual({
      training: splits.train,
      validation: splits.validation
    });
    expect(trainingSplits(dataset(splits), "DIR", {seed: 1, limit: 12}).training).toEqual(digits(12));
    expect(trainingSplits(dataset(splits), "DIR", {seed: 1, limit: 99}).training).toEqual(digits(40));
  });

  it("holds a tenth part out for each nine of training where no validation split came, of every class, by seed", () => {
    const first = trainingSplits(dataset({train: digits(220)}), "DIR", {seed: 1});
    expect([first.training.length, first.validation.length]).toEqual([200, 20]);
    expect(countByClass(first.validation.labels!, 10)).toEqual(new Array(10).fill(2));
    expect(trainingSplits(dataset({train: digits(220)}), "DIR", {seed: 1})).toEqual(first);
    expect(trainingSplits(dataset({train: digits(220)}), "DIR", {seed: 2})).not.toEqual(first);
  });

  it("refuses a dataset that has nothing to train on", () => {
    expect(() => trainingSplits(dataset({test: digits(3)}), "DIR", {seed: 1})).toThrow(InputError);
  });
});

describe("withPenDigits(data, folder, seed)", () => {
  it("adds the digits of the writers for training, rendered four times or twice, and of those for validation, once", async () => {
    const data = await withPenDigits({training: digits(20), validation: digits(10)}, folder, 1);
    // Five of ten writers train, two validate; in two collections.
    expect([data.training.length, data.validation.length]).toEqual([20 + (4 + 2) * 5, 10 + 2 * 2]);
    expect([...data.training.labels!.subarray(20)]).toEqual(new Array(30).fill(1));
    expect(data.training.images.subarray(0, 20 * 784)).toEqual(digits(20).images);
    expect(await withPenDigits({training: digits(20), validation: digits(10)}, folder, 1)).toEqual(data);
  });
});
