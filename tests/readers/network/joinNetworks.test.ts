import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {readSavedModel} from "../../../loaders/runs/runs.js";
import {InputError} from "../../../src/inputError.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {loadModel} from "../../../src/readers/network/artifacts.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {createBlstm} from "../../../src/readers/network/architectures/blstm.js";
import {createCnn} from "../../../src/readers/network/architectures/cnn.js";
import {joinNetworks} from "../../../src/readers/network/joinNetworks.js";
import {predictAll} from "../../../src/readers/network/networkClassifier.js";

beforeAll(() => startBackend(WASM));

const random = randomLcg(0.7);
const images = Float32Array.from({length: 20 * 784}, () => (random() < 0.2 ? random() : 0));

describe("joinNetworks(members, temperature)", () => {
  it("answers with the mean of its members' probabilities", () => {
    const members = [createAnn(1), createCnn(2), createBlstm(3, 10, {units: 5})].map((model, k) => ({
      name: `run-${k}`,
      model
    }));
    const joined = joinNetworks(members, 1);
    const answers = members.map(({model}) => predictAll(model, images));
    predictAll(joined, images).forEach((p, i) => {
      expect(p).toBeCloseTo(
        answers.reduce((sum, answer) => sum + answer[i]! / 3, 0),
        5
      );
    });
    expect(joined.countParams()).toBe(members.reduce((sum, {model}) => sum + model.countParams(), 0));
  });

  it("raises each member's probabilities to the power of 1 / temperature before", () => {
    const model = createAnn(4);
    const cold = predictAll(
      joinNetworks(
        [
          {name: "a", model},
          {name: "b", model}
        ],
        0.5
      ),
      images
    );
    const plain = predictAll(model, images);
    for (let row = 0; row < plain.length; row += 10) {
      const total = plain.subarray(row, row + 10).reduce((sum, p) => sum + p * p, 0);
      for (let c = 0; c < 10; ++c) expect(cold[row + c]).toBeCloseTo(plain[row + c]! ** 2 / total, 5);
    }
  });

  it("leaves out a member's detector, and lets the member go", async () => {
    const saved = await readSavedModel("cnn-pen");
    const model = await loadModel(saved, "cnn-pen");
    expect(model.outputs).toHaveLength(2);
    const joined = joinNetworks([{name: "cnn-pen", model}], 1);
    const alone = predictAll(model, images);
    model.dispose();
    expect(joined.outputs).toHaveLength(1);
    predictAll(joined, images).forEach((p, i) => expect(p).toBeCloseTo(alone[i]!, 5));
  });

  it("refuses a network without a dense layer and its softmax at the end", () => {
    const model = tf.sequential({layers: [tf.layers.dense({name: "last", units: 10, inputShape: [784]})]});
    expect(() => joinNetworks([{name: "odd", model}], 1)).toThrow(
      new InputError("odd", "a network that ends with a dense layer and its softmax", "last")
    );
  });
});
