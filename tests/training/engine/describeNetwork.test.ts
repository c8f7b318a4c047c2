import * as tf from "@tensorflow/tfjs";
import {describe, expect, it} from "vitest";
import {createBlstm} from "../../../src/readers/network/architectures/blstm.js";
import {createLenet5, lenet5Masks} from "../../../src/readers/network/architectures/lenet5.js";
import {MODELS} from "../../../src/readers/network/models.js";
import {describeNetwork} from "../../../src/training/engine/describeNetwork.js";
import {createEngine, packedSize} from "../../../src/training/engine/network.js";
import type {LayerPlan} from "../../../src/training/engine/networkPlan.js";

/** A model of one layer, on pictures of *shape*, before a softmax. */
function modelWith(layer: tf.layers.Layer, shape: number[]): tf.LayersModel {
  return tf.sequential({
    layers: [tf.layers.inputLayer({inputShape: shape}), layer, tf.layers.activation({activation: "softmax"})]
  });
}

const both = (options: object, mergeMode: "concat" | "sum" = "concat") =>
  tf.layers.bidirectional({
    mergeMode,
    layer: tf.layers.lstm({units: 4, recurrentActivation: "sigmoid", recurrentInitializer: "zeros", ...options})
  });

describe("describeNetwork(model)", () => {
  const relu = {activation: "relu"} as const;
  const tanh = {activation: "tanh"} as const;
  const convolution = {kind: "convolution", stride: 1, padding: "valid"} as const;
  const linear = {kind: "dense", units: 10, activation: "linear"} as const;

  it.each<[string, LayerPlan[]]>([
    [
      "ann",
      [
        {kind: "dense", inputs: 784, units: 128, ...relu},
        {kind: "dense", inputs: 128, units: 128, ...relu},
        {...linear, inputs: 128}
      ]
    ],
    [
      "cnn",
      [
        {...convolution, height: 28, width: 28, channels: 1, filters: 16, size: 5, stride: 2, padding: "same", ...relu},
        {...convolution, height: 14, width: 14, channels: 16, filters: 24, size: 3, padding: "same", ...relu},
        {...convolution, height: 14, width: 14, channels: 24, filters: 48, size: 5, stride: 2, ...relu},
        {kind: "dense", inputs: 1200, units: 128, ...relu},
        {kind: "dropout", inputs: 128, rate: 0.3},
        {...linear, inputs: 128}
      ]
    ],
    [
      "simard",
      [
        {...convolution, height: 28, width: 28, channels: 1, filters: 5, size: 5, stride: 2, padding: "same", ...relu},
        {...convolution, height: 14, width: 14, channels: 5, filters: 50, size: 5, stride: 2, ...relu},
        {kind: "dense", inputs: 1250, units: 100, ...relu},
        {...linear, inputs: 100}
      ]
    ],
    [
      "lenet-5",
      [
        {...convolution, height: 28, width: 28, channels: 1, filters: 6, size: 5, padding: "same", ...tanh},
        {kind: "averagePooling", height: 28, width: 28, channels: 6, size: 2},
        {...convolution, height: 14, width: 14, channels: 6, filters: 6, size: 1, ...tanh},
        {...convolution, height: 14, width: 14, channels: 6, filters: 16, size: 5, ...tanh},
        {kind: "averagePooling", height: 10, width: 10, channels: 16, size: 2},
        {...convolution, height: 5, width: 5, channels: 16, filters: 16, size: 1, ...tanh},
        {kind: "dense", inputs: 400, units: 120, ...tanh},
        {kind: "dense", inputs: 120, units: 84, ...tanh},
        {...linear, inputs: 84}
      ]
    ],
    [
      "blstm",
      [
        {kind: "columns", rows: 28, columns: 28},
        {kind: "bidirectional", steps: 28, width: 28, units: 64},
        {...linear, inputs: 128}
      ]
    ]
  ])("gives %s as its documentation says, and as many weights as the model trains", (name, layers) => {
    const {create, masks} = MODELS[name]!;
    const model = create(1, 10);
    const plan = describeNetwork(model, masks?.(10));
    expect(plan.layers).toEqual(layers);
    const {read, arrays, size} = createEngine(plan, {most: 1, arrays: 1, module: undefined});
    expect(read(arrays[0]!)).toHaveLength(model.countParams());
    expect(packedSize(plan)).toBe(size);
    expect(structuredClone(plan)).toEqual(plan); // a worker can be sent it
    model.dispose();
  });

  it("joins the masks of weights in the model's order, with 1 for weights without one", () => {
    const model = createLenet5(1);
    const {mask} = describeNetwork(model, lenet5Masks(10));
    // LeCun et al. 1998, section II.B: 60,000 weights are trained.
    expect(mask!.reduce((sum, share) => sum + share, 0)).toBe(60_000);
    expect(mask).toHaveLength(model.countParams());
    expect([...mask!.subarray(0, 156)]).toEqual(new Array(156).fill(1)); // C1
    expect([...mask!.subarray(156, 156 + 7)]).toEqual([1, 0, 0, 0, 0, 0, 0]); // S2 keeps each map to itself
    expect([...mask!.subarray(-850)]).toEqual(new Array(850).fill(0)); // the codes
    expect(describeNetwork(model).mask).toBeUndefined();
    model.dispose();
  });

  it("gives the layers up to the logits as plain data, without those that only reshape", () => {
    const model = createBlstm(1, 10, {units: 8});
    expect(describeNetwork(model)).toEqual({
      layers: [
        {kind: "columns", rows: 28, columns: 28},
        {kind: "bidirectional", steps: 28, width: 28, units: 8},
        {kind: "dense", inputs: 16, units: 10, activation: "linear"}
      ]
    });
    model.dispose();
  });

  it.each([
    [
      "windows that overlap",
      tf.layers.maxPooling2d({poolSize: 3, strides: 2}),
      [6, 6, 2],
      "MaxPooling2D with windows that overlap or are padded"
    ],
    [
      "windows that are padded",
      tf.layers.averagePooling2d({poolSize: 2, padding: "same"}),
      [6, 6, 2],
      "AveragePooling2D with windows that overlap or are padded"
    ],
    [
      "other gates",
      both({recurrentActivation: "hardSigmoid"}),
      [6, 2],
      "Bidirectional layer other than an LSTM with sigmoid gates"
    ],
    [
      "outputs of both LSTMs added up",
      both({}, "sum"),
      [6, 2],
      "Bidirectional layer other than an LSTM with sigmoid gates"
    ],
    [
      "dropout within an LSTM",
      both({dropout: 0.1}),
      [6, 2],
      "Bidirectional layer other than an LSTM with sigmoid gates"
    ],
    ["dimensions in the same order", tf.layers.permute({dims: [1, 2]}), [6, 2], "Permute of the shape 6 × 2"]
  ])("refuses %s", (_, layer, shape, message) => {
    // prettier-ignore
    const model = modelWith(layer, shape);
    expect(() => describeNetwork(model)).toThrow(message);
    model.dispose();
  });
});
