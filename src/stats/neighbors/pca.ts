import {EigenvalueDecomposition, Matrix} from "ml-matrix";
import {PIXELS} from "../../ink/image/grid.js";

/** The principal components of a set of images, or of other rows of bytes. */
export interface PrincipalComponents {
  /** [dimensions], the mean of each pixel, 0 to 255. */
  readonly mean: Float64Array;
  /**
   * [count × dimensions], unit vectors sorted by descending variance; the entry with the largest absolute value is
   * positive.
   */
  readonly components: Float64Array;
  /** [count], each component's share of the total variance, in [0, 1]; 0 if nothing varies. */
  readonly explained: Float64Array;
}

/**
 * Returns the first *count* principal components of *rows*, [n × dimensions]: the eigenvectors of the covariance matrix
 * with the largest eigenvalues, as in scikit-learn's `PCA(svd_solver="full")` except for the signs. Takes about 9 s for
 * 36,000 images on one core, half of it for the eigenvectors, for any *count*. Jolliffe, Principal component analysis,
 * 2002, https://doi.org/10.1007/b98835
 * @throws RangeError for fewer than two rows, or for more components than dimensions
 */
export function principalComponents(rows: Uint8Array, count: number, dimensions = PIXELS): PrincipalComponents {
  const n = rows.length / dimensions;
  if (n < 2) throw new RangeError(`expected two rows or more, got ${n}`);
  if (count > dimensions) throw new RangeError(`expected at most ${dimensions} components, got ${count}`);
  const {mean, covariance} = measureCovariance(rows, dimensions);
  const {realEigenvalues, eigenvectorMatrix} = new EigenvalueDecomposition(
    Matrix.from1DArray(dimensions, dimensions, covariance),
    {assumeSymmetric: true}
  );
  let total = 0;
  for (let i = 0; i < dimensions; ++i) total += covariance[i * dimensions + i]!;
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const components = new Float64Array(count * dimensions);
  for (let c = 0; c < count; ++c) components.set(fixSign(eigenvectorMatrix.getColumn(order[c]!)), c * dimensions);
  const explained = Float64Array.from({length: count}, (_, c) =>
    total ? Math.max(0, realEigenvalues[order[c]!]! / total) : 0
  );
  return {mean, components, explained};
}

/** Returns the mean of *rows* and their covariance matrix (n − 1), [dimensions × dimensions]. */
function measureCovariance(rows: Uint8Array, dimensions: number): {mean: Float64Array; covariance: Float64Array} {
  const n = rows.length / dimensions;
  const [mean, covariance] = [new Float64Array(dimensions), new Float64Array(dimensions * dimensions)];
  // Most pixels are background and contribute nothing to the products.
  const [inked, values] = [new Int32Array(dimensions), new Float64Array(dimensions)];
  for (let start = 0; start < rows.length; start += dimensions) {
    let many = 0;
    for (let i = 0; i < dimensions; ++i) {
      const value = rows[start + i]!;
      if (!value) continue;
      inked[many] = i;
      values[many++] = value;
      mean[i]! += value / n;
    }
    for (let a = 0; a < many; ++a) {
      const [row, value] = [inked[a]! * dimensions, values[a]!];
      for (let b = 0; b <= a; ++b) covariance[row + inked[b]!]! += value * values[b]!;
    }
  }
  // Up to here everything is exact: the sums of products of bytes are whole numbers.
  for (let i = 0; i < dimensions; ++i) {
    for (let j = 0; j <= i; ++j) {
      const value = (covariance[i * dimensions + j]! - n * mean[i]! * mean[j]!) / (n - 1);
      covariance[i * dimensions + j] = value;
      covariance[j * dimensions + i] = value;
    }
  }
  return {mean, covariance};
}

/** Flips a vector whose entry with the largest absolute value is negative. */
function fixSign(vector: number[]): number[] {
  const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}

/** Projects *rows*, [n × dimensions], onto the components, [n × count], in levels relative to the mean. */
export function project({mean, components, explained}: PrincipalComponents, rows: Uint8Array): Float32Array {
  const [dimensions, count] = [mean.length, explained.length];
  const byPixel = new Float64Array(components.length); // [dimensions × count]
  const origin = new Float64Array(count);
  for (let c = 0; c < count; ++c) {
    for (let i = 0; i < dimensions; ++i) {
      byPixel[i * count + c] = components[c * dimensions + i]!;
      origin[c]! += components[c * dimensions + i]! * mean[i]!;
    }
  }
  const n = rows.length / dimensions;
  const projected = new Float32Array(n * count);
  const place = new Float64Array(count);
  for (let row = 0; row < n; ++row) {
    for (let c = 0; c < count; ++c) place[c] = -origin[c]!;
    for (let i = 0; i < dimensions; ++i) {
      const value = rows[row * dimensions + i]!;
      if (value) for (let c = 0, j = i * count; c < count; ++c, ++j) place[c]! += value * byPixel[j]!;
    }
    projected.set(place, row * count);
  }
  return projected;
}
