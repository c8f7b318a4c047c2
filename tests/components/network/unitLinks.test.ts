import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {linksInto, placeOf, unitLinks} from "../../../src/components/network/unitLinks.js";
import {indexOf} from "../../../src/components/network/unitFormula.js";
import {IMAGE, seenMixture, seenRun} from "./tracedNetwork.js";

beforeAll(async () => void (await startBackend(WASM)));

const at = (unit: number, row = 0, column = 0) => ({unit, row, column});

describe("linksInto(network, unit)", () => {
  it("has weight × activation of every unit before that is not 0, the strongest first", async () => {
    const network = await seenRun("ann-documents");
    const [, second] = network.columns;
    const {kernel} = second!.layer.weights!;
    const amounts = Array.from(second!.inputs, (value, i) => value * kernel!.values[128 * i + 30]!);
    const links = linksInto(network, {column: 1, place: at(30)});
    expect(links).toHaveLength(amounts.filter((amount) => amount !== 0).length);
    for (const {from, amount} of links) {
      expect(from.column).toBe(0);
      expect(amount).toBeCloseTo(amounts[from.place.unit]!, 10);
    }
    const sizes = links.map(({amount}) => Math.abs(amount));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it("adds up what a map brings through a window, and through a flattened list", async () => {
    const network = await seenRun("cnn-pen");
    const dense = network.columns[3]!;
    const {kernel} = dense.layer.weights!; // [1200, 128], from 5 × 5 × 48
    const sums = new Float64Array(48);
    dense.inputs.forEach((value, i) => (sums[i % 48]! += value * kernel!.values[128 * i + 60]!));
    for (const {from, amount} of linksInto(network, {column: 3, place: at(60)}))
      expect(amount).toBeCloseTo(sums[from.place.unit]!, 8);
    const window = linksInto(network, {column: 1, place: at(4, 6, 7)});
    expect(window.length).toBeLessThanOrEqual(16);
    for (const {from} of window) {
      expect(Math.abs(from.place.row - 6)).toBeLessThanOrEqual(1);
      expect(Math.abs(from.place.column - 7)).toBeLessThanOrEqual(1);
    }
  });

  it("come from pixels in the first layer, and from the one input of what only changes a value", async () => {
    const network = await seenRun("ann-documents");
    for (const {from} of linksInto(network, {column: 0, place: at(5)})) {
      expect(from.column).toBe(-1);
      expect(IMAGE[from.place.unit]).toBeGreaterThan(0);
    }
    const softmax = linksInto(network, {column: 3, place: at(3)});
    expect(softmax.map(({from, amount}) => [from.column, from.place.unit, amount])).toEqual([
      [2, 3, network.columns[3]!.inputs[3]]
    ]);
    const mixture = await seenMixture();
    const pooled = linksInto(mixture, {column: 3, place: at(2, 3, 3)});
    for (const {from, amount} of pooled) {
      expect(from.place.unit).toBe(2);
      expect(amount).toBe(mixture.columns[3]!.layer.values[indexOf([7, 7, 4], at(2, 3, 3))]);
    }
  });

  it("are none into an LSTM’s cell, whose sums are not shown", async () => {
    expect(linksInto(await seenRun("blstm"), {column: 0, place: at(3)})).toEqual([]);
  });
});

describe("unitLinks(network, unit)", () => {
  it("leads from the answer back to the image, ever fewer", async () => {
    const links = unitLinks(await seenRun("cnn-pen"), {column: 4, place: at(3)});
    const depths = [0, 1, 2, 3, 4].map((depth) => links.filter((link) => link.depth === depth));
    expect(depths.map((some) => some.length > 0)).toEqual([true, true, true, true, true]);
    expect(depths[0]!.length).toBeLessThanOrEqual(16);
    for (const some of depths.slice(1)) expect(some.length).toBeLessThanOrEqual(12);
    for (const {from} of depths[4]!) expect(from.column).toBe(-1);
  });
});

describe("placeOf(shape, index)", () => {
  it("is the inverse of indexOf", () => {
    for (const shape of [[12], [3, 4, 5]]) {
      const size = shape.reduce((n, side) => n * side, 1);
      for (let i = 0; i < size; ++i) expect(indexOf(shape, placeOf(shape, i))).toBe(i);
    }
  });
});
