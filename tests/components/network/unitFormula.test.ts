import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {createLenet5} from "../../../src/readers/network/architectures/lenet5.js";
import {saveModel} from "../../../src/readers/network/artifacts.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import type {SeenNetwork} from "../../../src/components/network/seenNetwork.js";
import {indexOf, unitFormula, valueBy} from "../../../src/components/network/unitFormula.js";
import {placeOf} from "../../../src/components/network/unitLinks.js";
import {unitField} from "../../../src/components/network/unitField.js";
import {IMAGE, seenMixture, seenModel, seenRun} from "./tracedNetwork.js";

// The values of the units are TensorFlow.js's; the sums in these tests are written out, from the weights of the model.

beforeAll(async () => void (await startBackend(WASM)));

/** Returns the largest difference between a unit's value and what its formula gives, over units and places of all columns. */
function largestError({columns}: SeenNetwork, step = 7): number {
  let most = 0;
  for (const column of columns) {
    const {shape, values} = column.layer;
    for (let i = 0; i < values.length; i += step) {
      const formula = unitFormula(column, placeOf(shape, i));
      expect(formula.kind, column.layer.kind).not.toBe("unknown");
      expect(formula.value).toBe(values[i]);
      most = Math.max(most, Math.abs(valueBy(formula) - values[i]!) / Math.max(1, Math.abs(values[i]!)));
    }
  }
  return most;
}

describe("unitFormula(column, place)", () => {
  it.each(["ann-documents", "cnn-pen", "simard", "blstm", "committee"])(
    "gives the value of the units of every layer of %s, within float32’s rounding",
    async (run) => expect(largestError(await seenRun(run))).toBeLessThan(1e-4)
  );

  it("gives the values of pooling, batch normalization, 1 × 1 convolutions, tanh, sigmoid, and a softmax over sums", async () => {
    const network = await seenMixture();
    expect(network.columns.map(({layer}) => layer.kind)).toEqual([
      "Conv2D",
      "BatchNormalization",
      "Activation",
      "MaxPooling2D",
      "Conv2D",
      "AveragePooling2D",
      "Dense",
      "Dense"
    ]);
    expect(largestError(network, 1)).toBeLessThan(1e-4);
  });

  it("gives the values of LeNet-5", async () => {
    const network = await seenModel(await saveModel(createLenet5(1), "float16"));
    expect(largestError(network)).toBeLessThan(1e-4);
  });

  it("adds up a dense unit’s weights times the image, pixel by pixel", async () => {
    const {columns} = await seenRun("ann-documents");
    const {kernel, bias} = columns[0]!.layer.weights!;
    const unit = 17;
    const formula = unitFormula(columns[0]!, {unit, row: 0, column: 0});
    if (formula.kind !== "sum") throw new TypeError(`expected a sum, got ${formula.kind}`);
    let sum = bias!.values[unit]!;
    for (let pixel = 0; pixel < 784; ++pixel) {
      const product = IMAGE[pixel]! * kernel!.values[128 * pixel + unit]!;
      expect(formula.products[formula.indices.indexOf(pixel)]).toBeCloseTo(product, 12);
      sum += product;
    }
    expect(formula.sum).toBeCloseTo(sum, 9);
    expect(formula.bias).toBe(bias!.values[unit]);
  });

  it("adds up a convolution’s window at a place, over all maps before, with zeros beyond the border", async () => {
    const {columns} = await seenRun("cnn-pen");
    const [first, second] = columns;
    const {kernel, bias} = second!.layer.weights!; // [3, 3, 16, 24], stride 1, padded to 14 × 14
    for (const [unit, row, column] of [
      [4, 0, 0],
      [23, 6, 13],
      [9, 7, 5]
    ] as const) {
      const formula = unitFormula(second!, {unit, row, column});
      if (formula.kind !== "sum") throw new TypeError(`expected a sum, got ${formula.kind}`);
      let sum = bias!.values[unit]!;
      for (let y = 0; y < 3; ++y) {
        for (let x = 0; x < 3; ++x) {
          for (let map = 0; map < 16; ++map) {
            const [v, u] = [row + y - 1, column + x - 1];
            if (v < 0 || u < 0 || v > 13 || u > 13) continue;
            const activation = first!.layer.values[(v * 14 + u) * 16 + map]!;
            sum += activation * kernel!.values[((y * 3 + x) * 16 + map) * 24 + unit]!;
          }
        }
      }
      expect(formula.products).toHaveLength(144);
      expect(formula.sum).toBeCloseTo(sum, 9);
      expect(formula.value).toBeCloseTo(Math.max(0, sum), 4);
      expect(formula.value).toBe(second!.layer.values[indexOf([14, 14, 24], {unit, row, column})]);
    }
  });

  it("is unknown without weights", async () => {
    const {columns} = await seenRun("ann-documents");
    const bare = {...columns[0]!, layer: {...columns[0]!.layer, weights: {}}};
    const formula = unitFormula(bare, {unit: 0, row: 0, column: 0});
    expect(formula.kind).toBe("unknown");
    expect(valueBy(formula)).toBeNaN();
  });
});

describe("unitField(network, unit)", () => {
  it("grows layer by layer, by windows, strides and padding; a unit without a place sees all", async () => {
    const network = await seenRun("cnn-pen");
    // 5 × 5 with stride 2 and padding 1 before, then 3 × 3 with padding 1, then 5 × 5 with stride 2 without padding
    expect(unitField(network, {column: 0, place: {unit: 0, row: 3, column: 4}})).toEqual({
      top: 5,
      left: 7,
      height: 5,
      width: 5
    });
    expect(unitField(network, {column: 1, place: {unit: 0, row: 3, column: 4}})).toEqual({
      top: 3,
      left: 5,
      height: 9,
      width: 9
    });
    expect(unitField(network, {column: 2, place: {unit: 0, row: 1, column: 0}})).toEqual({
      top: 1,
      left: -3,
      height: 17,
      width: 17
    });
    expect(unitField(network, {column: 3, place: {unit: 0, row: 0, column: 0}})).toEqual({
      top: 0,
      left: 0,
      height: 28,
      width: 28
    });
  });
});
