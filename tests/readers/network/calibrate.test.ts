import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {normalize} from "../../../src/ink/image/grid.js";
import type {Digits} from "../../../src/characters/digits.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {calibrate} from "../../../src/readers/network/calibrate.js";
import {predictAll} from "../../../src/readers/network/networkClassifier.js";
import {mostLikely} from "../../../src/characters/mostLikely.js";
import {measure} from "../../../src/training/measure.js";

beforeAll(() => startBackend(WASM));

const random = randomLcg(0.2);
const images = Uint8Array.from({length: 200 * 784}, () => 255 * random());

/** Labels that equal *model*'s answers in two of three cases. */
function label(model: tf.LayersModel): Digits {
  const answers = predictAll(model, normalize(images));
  const labels = Uint8Array.from({length: 200}, (_, i) => (i % 3 ? mostLikely(answers, i * 10, 10) : 10 * random()));
  return {length: 200, images, labels};
}

describe("calibrate(model, validation)", () => {
  it("divides the logits so that the validation loss falls, and changes no answer", () => {
    const model = createAnn(3);
    const validation = label(model);
    // Overconfident: the logits are ten times as large.
    const dense = model.layers.at(-2)!;
    tf.tidy(() => dense.setWeights(dense.getWeights().map((w) => tf.mul(w, 10))));
    const before = predictAll(model, normalize(images));
    const temperature = calibrate(model, validation);
    const after = predictAll(model, normalize(images));
    expect(temperature).toBeGreaterThan(1);
    expect(measure(after, validation.labels!).loss).toBeLessThan(measure(before, validation.labels!).loss);
    for (let i = 0; i < 200; ++i) {
      expect(mostLikely(after, i * 10, 10)).toBe(mostLikely(before, i * 10, 10));
      // ln p shifts by a constant and is divided by T, and so are differences of logarithms.
      const ratio = (p: Float32Array) => Math.log(p[i * 10]! / p[i * 10 + 1]!);
      expect(ratio(after)).toBeCloseTo(ratio(before) / temperature, 3);
    }
    expect(calibrate(model, validation)).toBeCloseTo(1, 3);
    model.dispose();
  });

  it("refuses a model with another ending", () => {
    const model = tf.sequential({layers: [tf.layers.dense({units: 10, inputShape: [784], activation: "softmax"})]});
    expect(() => calibrate(model, label(model))).toThrow(TypeError);
    model.dispose();
  });
});
