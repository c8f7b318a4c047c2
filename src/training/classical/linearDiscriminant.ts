import {countByClass, type Digits} from "../../characters/digits.js";
import {PIXELS} from "../../ink/image/grid.js";
import {sumProducts} from "../../stats/algebra/sumProducts.js";
import {symmetricEigen} from "../../stats/algebra/symmetricEigen.js";
import type {LinearModel} from "./softmaxRegression.js";

/** Directions with a lower variance, as a share of their pixels', count as none: the square of scikit-learn's `tol`. */
const NO_VARIANCE = 1e-8;

/** The logit of a class that the training images lack: e to its power is 0. */
const NEVER = -1e4;

/**
 * Returns linear discriminant analysis as a linear model: all classes share one covariance matrix, that of the pixels
 * within classes (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2009, section 4.3). Pixels and
 * directions that do not vary are left out, as scikit-learn's `LinearDiscriminantAnalysis(solver="svd")` does.
 */
export function fitLinearDiscriminant(digits: Digits, classes: number): LinearModel {
  const {length, labels} = digits;
  const counts = countByClass(labels!, classes);
  const means = classMeans(digits, counts);
  const scatter = scatterWithin(digits, {means, counts});
  const varying = Array.from({length: PIXELS}, (_, p) => p).filter((p) => scatter[p * PIXELS + p]! > 0);
  const size = varying.length;
  const deviations = varying.map((p) => Math.sqrt(scatter[p * PIXELS + p]! / length));
  const freedom = Math.max(1, length - counts.filter((n) => n > 0).length);
  const correlation = new Float64Array(size * size);
  varying.forEach((p, i) => {
    varying.forEach((q, j) => {
      correlation[i * size + j] = scatter[p * PIXELS + q]! / (deviations[i]! * deviations[j]!) / freedom;
    });
  });
  const {values, vectors} = symmetricEigen(correlation, size);
  const overall = Float64Array.from({length: PIXELS}, (_, p) =>
    counts.reduce((sum, n, c) => sum + (n / length) * means[c * PIXELS + p]!, 0)
  );
  const [weights, bias] = [new Float64Array(PIXELS * classes), new Float64Array(classes).fill(NEVER)];
  for (let c = 0; c < classes; ++c) {
    if (!counts[c]) continue;
    const offset = Float64Array.from(varying, (p, i) => (means[c * PIXELS + p]! - overall[p]!) / deviations[i]!);
    const direction = multiplyByInverse({values, vectors}, offset);
    bias[c] = Math.log(counts[c]! / length);
    varying.forEach((p, i) => {
      const weight = direction[i]! / deviations[i]!;
      weights[p * classes + c] = weight;
      bias[c]! -= (weight * (means[c * PIXELS + p]! + overall[p]!)) / 2;
    });
  }
  return {weights, bias};
}

/** Returns the mean of each pixel of each class, [classes × 784], in [0, 1]. */
function classMeans({images, labels}: Digits, counts: readonly number[]): Float64Array {
  const means = new Float64Array(counts.length * PIXELS);
  for (let i = 0, at = 0; at < images.length; ++i) {
    for (let p = labels![i]! * PIXELS, end = p + PIXELS; p < end; ++p, ++at) means[p]! += images[at]!;
  }
  return means.map((sum, at) => sum / (counts[Math.floor(at / PIXELS)]! || 1) / 255);
}

/** Returns the sums of products of pixels around the means of their classes, [784 × 784]. */
function scatterWithin(
  {images}: Digits,
  {means, counts}: {means: Float64Array; counts: readonly number[]}
): Float64Array {
  const scatter = sumProducts(images, PIXELS).map((sum) => sum / 255 ** 2);
  counts.forEach((n, c) => {
    const mean = means.subarray(c * PIXELS, (c + 1) * PIXELS);
    for (let p = 0; p < PIXELS; ++p) {
      if (mean[p]) for (let q = 0; q < PIXELS; ++q) scatter[p * PIXELS + q]! -= n * mean[p]! * mean[q]!;
    }
  });
  // Where rounding is all that is left, nothing varies.
  const squares = (p: number) => counts.reduce((sum, n, c) => sum + n * means[c * PIXELS + p]! ** 2, 0);
  for (let p = 0; p < PIXELS; ++p) {
    if (scatter[p * PIXELS + p]! <= 1e-12 * squares(p)) scatter[p * PIXELS + p] = 0;
  }
  return scatter;
}

/** Returns the inverse of a matrix of these eigenvalues and eigenvectors times a *vector*, without its null space. */
function multiplyByInverse(
  {values, vectors}: {values: Float64Array; vectors: Float64Array},
  vector: Float64Array
): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let e = 0; e < size && values[e]! > NO_VARIANCE; ++e) {
    let along = 0;
    for (let i = 0; i < size; ++i) along += vectors[e * size + i]! * vector[i]!;
    along /= values[e]!;
    for (let i = 0; i < size; ++i) product[i]! += along * vectors[e * size + i]!;
  }
  return product;
}
