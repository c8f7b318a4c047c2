import {countByClass} from "../../characters/digits.js";

/** The mean and the covariance of each class. */
export interface ClassMoments {
  /** [classes × count]; zeros for a class without images. */
  readonly means: Float64Array;
  /** [classes × count × count], over n − 1; zeros for a class of fewer than two images. */
  readonly covariances: Float64Array;
  /** [count × count]: the covariances, pooled over the classes. */
  readonly pooled: Float64Array;
}

/** Returns the moments of each class of *places*, [n × count], with *labels*, [n]. */
export function measureClasses(places: Float32Array, labels: Uint8Array, classes: number): ClassMoments {
  const count = places.length / labels.length;
  const counts = countByClass(labels, classes);
  const means = new Float64Array(classes * count);
  labels.forEach((label, i) => {
    for (let j = 0; j < count; ++j) means[label * count + j]! += places[i * count + j]! / counts[label]!;
  });
  const [covariances, pooled] = [new Float64Array(classes * count * count), new Float64Array(count * count)];
  const offset = new Float64Array(count);
  labels.forEach((label, i) => {
    for (let j = 0; j < count; ++j) offset[j] = places[i * count + j]! - means[label * count + j]!;
    for (let j = 0, row = label * count * count; j < count; ++j, row += count) {
      const value = offset[j]!;
      for (let k = 0; k <= j; ++k) covariances[row + k]! += value * offset[k]!;
    }
  });
  const freedom = labels.length - counts.filter((n) => n > 0).length;
  for (let c = 0; c < classes; ++c) {
    for (let j = 0; j < count; ++j) {
      for (let k = 0; k <= j; ++k) {
        const sum = covariances[(c * count + j) * count + k]!;
        covariances[(c * count + j) * count + k] = covariances[(c * count + k) * count + j] =
          counts[c]! > 1 ? sum / (counts[c]! - 1) : 0;
        pooled[j * count + k]! += sum / Math.max(1, freedom);
        if (k < j) pooled[k * count + j] = pooled[j * count + k]!;
      }
    }
  }
  return {means, covariances, pooled};
}

/** A pivot below this share of the largest variance means a singular matrix. */
const SINGULAR = 1e-12;

/**
 * Returns L⁻¹, lower triangular, [count × count], where L Lᵀ is the positive definite *matrix*, by Cholesky's
 * decomposition; undefined for a matrix that is singular, or not positive definite.
 */
export function invertCholesky(matrix: Float64Array, count: number): Float64Array | undefined {
  const lower = new Float64Array(count * count);
  const inverse = new Float64Array(count * count);
  let largest = 0;
  for (let i = 0; i < count; ++i) largest = Math.max(largest, matrix[i * count + i]!);
  for (let i = 0; i < count; ++i) {
    for (let j = 0; j <= i; ++j) {
      let sum = matrix[i * count + j]!;
      for (let k = 0; k < j; ++k) sum -= lower[i * count + k]! * lower[j * count + k]!;
      if (j < i) lower[i * count + j] = sum / lower[j * count + j]!;
      else if (sum > SINGULAR * largest) lower[i * count + i] = Math.sqrt(sum);
      else return undefined;
    }
    for (let j = 0; j <= i; ++j) {
      let sum = Number(i === j);
      for (let k = j; k < i; ++k) sum -= lower[i * count + k]! * inverse[k * count + j]!;
      inverse[i * count + j] = sum / lower[i * count + i]!;
    }
  }
  return inverse;
}
