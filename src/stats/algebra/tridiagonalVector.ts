import {randomLcg} from "d3-random";

/** The number of solutions, each of the one before: for an eigenvalue exact to rounding, two are enough. */
const ROUNDS = 3;

/**
 * Returns the eigenvector of a symmetric tridiagonal matrix for an *eigenvalue*, by inverse iteration: Wilkinson, The
 * Algebraic Eigenvalue Problem, 1965, chapter 5. It is orthogonal to the rows of *found*, earlier eigenvectors, so that
 * equal eigenvalues get different ones. The matrix has *diagonal*, [size], and *beside* it, [size], of which the last
 * value is 0; its largest value is about 1. The random start has a fixed seed.
 */
export function tridiagonalVector(
  {diagonal, beside}: {readonly diagonal: Float64Array; readonly beside: Float64Array},
  eigenvalue: number,
  found: Float64Array
): Float64Array {
  const size = diagonal.length;
  const random = randomLcg((found.length / size + 1) / 1000);
  const solve = factorize(diagonal, beside, eigenvalue);
  let vector: Float64Array = Float64Array.from({length: size}, () => random() - 0.5);
  for (let round = 0; round < ROUNDS; ++round) vector = orthonormal(solve(vector), found);
  return vector;
}

/** Returns the unit vector along what of *vector* is orthogonal to the rows of *found*. */
function orthonormal(vector: Float64Array, found: Float64Array): Float64Array {
  const size = vector.length;
  scaleToUnit(vector);
  for (let pass = 0; pass < 2; ++pass) {
    for (let start = 0; start < found.length; start += size) {
      let dot = 0;
      for (let i = 0; i < size; ++i) dot += vector[i]! * found[start + i]!;
      for (let i = 0; i < size; ++i) vector[i]! -= dot * found[start + i]!;
    }
    scaleToUnit(vector);
  }
  return vector;
}

function scaleToUnit(vector: Float64Array): void {
  const most = vector.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const norm = most * Math.sqrt(vector.reduce((sum, value) => sum + (value / most) ** 2, 0));
  for (let i = 0; i < vector.length; ++i) vector[i]! /= norm;
}

/** Returns a function that solves (T − eigenvalue) x = b, by Gaussian elimination with row exchanges. */
function factorize(
  diagonal: Float64Array,
  beside: Float64Array,
  eigenvalue: number
): (right: Float64Array) => Float64Array {
  const size = diagonal.length;
  const pivots = diagonal.map((value) => value - eigenvalue);
  const above = beside.slice();
  const second = new Float64Array(size); // fills in where rows are exchanged
  const factors = new Float64Array(size);
  const isExchanged = new Uint8Array(size);
  const nonzero = (pivot: number) => (Math.abs(pivot) < Number.EPSILON ? Number.EPSILON : pivot);
  for (let i = 0; i + 1 < size; ++i) {
    const below = beside[i]!;
    if (Math.abs(below) > Math.abs(pivots[i]!)) {
      const [pivot, next] = [pivots[i]!, above[i]!];
      isExchanged[i] = 1;
      factors[i] = pivot / below;
      pivots[i] = below;
      above[i] = pivots[i + 1]!;
      second[i] = above[i + 1]!;
      pivots[i + 1] = next - factors[i]! * above[i]!;
      above[i + 1] = -factors[i]! * second[i]!;
    } else {
      pivots[i] = nonzero(pivots[i]!);
      factors[i] = below / pivots[i]!;
      pivots[i + 1]! -= factors[i]! * above[i]!;
    }
  }
  if (size) pivots[size - 1] = nonzero(pivots[size - 1]!);
  return (right) => {
    const x = right.slice();
    for (let i = 0; i + 1 < size; ++i) {
      if (isExchanged[i]) [x[i], x[i + 1]] = [x[i + 1]!, x[i]!];
      x[i + 1]! -= factors[i]! * x[i]!;
    }
    for (let i = size - 1; i >= 0; --i) {
      const sum = x[i]! - (x[i + 1] ?? 0) * above[i]! - (x[i + 2] ?? 0) * second[i]!;
      x[i] = sum / pivots[i]!;
    }
    return x;
  };
}
