import {describe, expect, it} from "vitest";
import {readLayers} from "../../../src/readers/network/weights.js";
import {MODEL_JSON, WEIGHT_BYTES} from "../../loaders/runs/handmadeRun.js";

// These models are written by hand, from the format's description at https://www.tensorflow.org/js/guide/save_load.

function model(weights: object[], bytes: Uint8Array) {
  const json = JSON.stringify({
    modelTopology: {
      class_name: "Sequential",
      config: {layers: [{class_name: "Dense", config: {name: "d", activation: "relu"}}]}
    },
    weightsManifest: [{paths: ["w.bin"], weights}]
  });
  return {json, weights: new Uint8Array(bytes).buffer};
}

describe("readLayers(model, source)", () => {
  it("returns each layer with its weights, shapes and number of parameters", () => {
    const values = Float32Array.from({length: WEIGHT_BYTES / 4}, (_, i) => i / 10);
    const [layer, ...others] = readLayers({json: MODEL_JSON, weights: values.buffer}, "model.json");
    expect(others).toEqual([]);
    expect(layer).toMatchObject({name: "dense", kind: "Dense", activation: "softmax", parameters: 7850});
    expect(layer!.weights.map(({name, shape}) => [name, shape])).toEqual([
      ["dense/kernel", [784, 10]],
      ["dense/bias", [10]]
    ]);
    expect(layer!.weights[1]!.values).toEqual(values.subarray(7840));
  });

  it.each([
    ["uint8", 1, Uint8Array.of(0, 255, 10), {dtype: "uint8", min: -1, scale: 0.01}, [-1, 1.55, -0.9]],
    ["uint16", 2, Uint8Array.of(0, 0, 0, 1, 255, 255), {dtype: "uint16", min: 2, scale: 0.5}, [2, 130, 32769.5]],
    // IEEE 754-2019, binary16: 0x3C00 is 1, 0xC000 is −2, 0x0001 is 2⁻²⁴
    ["float16", 2, Uint8Array.of(0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00), {dtype: "float16"}, [1, -2, 2 ** -24]]
  ])("reads weights that are kept as %s as the model uses them", (_, __, bytes, quantization, expected) => {
    const spec = {name: "d/kernel", shape: [3], dtype: "float32", quantization};
    const [layer] = readLayers(model([spec], bytes), "model.json");
    [...layer!.weights[0]!.values].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  });

  it("refuses weights of another length", () => {
    const spec = {name: "d/kernel", shape: [3], dtype: "float32"};
    expect(() => readLayers(model([spec], new Uint8Array(11)), "model.json")).toThrow(
      "model.json: expected 12 bytes of weights, got 11"
    );
  });
});
