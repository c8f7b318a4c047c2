import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../../loaders/paths.js";
import {startBackend} from "../../../../src/readers/network/backend.js";
import {createBlstm} from "../../../../src/readers/network/architectures/blstm.js";
import {MODELS} from "../../../../src/readers/network/models.js";
import {createSimard} from "../../../../src/readers/network/architectures/simard.js";

beforeAll(() => startBackend(WASM));

describe("createSimard(seed, classes)", () => {
  it("has 5 and 50 maps of 5 × 5 kernels with stride 2, 100 hidden units: 132,540 parameters", () => {
    const model = createSimard(1);
    expect(model.layers.map(({outputShape}) => outputShape)).toEqual([
      [null, 14, 14, 5],
      [null, 5, 5, 50],
      [null, 1250],
      [null, 100],
      [null, 10],
      [null, 10]
    ]);
    expect(model.countParams()).toBe(132_540);
  });
});

describe("createBlstm(seed, classes)", () => {
  it("reads 28 columns both ways: 48,906 parameters", () => {
    // Each LSTM: 4 gates of 64 units with 28 inputs, 64 outputs of the step before and a bias.
    expect(createBlstm(1).countParams()).toBe(2 * 4 * 64 * (28 + 64 + 1) + 129 * 10);
  });
});

describe("MODELS", () => {
  it.each(Object.keys(MODELS))(
    "%s has the same weights for the same seed, others for another, and any number of classes",
    (name) => {
      const weights = [1, 1, 2].map((seed) =>
        MODELS[name]!.create(seed, 12)
          .getWeights()
          .map((w) => [...w.dataSync()].slice(0, 50))
      );
      expect(weights[1]).toEqual(weights[0]);
      expect(weights[2]).not.toEqual(weights[0]);
      expect(MODELS[name]!.create(1, 200).outputs[0]!.shape).toEqual([null, 200]);
      expect(MODELS[name]!.title(200)).toContain("200");
    }
  );
});
