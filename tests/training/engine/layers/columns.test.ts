import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, it} from "vitest";
import {createColumns} from "../../../../src/training/engine/layers/columns.js";
import {expectTheirs} from "./layerRun.js";

beforeAll(() => tf.setBackend("cpu"));

describe("createColumns(shape, take)", () => {
  it.each([
    {rows: 5, columns: 3, images: 7},
    {rows: 28, columns: 28, images: 16},
    {rows: 1, columns: 6, images: 1}
  ])("swaps rows and columns as TensorFlow.js's Permute does, and back: %o", ({images, ...shape}) => {
    const layer = tf.layers.permute({dims: [2, 1]});
    expectTheirs((_, take) => createColumns(shape, take), {layer, shape: [shape.rows, shape.columns], images});
  });
});
