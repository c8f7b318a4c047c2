import type {Digits} from "../../characters/digits.js";
import {PIXELS} from "../../ink/image/grid.js";
import {sumProducts} from "../../stats/algebra/sumProducts.js";
import {invertCholesky} from "./classGaussians.js";
import {minimize, type Slope} from "./lbfgs.js";

/** A linear classifier: the logits are image × weights + bias. */
export interface LinearModel {
  /** [784 × classes], for pixels in [0, 1]. */
  readonly weights: Float64Array;
  /** [classes] */
  readonly bias: Float64Array;
}

/** The images' pixels that are not 0, image after image. */
interface Ink {
  /** [n + 1], where each image's pixels begin. */
  readonly starts: Int32Array;
  /** The row of each pixel in the weights, [785 × padded]: where it begins. */
  readonly rows: Int32Array;
  /** In (0, 1]. */
  readonly values: Float32Array;
}

/** The number of classes that each pass over an image's pixels serves, and of which the number of classes is a multiple. */
const BLOCK = 4;

/**
 * Roughly the mean of p (1 − p), the loss's second derivative, over images and classes near the optimum. Of 0.003, 0.02
 * and 0.1, the lowest takes the fewest steps.
 */
const CURVATURE = 0.003;

/**
 * The norm of the gradient at the end, per image: of the mean loss. The penalty's curvature is 1 / C, so after 30,000
 * images the weights, all together, are within 0.45 C of the optimum.
 */
const TOLERANCE = 1.5e-5;

const MAX_STEPS = 1000;

/**
 * Returns multinomial logistic regression with its optimal weights: those with the lowest sum of the images'
 * cross-entropy and ‖weights‖² / (2 *c*), the bias being free, as scikit-learn's `LogisticRegression(C=c)` defines it
 * (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2009, section 4.4). L-BFGS begins at zero and
 * is preconditioned by the pixels' products, a bound of the Hessian: Böhning, Multinomial logistic regression algorithm,
 * 1992, https://doi.org/10.1007/BF00048682. Nothing is random.
 */
export function fitSoftmaxRegression(
  {images, labels}: Digits,
  {classes, c = 1}: {readonly classes: number; readonly c?: number}
): LinearModel & {readonly steps: number} {
  const ink = listInk(images, Math.ceil(classes / BLOCK) * BLOCK);
  const {point, steps} = minimize(
    (at) => slopeAt(at, {ink, labels: labels!, classes, c}),
    new Float64Array((PIXELS + 1) * classes),
    {precondition: preconditioner(images, {classes, c}), tolerance: TOLERANCE * labels!.length, maxSteps: MAX_STEPS}
  );
  return {weights: point.slice(0, PIXELS * classes), bias: point.slice(PIXELS * classes), steps};
}

function listInk(images: Uint8Array, padded: number): Ink {
  const many = images.reduce((sum, value) => sum + Number(value > 0), 0);
  const [starts, rows, values] = [
    new Int32Array(images.length / PIXELS + 1),
    new Int32Array(many),
    new Float32Array(many)
  ];
  let at = 0;
  for (let i = 0; i < images.length; ++i) {
    if (i % PIXELS === 0) starts[i / PIXELS] = at;
    if (!images[i]) continue;
    rows[at] = (i % PIXELS) * padded;
    values[at++] = images[i]! / 255;
  }
  starts[images.length / PIXELS] = at;
  return {starts, rows, values};
}

/** Returns the penalized loss of the weights and, after them, the bias, [785 × classes], with its gradient. */
function slopeAt(
  point: Float64Array,
  {ink, labels, classes, c}: {ink: Ink; labels: Uint8Array; classes: number; c: number}
): Slope {
  const padded = Math.ceil(classes / BLOCK) * BLOCK;
  const weights = changeWidth(point, classes, padded);
  const sums = new Float64Array(weights.length);
  const row = new Float64Array(padded);
  let value = 0;
  for (let i = 0; i < labels.length; ++i) {
    const [start, end, label] = [ink.starts[i]!, ink.starts[i + 1]!, labels[i]!];
    for (let block = 0; block < padded; block += BLOCK) multiplyBlock(ink, {start, end, block}, weights, row);
    value -= row[label]!;
    value += softmaxInPlace(row, classes);
    row[label]! -= 1;
    for (let k = 0; k < classes; ++k) sums[PIXELS * padded + k]! += row[k]!;
    for (let block = 0; block < padded; block += BLOCK) addBlock(ink, {start, end, block}, row, sums);
  }
  const gradient = changeWidth(sums, padded, classes);
  for (let w = 0; w < PIXELS * classes; ++w) {
    value += (point[w]! * point[w]!) / (2 * c);
    gradient[w]! += point[w]! / c;
  }
  return {value, gradient};
}

/** Copies a matrix with rows of *from* columns to one with rows of *to*. */
function changeWidth(matrix: Float64Array, from: number, to: number): Float64Array {
  const copy = new Float64Array((matrix.length / from) * to);
  const shared = Math.min(from, to);
  for (let at = 0, start = 0; at < matrix.length; at += from, start += to)
    for (let k = 0; k < shared; ++k) copy[start + k] = matrix[at + k]!;
  return copy;
}

/** The pixels of an image, and the first of the classes that they are multiplied for. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly block: number;
}

/** Writes the logits of the classes of a block to *row*. */
function multiplyBlock(
  {rows, values}: Ink,
  {start, end, block}: Block,
  weights: Float64Array,
  row: Float64Array
): void {
  const bias = weights.length - row.length + block;
  let a = weights[bias]!;
  let b = weights[bias + 1]!;
  let c = weights[bias + 2]!;
  let d = weights[bias + 3]!;
  for (let at = start; at < end; ++at) {
    const x = values[at]!;
    const w = rows[at]! + block;
    a += x * weights[w]!;
    b += x * weights[w + 1]!;
    c += x * weights[w + 2]!;
    d += x * weights[w + 3]!;
  }
  row[block] = a;
  row[block + 1] = b;
  row[block + 2] = c;
  row[block + 3] = d;
}

/** Adds the image times what its loss changes by with each logit, *row*, to *sums*, for the classes of a block. */
function addBlock({rows, values}: Ink, {start, end, block}: Block, row: Float64Array, sums: Float64Array): void {
  const a = row[block]!;
  const b = row[block + 1]!;
  const c = row[block + 2]!;
  const d = row[block + 3]!;
  for (let at = start; at < end; ++at) {
    const x = values[at]!;
    const w = rows[at]! + block;
    sums[w]! += x * a;
    sums[w + 1]! += x * b;
    sums[w + 2]! += x * c;
    sums[w + 3]! += x * d;
  }
}

/** Turns the logits of *classes* into probabilities, in place, and returns the logarithm of the sum of their exponentials. */
function softmaxInPlace(row: Float64Array, classes: number): number {
  let [most, sum] = [-Infinity, 0];
  for (let k = 0; k < classes; ++k) most = Math.max(most, row[k]!);
  for (let k = 0; k < classes; ++k) sum += row[k] = Math.exp(row[k]! - most);
  for (let k = 0; k < classes; ++k) row[k]! /= sum;
  return most + Math.log(sum);
}

/** Returns a function that multiplies a vector, [785 × classes], by the inverse of a rough Hessian, class by class. */
function preconditioner(images: Uint8Array, {classes, c}: {classes: number; c: number}) {
  const size = PIXELS + 1;
  const products = sumProducts(images, PIXELS);
  const hessian = new Float64Array(size * size);
  const sums = new Float64Array(PIXELS);
  for (let at = 0; at < images.length;) for (let p = 0; p < PIXELS; ++p, ++at) sums[p]! += images[at]! / 255;
  for (let i = 0; i < PIXELS; ++i) {
    for (let j = 0; j < PIXELS; ++j) hessian[i * size + j] = (CURVATURE * products[i * PIXELS + j]!) / 255 ** 2;
    hessian[i * size + i]! += 1 / c;
    hessian[i * size + PIXELS] = hessian[PIXELS * size + i] = CURVATURE * sums[i]!;
  }
  hessian[size * size - 1] = (CURVATURE * images.length) / PIXELS + 1e-3; // above 0 for any images
  const inverse = invertCholesky(hessian, size)!;
  return (vector: Float64Array): Float64Array => {
    const half = multiply(inverse, vector, classes, false);
    return multiply(inverse, half, classes, true);
  };
}

/** Returns the lower triangular *matrix*, or its transpose, times a *vector* of [size × classes]. */
function multiply(matrix: Float64Array, vector: Float64Array, classes: number, isTransposed: boolean): Float64Array {
  const size = vector.length / classes;
  const product = new Float64Array(vector.length);
  for (let i = 0; i < size; ++i) {
    for (let j = 0; j <= i; ++j) {
      const factor = matrix[i * size + j]!;
      const [to, from] = isTransposed ? [j * classes, i * classes] : [i * classes, j * classes];
      if (factor) for (let k = 0; k < classes; ++k) product[to + k]! += factor * vector[from + k]!;
    }
  }
  return product;
}
