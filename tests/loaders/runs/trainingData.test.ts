import {rm} from "node:fs/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Dataset} from "../../../loaders/datasets/dataset.js";
import {describeMoreImages, trainingSplits, withMoreImages, withPenDigits} from "../../../loaders/runs/trainingData.js";
import {countByClass, type Digits} from "../../../src/characters/digits.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {InputError} from "../../../src/inputError.js";
import {centerOf, ticks} from "./fakeClassifier.js";
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

describe("withMoreImages(data, classes, more)", () => {
  const data = {training: ticks(40), validation: ticks(10)};
  const more = (options: {photos?: number; styles?: number; pen?: string}, seed = 1) =>
    withMoreImages(data, DIGITS, {seed, ...options});

  it("adds nothing unasked", async () => {
    expect(await more({})).toEqual(data);
  });

  it("adds small photos of training images, as many as the share says, to the training images alone", async () => {
    const {training, validation} = await more({photos: 0.25});
    expect([training.length, training.images.length]).toEqual([50, 50 * 784]);
    expect(training.images.subarray(0, 40 * 784)).toEqual(data.training.images);
    expect([...training.labels!]).toEqual(new Array(50).fill(1));
    expect(validation).toEqual(data.validation);
    // Each photo's ink is centered as MNIST's is, and no two photos are alike.
    const photos = Array.from({length: 10}, (_, i) => training.images.subarray((40 + i) * 784, (41 + i) * 784));
    for (const photo of photos) {
      const {x, y} = centerOf(photo);
      expect(Math.max(Math.abs(x - 14), Math.abs(y - 14))).toBeLessThan(0.6);
    }
    expect(new Set(photos.map(String)).size).toBe(10);
  });

  it("takes several photos of each image where the share is above 1", async () => {
    expect((await more({photos: 2.5})).training.length).toBe(140);
  });

  it("adds digits in each of eight pen styles", async () => {
    const {training} = await more({styles: 0.4});
    expect([...training.labels!.subarray(40)]).toEqual([4, 4, 1, 1, 7, 7, 2, 9, 4, 4, 1, 1, 7, 7, 2, 9]);
  });

  it("takes photos of pen digits and of rare styles too", async () => {
    const {training} = await more({pen: folder, styles: 0.2, photos: 1});
    const before = 40 + (4 + 2) * 5 + 8;
    expect(training.length).toBe(2 * before);
    expect([...training.labels!.subarray(before)].sort()).toEqual([...training.labels!.subarray(0, before)].sort());
  });

  it("adds the same for the same seed, and the same pen digits and styles whatever else is added", async () => {
    const all = await more({pen: folder, styles: 0.2, photos: 0.25});
    expect(await more({pen: folder, styles: 0.2, photos: 0.25})).toEqual(all);
    expect((await more({photos: 0.25}, 2)).training.images).not.toEqual((await more({photos: 0.25})).training.images);
    const pens = (await more({pen: folder})).training.images;
    const styled = (await more({styles: 0.2})).training.images.subarray(40 * 784);
    expect(all.training.images.subarray(0, pens.length)).toEqual(pens);
    expect(all.training.images.subarray(pens.length, pens.length + styled.length)).toEqual(styled);
  });

  it("refuses pen styles of letters", async () => {
    const letters = withMoreImages(data, ["A", "B"], {seed: 1, styles: 0.1});
    await expect(letters).rejects.toThrow("--styles: expected images of 0–9, got A–B");
  });
});

describe("describeMoreImages({photos, styles})", () => {
  it("names the shares that were added", () => {
    expect(describeMoreImages({})).toEqual({});
    expect(describeMoreImages({photos: 0.25, styles: 0.1})).toEqual({smallPhotos: 0.25, penStyles: 0.1});
  });
});
