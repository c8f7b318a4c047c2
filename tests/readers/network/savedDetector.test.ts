import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {loadModel, saveModel} from "../../../src/readers/network/artifacts.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {createCnn} from "../../../src/readers/network/architectures/cnn.js";
import {withDigitDetector} from "../../../src/readers/network/digitDetector.js";
import {networkClassifier} from "../../../src/readers/network/networkClassifier.js";
import {saveWithDetector} from "../../../src/readers/network/savedDetector.js";

beforeAll(() => startBackend(WASM));

const images = (level: number) => new Uint8Array(40 * PIXELS).map((_, i) => (i * level) % 256);
const examples = {digits: images(7), others: images(31), validation: images(7)};

describe("saveWithDetector(model, saved)", () => {
  it("keeps the network's weights and answers bit-identical, with or without an earlier detector", async () => {
    const saved = await saveModel(createAnn(1), "uint8");
    const loaded = await loadModel(saved, "x");
    const first = await saveWithDetector(await withDigitDetector(loaded, examples, 1), saved);
    const second = await saveWithDetector(await withDigitDetector(await loadModel(first, "x"), examples, 2), first);
    const pixels = Float32Array.from({length: 3 * PIXELS}, (_, i) => (i % 17) / 17);
    const {probabilities: answers} = await networkClassifier("x", loaded).classify(pixels);
    const n = saved.weights.byteLength;
    for (const one of [first, second]) {
      expect(new Uint8Array(one.weights, 0, n)).toEqual(new Uint8Array(saved.weights));
      const classifier = networkClassifier("x", await loadModel(one, "x"));
      const {probabilities, likelihoods, marks} = await classifier.classify(pixels);
      expect(probabilities).toEqual(answers);
      expect(likelihoods).toHaveLength(3);
      expect(marks).toHaveLength(3 * 9);
    }
    expect(new Uint8Array(second.weights)).not.toEqual(new Uint8Array(first.weights));
  });

  it("refuses another network's weights", async () => {
    const saved = await saveModel(createAnn(1), "uint8");
    await expect(saveWithDetector(createCnn(1), saved)).rejects.toThrow(TypeError);
  });
});
