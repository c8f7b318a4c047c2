import {deviation, mean} from "d3-array";
import {randomLcg, randomNormal} from "d3-random";
import {describe, expect, it} from "vitest";
import {smoothField} from "../../../src/training/distortion/smoothField.js";

const [NODES, SIDE] = [64, 256];

/** The field at all pixels, [256 × 256], by bilinear interpolation in double precision. */
function pixelsOf(field: Float32Array): Float64Array {
  const at = (x: number, y: number) => field[(y % NODES) * NODES + (x % NODES)]!;
  return Float64Array.from({length: SIDE * SIDE}, (_, i) => {
    const [x, y] = [(i % SIDE) / 4, Math.floor(i / SIDE) / 4];
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const along = (r: number) => at(column, r) + (x - column) * (at(column + 1, r) - at(column, r));
    return along(row) + (y - row) * (along(row + 1) - along(row));
  });
}

const fieldOf = (sigma: number, seed: number) => pixelsOf(smoothField(sigma, randomNormal.source(randomLcg(seed))()));

describe("smoothField(sigma, normal)", () => {
  it("has mean 0 and standard deviation 1, interpolated to pixels", () => {
    for (const sigma of [0, 1, 4, 5, 12]) {
      const values = fieldOf(sigma, 0.2);
      expect(Math.abs(mean(values)!)).toBeLessThan(1e-4);
      expect(Math.abs(deviation(values)! - 1)).toBeLessThan(1e-4);
    }
  });

  it.each([4, 5, 8])("has the autocorrelation of Gaussian-smoothed noise, exp(−d² / 4σ²), for σ = %d", (sigma) => {
    // A field has about 256² / 4πσ² independent positions: 209 for σ = 5 and 81 for σ = 8; there are 24 fields.
    const fields = Array.from({length: 24}, (_, i) => fieldOf(sigma, (i + 0.5) / 24));
    for (const [dx, dy] of [
      [1, 0],
      [0, 2],
      [4, 0],
      [3, 4],
      [0, 8],
      [8, 8],
      [20, 0]
    ] as const) {
      const correlation = mean(fields, (values) =>
        mean(values, (v, i) => v * values[((Math.floor(i / SIDE) + dy) % SIDE) * SIDE + (((i % SIDE) + dx) % SIDE)]!)
      )!;
      expect(Math.abs(correlation - Math.exp(-(dx ** 2 + dy ** 2) / (4 * sigma ** 2)))).toBeLessThan(0.05);
    }
  });

  it("is as smooth across its edges as inside", () => {
    const values = fieldOf(5, 0.3);
    const steps = (column: number) =>
      mean(Array.from({length: SIDE}, (_, y) => (values[y * SIDE + column]! - values[y * SIDE + 255]!) ** 2))!;
    // The mean square of a step is 2 (1 − exp(−1 / 4σ²)) = 0.0199 for σ = 5, within the sampling error of one column.
    expect(steps(0)).toBeLessThan(0.05);
    expect(steps(254)).toBeLessThan(0.05);
  });
});
