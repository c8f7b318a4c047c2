import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../../loaders/paths.js";
import {startBackend} from "../../../../src/readers/network/backend.js";
import {createLenet5, lenet5Masks} from "../../../../src/readers/network/architectures/lenet5.js";
import {outputCodes} from "../../../../src/readers/network/architectures/lenetCodes.js";

beforeAll(() => startBackend(WASM));

function weightsOf(model: tf.LayersModel): Record<string, Float32Array> {
  return Object.fromEntries(model.weights.map((w) => [w.originalName, w.read().dataSync<"float32">().slice()]));
}

describe("createLenet5(seed, classes)", () => {
  it("trains as many weights a layer as the paper says, 60,000 in all", () => {
    // LeCun et al. 1998, section II.B: C1 156, S2 12, C3 1,516, S4 32, C5 48,120, F6 10,164.
    const masks = lenet5Masks(10);
    const trained = Object.entries(weightsOf(createLenet5(1))).map(([name, {length}]) => {
      return [name.split(/[_/]/)[0]!, masks[name]?.reduce((a, b) => a + b, 0) ?? length] as const;
    });
    const counts: Record<string, number> = {};
    for (const [layer, count] of trained) counts[layer] = (counts[layer] ?? 0) + count;
    expect(counts).toEqual({C1: 156, S2: 12, C3: 1516, S4: 32, C5: 48_120, F6: 10_164, distances: 0});
    expect(Object.values(counts).reduce((a, b) => a + b)).toBe(60_000);
  });

  it("connects each map of C3 to the maps of S2 that table I names", () => {
    // The rows of the paper's table I: the maps of C3 that see each map of S2.
    const rows = ["0 4 5 6 9 10 11 12 14 15", "0 1 5 6 7 10 11 12 13 15", "0 1 2 6 7 8 11 13 14 15",
      "1 2 3 6 7 8 9 12 14 15", "2 3 4 7 8 9 10 12 13 15", "3 4 5 8 9 10 11 13 14 15"]; // prettier-ignore
    const kernel = weightsOf(createLenet5(3))["C3/kernel"]!;
    for (const [map, row] of rows.entries()) {
      const seen = Array.from({length: 16}, (_, k) => k).filter((k) =>
        Array.from({length: 25}, (_, pixel) => kernel[(pixel * 6 + map) * 16 + k]!).some((weight) => weight !== 0)
      );
      expect(seen.join(" ")).toBe(row);
    }
  });

  it("subsamples each map by itself", () => {
    const weights = weightsOf(createLenet5(1));
    for (const name of ["S2", "S4"]) {
      const kernel = weights[`${name}_coefficient/kernel`]!;
      const maps = Math.sqrt(kernel.length);
      kernel.forEach((weight, i) => expect(weight !== 0).toBe(Math.floor(i / maps) === i % maps));
    }
  });

  it("answers by the squared distance of F6 from each class's code, as the paper's output units do", () => {
    const model = createLenet5(5);
    const image = tf.tensor(
      Float32Array.from({length: 784}, (_, i) => ((i * 29) % 100) / 100),
      [1, 28, 28, 1]
    );
    const f6 = tf.model({inputs: model.inputs, outputs: model.getLayer("F6").output}).predict(image) as tf.Tensor;
    const units = f6.dataSync<"float32">().map((value) => 1.7159 * value); // the paper's amplitude A
    const codes = outputCodes(5, 10);
    const scores = Array.from({length: 10}, (_, c) =>
      Math.exp(-units.reduce((sum, x, i) => sum + (x - codes[c * 84 + i]!) ** 2, 0) / (2 * 15))
    );
    const total = scores.reduce((a, b) => a + b);
    const answer = (model.predict(image) as tf.Tensor).dataSync();
    scores.forEach((score, c) => expect(answer[c]).toBeCloseTo(score / total, 3));
  });

  it("draws weights of variance 1 / fan-in, times the constants folded in, the same for the same seed", () => {
    const [first, again, other] = [createLenet5(2), createLenet5(2), createLenet5(3)].map(weightsOf);
    expect(again).toEqual(first);
    for (const [name, limit] of [
      ["C1", ((1.275 * 2) / 3) * Math.sqrt(3 / 25)],
      ["C5", ((1.7159 * 2) / 3) * Math.sqrt(3 / 400)],
      ["F6", ((1.7159 * 2) / 3) * Math.sqrt(3 / 120)]
    ] as const) {
      const most = Math.max(...first![`${name}/kernel`]!.map(Math.abs));
      expect(most / limit).toBeLessThanOrEqual(1 + 1e-6);
      expect(most / limit).toBeGreaterThan(0.95);
      expect(other![`${name}/kernel`]).not.toEqual(first![`${name}/kernel`]);
    }
  });

  it("has other classes than digits, with random codes", () => {
    const model = createLenet5(1, 26);
    expect(model.outputs[0]!.shape).toEqual([null, 26]);
    const codes = outputCodes(1, 26);
    expect(codes).toHaveLength(26 * 84);
    expect(new Set(codes)).toEqual(new Set([-1, 1]));
  });
});

describe("outputCodes(seed, classes)", () => {
  it("has a code of 84 pixels for each digit, none like another, with ink as in a drawn digit", () => {
    const codes = outputCodes(1, 10);
    expect(codes).toHaveLength(840);
    const texts = Array.from({length: 10}, (_, c) => codes.subarray(84 * c, 84 * (c + 1)).join());
    expect(new Set(texts).size).toBe(10);
    for (const text of texts) {
      const ink = text.split(",").filter((pixel) => pixel === "1").length;
      expect(ink).toBeGreaterThan(20);
      expect(ink).toBeLessThan(60);
    }
  });
});
