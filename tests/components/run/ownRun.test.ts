import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {ownFinding, ownRun} from "../../../src/components/run/ownRun.js";
import {handmadeOwnRun, LOG, MODEL} from "./handmadeOwnRun.js";

describe("ownRun(trained, log, readLayers)", () => {
  it("says what it was trained and tested on, when, and for how long", () => {
    const source = {name: "d", title: "The digits", sha256: "ab"};
    expect(handmadeOwnRun()).toMatchObject({
      name: "mine-1",
      about: {
        title: "784–128–128–10, 4 images",
        dataset: {...source, train: 4, validation: 4, test: 3},
        evaluated: {...source, n: 3},
        started: "2026-01-02T03:04:05.000Z",
        seconds: 2.5, // 2 × 1.26
        machine: "a browser, wasm"
      },
      unsureBelow: 0.75,
      validationFound: true,
      problems: []
    });
  });

  it("has its answers with the images that they are about, and what it took validation images for by epoch", () => {
    const {answers, epochs, history} = handmadeOwnRun();
    expect(answers!.predictions).toMatchObject({length: 3, labels: Uint8Array.of(3, 1, 4)});
    expect(answers!.images).toEqual(Int32Array.of(0, 1, 2));
    expect(epochs).toEqual({
      classes: DIGITS,
      labels: Uint8Array.of(5, 6, 7, 8),
      epochs: [1, 2],
      predicted: [Uint8Array.of(5, 6, 7, 0), Uint8Array.of(5, 6, 7, 1)]
    });
    expect(history.map(({epoch}) => epoch)).toEqual([0, 1]);
  });

  it("keeps the first layer at random, after epochs 1, 2, 5, 10 …, and in the end", () => {
    const kernel = {shape: [784, 10], values: new Float32Array(7840)};
    const epochs = [0, 1, 2, 3, 4, 5, 6, 7];
    const log = {
      ...LOG,
      epochs: epochs
        .slice(1)
        .map((epoch) => ({...LOG.epochs[0]!, record: {...LOG.epochs[0]!.record, epoch: epoch - 1}})),
      kernels: epochs.map((epoch) => ({epoch, kernel}))
    };
    const history = log.epochs.map(({record}) => record);
    expect(ownRun({...MODEL, history}, log, () => []).kernels.map(({epoch}) => epoch)).toEqual([0, 1, 2, 5, 7]);
  });

  it("has no answers where there are no test images, and knows no validation images that were held out", () => {
    const order = {...LOG.order, validation: undefined, test: undefined};
    const run = ownRun({...MODEL, probabilities: undefined}, {...LOG, order}, () => []);
    expect([run.answers, run.validationFound, run.about.evaluated]).toEqual([undefined, false, undefined]);
    expect(ownFinding(run)).toBe("mine-1 was trained for 2 epochs");
  });
});

it("ownFinding(run) says how many test images are read: two of three", () => {
  expect(ownFinding(handmadeOwnRun())).toBe("mine-1 reads 67 % of 3 test images");
});
