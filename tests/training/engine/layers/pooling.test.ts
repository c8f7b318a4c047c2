import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, it} from "vitest";
import {createAveragePooling, createMaxPooling} from "../../../../src/training/engine/layers/pooling.js";
import {expectTheirs} from "./layerRun.js";

beforeAll(() => tf.setBackend("cpu"));

const SHAPES = [
  {height: 4, width: 4, channels: 6, size: 2, images: 16},
  {height: 5, width: 7, channels: 5, size: 2, images: 3}, // with a rest
  {height: 9, width: 6, channels: 1, size: 3, images: 1},
  {height: 6, width: 4, channels: 16, size: 2, images: 5}
];

describe("createMaxPooling(shape)", () => {
  it.each(SHAPES)("computes what TensorFlow.js's layer does, and its gradient: %o", ({images, ...windows}) => {
    const {height, width, channels, size} = windows;
    const layer = tf.layers.maxPooling2d({poolSize: size});
    expectTheirs(() => createMaxPooling(windows), {layer, shape: [height, width, channels], images});
  });
});

describe("createAveragePooling(shape)", () => {
  it.each(SHAPES)("computes what TensorFlow.js's layer does, and its gradient: %o", ({images, ...windows}) => {
    const {height, width, channels, size} = windows;
    const layer = tf.layers.averagePooling2d({poolSize: size});
    expectTheirs(() => createAveragePooling(windows), {layer, shape: [height, width, channels], images});
  });
});
