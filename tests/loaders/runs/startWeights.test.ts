import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {readClassifier, readRun} from "../../../loaders/runs/runs.js";
import {startFromRun} from "../../../loaders/runs/startWeights.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {createCnn} from "../../../src/readers/network/architectures/cnn.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {networkClassifier} from "../../../src/readers/network/networkClassifier.js";

beforeAll(async () => void (await startBackend(WASM)));

describe("startFromRun(model, run)", () => {
  it("makes a new network answer as the run does, and says from which weights", async () => {
    const model = createCnn(5);
    const images = Float32Array.from({length: 3 * 784}, (_, i) => ((i * 37) % 101) / 100);
    const run = await readClassifier("cnn-pen");
    const {probabilities: expected} = await run.classify(images);
    run.dispose();
    const {probabilities: before} = await networkClassifier("new", model).classify(images);
    expect(before.some((p, i) => Math.abs(p - expected[i]!) > 0.01)).toBe(true);
    expect(await startFromRun(model, "cnn-pen")).toBe((await readRun("cnn-pen")).about.weights!.sha256);
    const {probabilities: after} = await networkClassifier("new", model).classify(images);
    after.forEach((p, i) => expect(p).toBeCloseTo(expected[i]!, 6));
    model.dispose();
  });

  it("refuses a run of another kind, naming the layer, and one that is not there", async () => {
    await expect(startFromRun(createAnn(1), "cnn-pen")).rejects.toThrow(
      /cnn-pen.*: expected dense_0 of \[784, 128\] and \[128\], got \[\d+, 128\] and \[128\]/
    );
    await expect(startFromRun(createCnn(1), "none-such")).rejects.toThrow(/none-such/);
  });
});
