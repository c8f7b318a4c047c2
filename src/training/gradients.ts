import * as tf from "@tensorflow/tfjs";

let registered = false;

/**
 * Replaces TensorFlow.js's gradient of the matrix product by one that transposes first and multiplies then: the same
 * sums, but the wasm backend multiplies with a transpose flag about eight times slower than without.
 * Call it before training; more calls do nothing.
 */
export function registerFastGradients(): void {
  if (registered) return;
  registered = true;
  tf.unregisterGradient("BatchMatMul");
  tf.registerGradient({
    kernelName: "BatchMatMul",
    inputsToSave: ["a", "b"],
    gradFunc: (dy, saved, attributes) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const {transposeA, transposeB} = attributes as unknown as {transposeA: boolean; transposeB: boolean};
      const d = dy as tf.Tensor;
      // For C = A·B: dA = dC·Bᵀ and dB = Aᵀ·dC; where a factor came transposed, so does its gradient.
      return {
        a: () => {
          const gradient = tf.matMul(d, transposeB ? b : transposeLast(b));
          return transposeA ? transposeLast(gradient) : gradient;
        },
        b: () => {
          const gradient = tf.matMul(transposeA ? a : transposeLast(a), d);
          return transposeB ? transposeLast(gradient) : gradient;
        }
      };
    }
  });
}

function transposeLast(tensor: tf.Tensor): tf.Tensor {
  const axes = tensor.shape.map((_, i) => i);
  axes.push(...axes.splice(-2).reverse());
  return tf.transpose(tensor, axes);
}
