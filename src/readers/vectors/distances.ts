import * as tf from "@tensorflow/tfjs-core";

/** Products of fewer numbers stay in the processor's cache. */
const MAX_PRODUCT = 1 << 21;

/** Measures distances from fixed vectors. */
export interface DistanceMeter {
  /**
   * Calls *onRow* for each query *i* of [n × length], in order, with its squared Euclidean distances from all vectors.
   * They may be below 0 by rounding. The row is valid during the call only.
   */
  measure(queries: Float32Array, onRow: (distances: Float32Array, i: number) => void): void;
  /** Frees the vectors. */
  dispose(): void;
}

/**
 * Returns a meter of distances from *vectors*, [count × length]. Distances are ‖q‖² − 2 q·v + ‖v‖², so that almost all of
 * the work is one product of matrices, which TensorFlow.js does in blocks,
 * of at most *maxProduct* numbers each where several queries are asked.
 */
export function distanceMeter(
  vectors: Float32Array,
  length: number,
  {maxProduct = MAX_PRODUCT}: {readonly maxProduct?: number} = {}
): DistanceMeter {
  const count = vectors.length / length;
  const factors = tf.tensor2d(transposedFactors(vectors, length), [length + 1, count]);
  const batch = Math.max(1, Math.floor(maxProduct / count));
  return {
    measure: (queries, onRow) => {
      const n = queries.length / length;
      for (let start = 0; start < n; start += batch) {
        const rows = queries.subarray(start * length, Math.min(n, start + batch) * length);
        const given = withOnes(rows, length);
        const products = multiply(given, factors); // [batch × count]
        for (let i = 0; i < rows.length / length; ++i) {
          const row = products.subarray(i * count, (i + 1) * count);
          const square = squareOf(rows.subarray(i * length, (i + 1) * length));
          for (let v = 0; v < count; ++v) row[v]! += square;
          onRow(row, start + i);
        }
      }
    },
    dispose: () => factors.dispose()
  };
}

/** Returns the product of *rows* and *factors*. Not by `tf.tidy`, which looks for tensors in each value of a result. */
function multiply(rows: Float32Array, factors: tf.Tensor2D): Float32Array {
  const [length] = factors.shape;
  const a = tf.tensor2d(rows, [rows.length / length, length]);
  const products = tf.fused.matMul({a, b: factors});
  const values = products.dataSync<"float32">();
  tf.dispose([a, products]);
  return values;
}

/** Returns −2 *vectors* with their squared lengths below, [length + 1 × count]. */
function transposedFactors(vectors: Float32Array, length: number): Float32Array {
  const count = vectors.length / length;
  const factors = new Float32Array((length + 1) * count);
  for (let v = 0; v < count; ++v) {
    const vector = vectors.subarray(v * length, (v + 1) * length);
    for (let d = 0; d < length; ++d) factors[d * count + v] = -2 * vector[d]!;
    factors[length * count + v] = squareOf(vector);
  }
  return factors;
}

/** Returns *rows*, [n × length], each with a 1 at its end. */
function withOnes(rows: Float32Array, length: number): Float32Array {
  const n = rows.length / length;
  const longer = new Float32Array(n * (length + 1)).fill(1);
  for (let i = 0; i < n; ++i) longer.set(rows.subarray(i * length, (i + 1) * length), i * (length + 1));
  return longer;
}

function squareOf(vector: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < vector.length; ++d) sum += vector[d]! * vector[d]!;
  return sum;
}
