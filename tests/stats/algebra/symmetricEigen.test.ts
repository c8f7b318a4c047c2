import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {symmetricEigen} from "../../../src/stats/algebra/symmetricEigen.js";

/** Returns a symmetric matrix with the *values*, one for each place of its lower triangle. */
function symmetric(values: readonly number[], size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  let at = 0;
  for (let i = 0; i < size; ++i)
    for (let j = 0; j <= i; ++j) matrix[i * size + j] = matrix[j * size + i] = values[at++]!;
  return matrix;
}

/** Returns a diagonal matrix. */
function diagonalOf(values: readonly number[]): Float64Array {
  const matrix = new Float64Array(values.length ** 2);
  values.forEach((value, i) => (matrix[i * values.length + i] = value));
  return matrix;
}

describe("symmetricEigen(matrix, size, count)", () => {
  it("finds the eigenvalues 2 ± √2 and 2 of the second difference, as in any textbook", () => {
    const {values, vectors} = symmetricEigen(Float64Array.of(2, -1, 0, -1, 2, -1, 0, -1, 2), 3);
    expect([...values]).toEqual([2 + Math.SQRT2, 2, 2 - Math.SQRT2].map((v) => expect.closeTo(v, 12) as number));
    const sign = Math.sign(vectors[0]!);
    const first = [0.5, -Math.SQRT1_2, 0.5].map((v) => expect.closeTo(sign * v, 12) as number);
    expect([...vectors.subarray(0, 3)]).toEqual(first);
  });

  it("returns orthonormal vectors that the matrix scales by the eigenvalues, also where these repeat", () => {
    const size = 7;
    const cells = fc.array(fc.oneof(fc.constantFrom(0, 0, 1), fc.double({min: -1e3, max: 1e3, noNaN: true})), {
      minLength: (size * (size + 1)) / 2,
      maxLength: (size * (size + 1)) / 2
    });
    fc.assert(
      fc.property(cells, (lower) => {
        const matrix = symmetric(lower, size);
        const {values, vectors} = symmetricEigen(matrix, size);
        const scale = Math.max(1e-300, ...matrix.map(Math.abs));
        const row = (c: number) => Array.from(vectors.subarray(c * size, (c + 1) * size));
        const dot = (a: ArrayLike<number>, b: readonly number[]) => b.reduce((sum, value, k) => sum + a[k]! * value, 0);
        for (let c = 0; c < size; ++c) {
          for (let i = 0; i < size; ++i) {
            expect(
              (dot(matrix.subarray(i * size, (i + 1) * size), row(c)) - values[c]! * row(c)[i]!) / scale
            ).toBeCloseTo(0, 11);
            expect(dot(row(i), row(c))).toBeCloseTo(Number(i === c), 11);
          }
          if (c) expect(values[c]).toBeLessThanOrEqual(values[c - 1]!);
        }
      })
    );
  });

  it("returns the vectors of the largest eigenvalues alone, if asked to", () => {
    const matrix = Float64Array.of(1, 0, 0, 0, 5, 0, 0, 0, 3);
    expect(symmetricEigen(matrix, 3, 1)).toEqual({
      values: Float64Array.of(5, 3, 1),
      vectors: Float64Array.of(0, 1, 0)
    });
    expect(symmetricEigen(new Float64Array(0), 0)).toEqual({values: new Float64Array(0), vectors: new Float64Array(0)});
  });

  it("finds a few vectors as exactly as all, also where eigenvalues repeat", () => {
    const size = 24;
    const cells = fc.array(fc.oneof(fc.constantFrom(0, 0, 0, 1), fc.double({min: -1, max: 1, noNaN: true})), {
      minLength: (size * (size + 1)) / 2,
      maxLength: (size * (size + 1)) / 2
    });
    const matrices = fc.oneof(
      cells.map((lower) => symmetric(lower, size)),
      fc.constantFrom(1, 3, 24).map((equal) => diagonalOf(Array.from({length: size}, (_, i) => Math.floor(i / equal))))
    );
    fc.assert(
      fc.property(matrices, (matrix) => {
        const all = symmetricEigen(matrix, size);
        const {values, vectors} = symmetricEigen(matrix, size, 5);
        expect(values).toEqual(all.values);
        const row = (c: number) => Array.from(vectors.subarray(c * size, (c + 1) * size));
        const dot = (a: ArrayLike<number>, b: readonly number[]) => b.reduce((sum, value, k) => sum + a[k]! * value, 0);
        for (let c = 0; c < 5; ++c) {
          for (let i = 0; i < size; ++i) {
            const product = dot(matrix.subarray(i * size, (i + 1) * size), row(c));
            expect(product - values[c]! * row(c)[i]!).toBeCloseTo(0, 11);
          }
          for (let other = 0; other <= c; ++other) expect(dot(row(other), row(c))).toBeCloseTo(Number(c === other), 11);
        }
      }),
      {numRuns: 60}
    );
  });

  it.each([
    [new Float64Array(3), 2, 2, "expected 4 values, got 3"],
    [Float64Array.of(1, NaN, NaN, 1), 2, 2, "expected finite values, got NaN or infinity"],
    [new Float64Array(4), 2, 3, "expected at most 2 eigenvectors, got 3"]
  ])("refuses %s as %i rows with %i vectors", (matrix, size, count, message) => {
    expect(() => symmetricEigen(matrix, size, count)).toThrow(new RangeError(message));
  });
});
