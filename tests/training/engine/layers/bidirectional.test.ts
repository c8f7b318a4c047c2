import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, it} from "vitest";
import {createBidirectional} from "../../../../src/training/engine/layers/bidirectional.js";
import {expectTheirs} from "./layerRun.js";

beforeAll(() => tf.setBackend("cpu"));

describe("createBidirectional(shape, most, take)", () => {
  it.each([
    {steps: 2, width: 3, units: 1, images: 1},
    {steps: 4, width: 5, units: 6, images: 3},
    {steps: 5, width: 7, units: 10, images: 16},
    {steps: 3, width: 28, units: 84, images: 5},
    {steps: 6, width: 8, units: 8, images: 4}
  ])("computes what TensorFlow.js's LSTM both ways does, and its gradients: %o", ({images, ...shape}) => {
    const {steps, width, units} = shape;
    const layer = tf.layers.bidirectional({
      mergeMode: "concat",
      layer: tf.layers.lstm({units, recurrentActivation: "sigmoid", recurrentInitializer: "zeros"})
    });
    expectTheirs((most, take) => createBidirectional(shape, most, take), {layer, shape: [steps, width], images});
  });
});
