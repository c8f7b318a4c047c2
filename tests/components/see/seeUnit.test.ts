import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Column, SeenNetwork} from "../../../src/components/network/seenNetwork.js";
import {findUnit, formatUnit, parseUnit, strongestOf} from "../../../src/components/see/seeUnit.js";
import {moved} from "../../../src/components/see/networkFigure.js";

/** Returns a network of two maps of 2 × 2, then three dense units, then the softmax over them. */
function tiny(): SeenNetwork {
  const column = (layer: Partial<Column["layer"]>, inputs: Float32Array, inputShape: number[]): Column => ({
    layer: {name: "x", from: undefined, kind: "Dense", activation: "linear", shape: [], values: inputs, ...layer},
    inputs,
    inputShape,
    sourceOf: (i) => i,
    passed: [],
    others: []
  });
  const image = new Float32Array(784);
  const maps = Float32Array.of(1, 0, 2, 0, 0, 5, 0, 3); // [2, 2, 2]
  const sums = Float32Array.of(4, -1, 7);
  const kernel = {shape: [8, 3], values: Float32Array.from({length: 24}, (_, i) => (i === 5 * 3 + 1 ? -9 : i % 3))};
  return {
    image,
    beside: [],
    columns: [
      column({name: "maps", kind: "Conv2D", shape: [2, 2, 2], values: maps}, image, [28, 28, 1]),
      column({name: "a.b", shape: [3], values: sums, weights: {kernel}}, maps, [2, 2, 2]),
      column(
        {name: "answer", kind: "Activation", activation: "softmax", shape: [3], values: Float32Array.of(0, 0, 1)},
        sums,
        [3]
      )
    ]
  };
}

const at = (unit: number, row = 0, column = 0) => ({unit, row, column});

describe("a unit in the address", () => {
  it("is its layer’s name and its number from 1, and the place in a map", () => {
    expect(formatUnit({layer: "dense_0", unit: 17})).toEqual({unit: "dense_0.18", at: undefined});
    expect(formatUnit({layer: "convolution_1", unit: 0, at: [2, 13]})).toEqual({unit: "convolution_1.1", at: "3.14"});
  });

  it("is read as it was written, whatever the layer’s name", () => {
    const unit = fc.record({
      layer: fc.string({minLength: 1}).filter((name) => !/[\n\r\u2028\u2029]/.test(name)),
      unit: fc.nat(5000),
      at: fc.option(fc.tuple(fc.nat(27), fc.nat(27)), {nil: undefined})
    });
    fc.assert(
      fc.property(unit, (named) => {
        const text = formatUnit(named);
        expect(parseUnit(text.unit, text.at)).toEqual(named);
      })
    );
  });

  it("is undefined for anything else", () => {
    for (const text of [undefined, "", "dense_0", "dense_0.", ".3", "dense_0.0", "dense_0.x", "dense_0.-1"])
      expect(parseUnit(text, undefined)).toBeUndefined();
    expect(parseUnit("a.1", "0.3")!.at).toBeUndefined();
  });
});

describe("findUnit(network, name)", () => {
  it("is the unit of that name; of a map at its strongest place, or where the address says", () => {
    const network = tiny();
    expect(findUnit(network, {layer: "a.b", unit: 1})).toEqual({column: 1, place: at(1)});
    expect(findUnit(network, {layer: "maps", unit: 1})).toEqual({column: 0, place: at(1, 1, 0)});
    expect(findUnit(network, {layer: "maps", unit: 1, at: [0, 1]})).toEqual({column: 0, place: at(1, 0, 1)});
    expect(findUnit(network, {layer: "maps", unit: 0, at: [2, 0]})).toEqual({column: 0, place: at(0, 0, 1)});
  });

  it("is the highest score where the network has no such unit", () => {
    const answer = {column: 1, place: at(2)};
    for (const name of [undefined, {layer: "none", unit: 0}, {layer: "a.b", unit: 3}])
      expect(findUnit(tiny(), name)).toEqual(answer);
  });
});

describe("moved(network, unit, key, isWide)", () => {
  it("goes along a layer, not beyond its ends, up and down where columns stand side by side, else left and right", () => {
    const [network, from] = [tiny(), {column: 1, place: at(1)}];
    for (const [key, isWide, unit] of [
      ["ArrowDown", true, 2],
      ["ArrowUp", true, 0],
      ["ArrowRight", false, 2],
      ["ArrowLeft", false, 0],
      ["Home", true, 0],
      ["End", true, 2]
    ] as const)
      expect(moved(network, from, key, isWide)).toEqual({column: 1, place: at(unit)});
    expect(moved(network, {column: 1, place: at(2)}, "ArrowDown", true)).toEqual({column: 1, place: at(2)});
    expect(moved(network, from, "a", true)).toBeUndefined();
  });

  it("goes back to the strongest input, and on to the unit that it brings most", () => {
    const network = tiny();
    // Unit 1 takes −9 × 5 from the second map’s place in row 2, column 1.
    expect(moved(network, {column: 1, place: at(1)}, "ArrowLeft", true)).toEqual({column: 0, place: at(1, 1, 0)});
    expect(moved(network, {column: 0, place: at(1, 1, 0)}, "ArrowRight", true)).toEqual({column: 1, place: at(1)});
    expect(moved(network, {column: 1, place: at(2)}, "ArrowDown", false)).toEqual({column: 2, place: at(2)});
    expect(moved(network, {column: 0, place: at(0)}, "ArrowLeft", true)).toBeUndefined();
    expect(moved(network, {column: 2, place: at(0)}, "ArrowRight", true)).toBeUndefined();
  });
});

describe("strongestOf(shape, values, unit)", () => {
  it("is the place of the largest value, of all or of one map", () => {
    const {shape, values} = tiny().columns[0]!.layer;
    expect(strongestOf(shape, values)).toEqual(at(1, 1, 0));
    expect(strongestOf(shape, values, 0)).toEqual(at(0, 0, 1));
    expect(strongestOf([3], Float32Array.of(-3, -1, -2))).toEqual(at(1));
  });
});
