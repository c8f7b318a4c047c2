import {tridiagonalVector} from "./tridiagonalVector.js";

/** Eigenvalues of a symmetric matrix and the eigenvectors of the largest. */
export interface Eigen {
  /** [size], descending. */
  readonly values: Float64Array;
  /** [count × size], orthonormal rows, in the order of `values`. */
  readonly vectors: Float64Array;
}

/** Below this share of all eigenvectors, finding each by itself is faster. */
const FEW = 0.25;

/**
 * Returns all eigenvalues of a symmetric *matrix*, [size × size] (only the lower triangle is read), and the *count*
 * eigenvectors of the largest: Householder's reduction to tridiagonal form, then implicit QL steps, as EISPACK's
 * `tred2` and `tql2` do; a few eigenvectors are found by inverse iteration instead. Every inner loop runs along a row: 784 × 784 takes about 2 s.
 * Bowdler, Martin, Reinsch and Wilkinson, The QR and QL algorithms for symmetric matrices, 1968,
 * https://doi.org/10.1007/BF02165404
 * @throws RangeError for a matrix of another size or with values that are not finite, and for more eigenvectors than
 * rows
 */
export function symmetricEigen(matrix: Float64Array, size: number, count = size): Eigen {
  if (matrix.length !== size * size) throw new RangeError(`expected ${size * size} values, got ${matrix.length}`);
  if (!matrix.every(Number.isFinite)) throw new RangeError("expected finite values, got NaN or infinity");
  if (count > size) throw new RangeError(`expected at most ${size} eigenvectors, got ${count}`);
  const scale = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const {diagonal, beside, reflectors, norms} = tridiagonalize(
    matrix.map((value) => value / scale),
    size
  );
  const isFew = count < FEW * size;
  const [kept, keptBeside] = [diagonal.slice(), beside.slice()];
  const rows = isFew ? undefined : identity(size);
  diagonalize(diagonal, beside, rows);
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b]! - diagonal[a]!);
  const vectors = new Float64Array(count * size);
  for (let c = 0; c < count; ++c) {
    const vector = vectors.subarray(c * size, (c + 1) * size);
    const [i, found] = [order[c]!, vectors.subarray(0, c * size)];
    if (rows) vector.set(rows.subarray(i * size, (i + 1) * size));
    else vector.set(tridiagonalVector({diagonal: kept, beside: keptBeside}, diagonal[i]!, found));
  }
  for (let c = 0; c < count; ++c) {
    const vector = vectors.subarray(c * size, (c + 1) * size);
    for (let i = 1; i < size; ++i) {
      if (norms[i]) reflect(vector, reflectors.subarray(i * size, i * size + i), norms[i]!);
    }
  }
  return {values: Float64Array.from(order, (i) => scale * diagonal[i]!), vectors};
}

/** A matrix A = Q T Qᵀ, with Q a product of Householder reflections I − v vᵀ / norm, the last one outermost. */
interface Tridiagonal {
  /** [size], the diagonal of T. */
  readonly diagonal: Float64Array;
  /** [size], T beside its diagonal: entry i lies between i and i + 1; the last is 0. */
  readonly beside: Float64Array;
  /** [size × size]: the first i values of row i are v. */
  readonly reflectors: Float64Array;
  /** [size], vᵀv / 2 of each row's v; 0 where nothing is reflected. */
  readonly norms: Float64Array;
}

/** A sum of squares that is nothing beside the largest value of a matrix, 1, and too close to underflow to divide by. */
const NEGLIGIBLE = 1e-280;

/** Overwrites *a*, [size × size], whose largest absolute value is 1. */
function tridiagonalize(a: Float64Array, size: number): Tridiagonal {
  const [diagonal, beside, norms] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const product = new Float64Array(size);
  for (let i = size - 1; i > 0; --i) {
    const v = a.subarray(i * size, i * size + i);
    const last = v[i - 1]!;
    let rest = 0;
    for (let k = 0; k < i - 1; ++k) rest += v[k]! * v[k]!;
    if (rest < NEGLIGIBLE) {
      beside[i - 1] = last;
      continue;
    }
    const length = (last > 0 ? -1 : 1) * Math.sqrt(rest + last * last); // the sign that cancels no digits
    beside[i - 1] = length;
    norms[i] = rest + last * last - last * length;
    v[i - 1] = last - length;
    reflectBothSides(a, {size, n: i, v, norm: norms[i]!}, product);
  }
  for (let i = 0; i < size; ++i) diagonal[i] = a[i * size + i]!;
  return {diagonal, beside, reflectors: a, norms};
}

/** Replaces the leading n × n part of *a*, of which it keeps the lower triangle, by H a H with H = I − v vᵀ / norm. */
function reflectBothSides(
  a: Float64Array,
  {size, n, v, norm}: {size: number; n: number; v: Float64Array; norm: number},
  product: Float64Array
): void {
  product.fill(0, 0, n);
  for (let j = 0; j < n; ++j) {
    const [row, vj] = [j * size, v[j]!];
    let sum = a[row + j]! * vj;
    for (let k = 0; k < j; ++k) {
      const value = a[row + k]!;
      sum += value * v[k]!;
      product[k]! += value * vj;
    }
    product[j]! += sum;
  }
  let dot = 0;
  for (let k = 0; k < n; ++k) dot += (product[k]! /= norm) * v[k]!;
  const half = dot / (2 * norm);
  for (let k = 0; k < n; ++k) product[k]! -= half * v[k]!;
  for (let j = 0; j < n; ++j) {
    const [row, vj, pj] = [j * size, v[j]!, product[j]!];
    for (let k = 0; k <= j; ++k) a[row + k]! -= vj * product[k]! + pj * v[k]!;
  }
}

function reflect(vector: Float64Array, v: Float64Array, norm: number): void {
  let dot = 0;
  for (let k = 0; k < v.length; ++k) dot += v[k]! * vector[k]!;
  dot /= norm;
  for (let k = 0; k < v.length; ++k) vector[k]! -= dot * v[k]!;
}

/**
 * Turns the *diagonal* of a tridiagonal matrix into its eigenvalues, in place, and the *rows* of the identity, [n × n],
 * if given, into its eigenvectors. Overwrites *beside*.
 */
function diagonalize(diagonal: Float64Array, beside: Float64Array, rows: Float64Array | undefined): void {
  const [d, e, n] = [diagonal, beside, diagonal.length];
  let [shift, largest] = [0, 0];
  for (let l = 0; l < n; ++l) {
    largest = Math.max(largest, Math.abs(d[l]!) + Math.abs(e[l]!));
    const isSmall = (i: number) => Math.abs(e[i]!) <= Number.EPSILON * largest;
    let m = l;
    while (!isSmall(m)) ++m; // the last entry is 0
    while (!isSmall(l)) shift += stepQl(d, e, {l, m, rows});
    d[l]! += shift;
    e[l] = 0;
  }
}

function identity(size: number): Float64Array {
  return Float64Array.from({length: size * size}, (_, i) => Number(i % (size + 1) === 0));
}

/** Takes one implicit QL step on the block from *l* to *m*, and returns by how much it shifted the eigenvalues. */
function stepQl(
  d: Float64Array,
  e: Float64Array,
  {l, m, rows}: {l: number; m: number; rows: Float64Array | undefined}
): number {
  const n = d.length;
  const first = d[l]!;
  const slope = (d[l + 1]! - first) / (2 * e[l]!);
  const root = slope + (slope < 0 ? -1 : 1) * Math.hypot(slope, 1);
  d[l] = e[l]! / root;
  d[l + 1] = e[l]! * root;
  const [next, besideNext] = [d[l + 1]!, e[l + 1]!];
  const shift = first - d[l];
  for (let i = l + 2; i < n; ++i) d[i]! -= shift;
  let p = d[m]!;
  let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0];
  for (let i = m - 1; i >= l; --i) {
    [c3, c2, s2] = [c2, c, s];
    const g = c * e[i]!;
    const h = c * p;
    const r = Math.hypot(p, e[i]!);
    e[i + 1] = s * r;
    s = e[i]! / r;
    c = p / r;
    p = c * d[i]! - s * g;
    d[i + 1] = h + s * (c * g + s * d[i]!);
    if (rows) rotate(rows, {from: i * n, n, c, s});
  }
  p = (-s * s2 * c3 * besideNext * e[l]!) / next;
  e[l] = s * p;
  d[l] = c * p;
  return shift;
}

/** Rotates the row that begins at *from* and the one after it by the angle with cosine *c* and sine *s*. */
function rotate(rows: Float64Array, {from, n, c, s}: {from: number; n: number; c: number; s: number}): void {
  const upper = rows.subarray(from, from + n);
  const lower = rows.subarray(from + n, from + 2 * n);
  for (let k = 0; k < n; ++k) {
    const h = lower[k]!;
    lower[k] = s * upper[k]! + c * h;
    upper[k] = c * upper[k]! - s * h;
  }
}
