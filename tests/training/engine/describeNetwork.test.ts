import * as tf from "@tensorflow/tfjs";
import {describe, expect, it} from "vitest";
import {createBlstm} from "../../../src/readers/network/architectures/blstm.js";
import {describeNetwork} from "../../../src/training/engine/describeNetwork.js";

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
