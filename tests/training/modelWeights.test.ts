import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {createLenet5} from "../../src/readers/network/architectures/lenet5.js";
import {assignWeights, readWeights} from "../../src/training/modelWeights.js";

beforeAll(async () => void (await tf.setBackend("cpu")));

describe("readWeights(model) and assignWeights(model, weights)", () => {
  it("copy all trainable weights, in TensorFlow.js's order, and leak no tensors", () => {
    const model = createLenet5(1);
    const expected = Float32Array.from(model.getWeights().flatMap((weight) => [...weight.dataSync()]));
    const weights = readWeights(model);
    expect(weights).toEqual(expected);
    const before = tf.memory().numTensors;
    assignWeights(
      model,
      weights.map((weight) => 2 * weight)
    );
    expect(readWeights(model)).toEqual(expected.map((weight) => 2 * weight));
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});
