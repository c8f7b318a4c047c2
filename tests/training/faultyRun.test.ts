import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {loadKernels} from "../../loaders/kernels.js";
import {WASM} from "../../loaders/paths.js";
import {DIGITS} from "../../src/characters/alphabet.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {FAULT_NAMES, type FaultName} from "../../src/run/faults.js";
import {parseRunAbout} from "../../src/run/runAbout.js";
import {trainRun, type RunRequest, type TrainedRun} from "../../src/training/trainRun.js";
import {makeDigits} from "./makeDigits.js";

let kernels: WebAssembly.Module;
beforeAll(async () => {
  await startBackend(WASM);
  kernels = await loadKernels();
});

// Images that any network reads after a few epochs.
const data = {training: makeDigits(400, 0.1), validation: makeDigits(100, 0.2)};
const test = makeDigits(200, 0.3);

function request(fault: FaultName | undefined): RunRequest {
  return {
    model: "ann",
    classes: DIGITS,
    data,
    settings: {epochs: 3, batchSize: 20, learningRate: 0.001, seed: 1},
    fault,
    test,
    known: {command: () => "npm run train", machine: "a test's"}
  };
}

const train = (fault: FaultName | undefined): Promise<TrainedRun> => trainRun(request(fault), {kernels});
const countsOf = ({about}: TrainedRun) => about.fault!.counts!.map(({n, correct}) => [n, correct]);

describe("trainRun with a fault", () => {
  it.each(FAULT_NAMES)("%s: the run says so, and has neither a model nor answers", async (fault) => {
    const run = await train(fault);
    expect(run.about.fault!.name).toBe(fault);
    expect(run.about.title).toMatch(/^Fault: /);
    expect(run.files).toEqual({});
    expect(run.probabilities).toBeUndefined();
    expect(parseRunAbout(JSON.stringify(run.about), "run.json").fault).toEqual(run.about.fault);
  });

  it("without one, the run says nothing of faults", async () => {
    const {about, files} = await train(undefined);
    expect(about.fault).toBeUndefined();
    expect(Object.keys(files)).toEqual(["model.json", "weights.bin"]);
  });

  it("gives the same weights for the same seed", async () => {
    const [a, b] = [await train("shuffled-labels"), await train("shuffled-labels")];
    expect(a.about.weights!.sha256).toBe(b.about.weights!.sha256);
  });

  it("leaks no tensors beyond those of its network", async () => {
    await train("exact-equality");
    const before = tf.memory().numTensors;
    await train("exact-equality");
    const own = tf.memory().numTensors - before;
    await train("exact-equality");
    expect(tf.memory().numTensors - before).toBe(2 * own);
  });
});

describe("exact-equality", () => {
  it("learns to the bit what the network without a fault learns, and counts next to nothing", async () => {
    const [honest, faulty] = [await train(undefined), await train("exact-equality")];
    expect(faulty.history.map(({loss, val_loss}) => [loss, val_loss])).toEqual(
      honest.history.map(({loss, val_loss}) => [loss, val_loss])
    );
    expect(honest.history[2]!.val_accuracy).toBeGreaterThan(0.9);
    expect(faulty.history[0]!.accuracy).toBe(0);
    expect(faulty.history[2]!.val_accuracy).toBeLessThan(0.1); // at best, one output in ten is exactly 1
  });
});

describe("one-output", () => {
  it("shows null in training and 100 % in validation from the first epoch on, with a loss of 0, and has learned nothing", async () => {
    const run = await train("one-output");
    for (const {loss, val_loss, accuracy, val_accuracy} of run.history) {
      expect([loss, val_loss, val_accuracy]).toEqual([0, 0, 1]);
      expect(accuracy).toBe(1 / 400); // one word in 400 has the number 1
    }
    const zeros = test.labels!.filter((label) => label === 0).length;
    expect(countsOf(run)).toEqual([
      [200, 200],
      [200, zeros]
    ]);
  });
});

describe("shuffled-labels", () => {
  it("reads test images no better than guessing would", async () => {
    const run = await train("shuffled-labels");
    const [[n, correct]] = countsOf(run) as [[number, number]];
    // Of 200 images, a guess among ten reads 20; above 34 is less than one in a thousand (binomial).
    expect(n).toBe(200);
    expect(correct).toBeLessThanOrEqual(34);
  });
});
