import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {fromProbabilities} from "../../../src/run/predictions.js";
import {fingerprintImages} from "../../../loaders/runs/runs.js";
import {answersOf, type TestedDataset} from "../../../loaders/runs/testAnswers.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import type {Digits} from "../../../src/characters/digits.js";
import type {RunAbout} from "../../../src/run/runAbout.js";

/** Returns images of one gray each. */
function digits(grays: readonly number[], labels = grays.map((gray) => gray % 10)): Digits {
  const images = Uint8Array.from({length: grays.length * PIXELS}, (_, at) => grays[Math.floor(at / PIXELS)]!);
  return {length: grays.length, images, labels: Uint8Array.from(labels)};
}

const test = digits([11, 12, 13]);
const listed = (path: string) => ({path, bytes: 1, sha256: "f1"});

function dataset(more: {sha256?: string; path?: string; how?: "by seed"; train?: Digits} = {}): TestedDataset {
  const {sha256 = "here", path = "train.csv", how, train} = more;
  const provenance = {
    sha256,
    files: {n: 1, bytes: 1, list: [listed(path)]},
    division: how ? {how, seed: 1, keeping: "classes", leftOver: 0} : {how: "as it came"}
  };
  return {
    classes: DIGITS,
    splits: {...(train && {train}), test},
    provenance: provenance as unknown as TestedDataset["provenance"]
  };
}

/** Returns a run that is sure of each image's own digit, and was asked about *images*. */
function run(about: Partial<RunAbout>, images = test, fingerprints: readonly string[] | undefined = undefined) {
  const probabilities = new Float32Array(10 * images.length);
  images.labels!.forEach((label, i) => (probabilities[10 * i + label] = 1));
  const prints = fingerprints ?? fingerprintImages(images);
  const predictions = fromProbabilities(DIGITS, images.labels!, probabilities);
  return {
    name: "one",
    about: {title: "One", model: "cnn", ...about},
    classes: DIGITS,
    predictions,
    fingerprints: prints
  };
}

/** Returns the digit that each test image was answered with, −1 where it was not. */
function answered(...args: Parameters<typeof answersOf>): number[] {
  const {probabilities} = answersOf(...args);
  return [0, 1, 2].map((i) => probabilities.subarray(10 * i, 10 * i + 10).indexOf(1));
}

describe("answersOf(run, dataset)", () => {
  it("finds the answers by the images' pixels, in whatever order, also where labels differ", () => {
    const others = digits([13, 99, 11], [3, 9, 1]);
    expect(answered(run({}, others), dataset())).toEqual([1, -1, 3]);
    const swapped = {...dataset(), splits: {test: {...test, labels: Uint8Array.of(7, 2, 3)}}};
    expect(answered(run({}), swapped)).toEqual([1, 2, 3]);
  });

  it("finds none without fingerprints where labels differ", () => {
    const swapped = {...dataset(), splits: {test: {...test, labels: Uint8Array.of(7, 2, 3)}}};
    expect(answered(run({}, test, []), dataset())).toEqual([1, 2, 3]);
    expect(answered(run({}, test, []), swapped)).toEqual([-1, -1, -1]);
  });

  it("leaves out test images that are training images too, of a run that was trained on these", () => {
    const own = {dataset: {sha256: "here"}};
    const train = digits([50, 12]);
    expect(answered(run(own), dataset({train}))).toEqual([1, -1, 3]);
    expect(answered(run({dataset: {sha256: "other"}}), dataset({train}))).toEqual([1, 2, 3]);
  });

  it("leaves out a run that was evaluated elsewhere, where a file that it was trained on may be test images", () => {
    const about = {
      dataset: {sha256: "there", provenance: {files: {list: [listed("train.csv")]}}},
      evaluated: {name: "elsewhere", sha256: "elsewhere"}
    };
    expect(answered(run(about), dataset())).toEqual([1, 2, 3]); // train.csv is for training here too
    expect(answered(run(about), dataset({path: "test.csv"}))).toEqual([-1, -1, -1]);
    expect(answered(run(about), dataset({how: "by seed"}))).toEqual([-1, -1, -1]);
    const held = {...about, evaluated: {name: "there", sha256: "there"}}; // its predictions are of its own test split
    expect(answered(run(held), dataset({how: "by seed"}))).toEqual([1, 2, 3]);
  });
});
