import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {sumProducts} from "../../../src/stats/algebra/sumProducts.js";

describe("sumProducts(rows, dimensions)", () => {
  it("sums the products of each two columns", () => {
    expect([...sumProducts(Uint8Array.of(1, 2, 0, 255, 0, 3), 3)]).toEqual([65026, 2, 765, 2, 4, 0, 765, 0, 9]);
    expect([...sumProducts(new Uint8Array(0), 2)]).toEqual([0, 0, 0, 0]);
  });

  it("is exact for any number of rows and columns", () => {
    const sets = fc.tuple(fc.integer({min: 1, max: 11}), fc.integer({min: 1, max: 600}), fc.integer());
    fc.assert(
      fc.property(sets, ([dimensions, n, seed]) => {
        const rows = Uint8Array.from(
          {length: n * dimensions},
          (_, i) => Math.max(0, ((i * 2654435761 + seed) >>> 7) % 511) - 255
        );
        const expected = Array.from({length: dimensions ** 2}, (_, at) => {
          const [i, j] = [Math.floor(at / dimensions), at % dimensions];
          let sum = 0;
          for (let row = 0; row < n; ++row) sum += rows[row * dimensions + i]! * rows[row * dimensions + j]!;
          return sum;
        });
        expect([...sumProducts(rows, dimensions)]).toEqual(expected);
      }),
      {numRuns: 30}
    );
  });
});
