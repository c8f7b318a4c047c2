import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {DIGITS} from "../../../characters/alphabet.js";
import {SIDE} from "../../../ink/image/grid.js";
import {CODE_HEIGHT, CODE_WIDTH, outputCodes} from "./lenetCodes.js";

/** The maps of S2 that each map of C3 sees: table I of the paper. */
const CONNECTIONS: readonly (readonly number[])[] = [
  [0, 1, 2],
  [1, 2, 3],
  [2, 3, 4],
  [3, 4, 5],
  [4, 5, 0],
  [5, 0, 1],
  [0, 1, 2, 3],
  [1, 2, 3, 4],
  [2, 3, 4, 5],
  [3, 4, 5, 0],
  [4, 5, 0, 1],
  [5, 0, 1, 2],
  [0, 1, 3, 4],
  [1, 2, 4, 5],
  [0, 2, 3, 5],
  [0, 1, 2, 3, 4, 5]
];

/** The units squash by A tanh(S a), and an image's ink, 0 to 1, becomes −0.1 to 1.175 in the paper. */
const [A, S, INK] = [1.7159, 2 / 3, 1.275];

/**
 * The variance of a unit of F6 about its code, in the Gaussian whose logarithm an output is. In the paper it is 1/2, under
 * which most images are answered with near certainty at once and teach little: 91 % of the validation images are right
 * after two epochs by Adam instead of 97 %.
 */
const VARIANCE = 15;

/** The number of units of F6. */
const CODE = CODE_WIDTH * CODE_HEIGHT;

/**
 * Returns LeNet-5, untrained, of LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document
 * recognition, 1998, section II.B: convolutions C1 (6 maps), C3 (16, each connected to some of the maps of S2) and C5
 * (120), subsampling S2 and S4 with a trainable coefficient and bias a map, 84 units F6, and an output unit a class;
 * 60,000 parameters that are trained. The same *seed* gives the same weights. They are drawn with the variance 1 / fan-in
 * of LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998: with ±2.4 / fan-in, as in the paper, F6 begins near 0 and
 * learns slowly by Adam (91 % of the validation images after seven epochs).
 *
 * The paper's constants are folded into neighboring weights, so that every unit is a plain tanh: its A and S, and the
 * levels of its ink (padding is background, which both have at the border). S2 and S4 are the mean of 2 × 2 units and a
 * 1 × 1 convolution that keeps each map to itself. An output is (|x|² − d²) / 2σ², where d is the Euclidean distance of
 * F6's x from the class's code: |x|² is the same for all classes, and the softmax cancels it. With it, the cross-entropy
 * is the paper's criterion (its formula 9) but for σ², `VARIANCE`, and without the constant class for rubbish, j → ∞.
 */
export function createLenet5(seed: number, classes = DIGITS.length): tf.LayersModel {
  const tanh = {activation: "tanh"} as const;
  const subsampling = (name: string, filters: number) => [
    tf.layers.averagePooling2d({name, poolSize: 2}),
    tf.layers.conv2d({name: `${name}_coefficient`, filters, kernelSize: 1, ...tanh})
  ];
  const model = tf.sequential({
    name: "lenet-5",
    layers: [
      tf.layers.conv2d({name: "C1", inputShape: [SIDE, SIDE, 1], filters: 6, kernelSize: 5, padding: "same", ...tanh}),
      ...subsampling("S2", 6),
      tf.layers.conv2d({name: "C3", filters: CONNECTIONS.length, kernelSize: 5, ...tanh}),
      ...subsampling("S4", CONNECTIONS.length),
      tf.layers.flatten({name: "flatten"}), // C5 sees all of S4: its convolution is a dense layer
      tf.layers.dense({name: "C5", units: 120, ...tanh}),
      tf.layers.dense({name: "F6", units: CODE, ...tanh}),
      tf.layers.dense({name: "distances", units: classes}),
      tf.layers.activation({name: "probabilities", activation: "softmax"})
    ]
  });
  const random = randomLcg(1 + seed);
  const masks = lenet5Masks(classes);
  for (const name of ["C1", "C3", "C5", "F6"]) {
    const shape = model.getLayer(name).getWeights()[0]!.shape;
    setWeights(
      model,
      name,
      uniformKernel(shape, {mask: masks[`${name}/kernel`], gain: S * (name === "C1" ? INK : A), random})
    );
  }
  for (const [name, maps] of [
    ["S2", 6],
    ["S4", 16]
  ] as const)
    setWeights(
      model,
      `${name}_coefficient`,
      diagonal(maps).map((share) => share * S * A)
    );
  const codes = outputCodes(seed, classes);
  const kernel = Float32Array.from(
    {length: CODE * classes},
    (_, i) => (A / VARIANCE) * codes[(i % classes) * CODE + Math.floor(i / classes)]!
  );
  setWeights(model, "distances", kernel, -CODE / (2 * VARIANCE)); // |w|² of a code of ±1
  return model;
}

/**
 * Returns which weights of LeNet-5 are trained, by their names, [weight's shape]: 1 for those that are, 0 for those that
 * stay as they are. Weights without an entry are trained, all of them.
 */
export function lenet5Masks(classes: number): Readonly<Record<string, Float32Array>> {
  const maps = CONNECTIONS.length;
  const c3 = Float32Array.from({length: 25 * 6 * maps}, (_, i) =>
    Number(CONNECTIONS[i % maps]!.includes(Math.floor(i / maps) % 6))
  );
  return {
    "S2_coefficient/kernel": diagonal(6),
    "C3/kernel": c3,
    "S4_coefficient/kernel": diagonal(maps),
    "distances/kernel": new Float32Array(CODE * classes),
    "distances/bias": new Float32Array(classes)
  };
}

/** Returns the identity matrix, [n × n]. */
function diagonal(n: number): Float32Array {
  return Float32Array.from({length: n * n}, (_, i) => Number(i % (n + 1) === 0));
}

/** Returns a kernel uniform in ±*gain* √(3 / fan-in), where a unit's fan-in is the number of its inputs in the *mask*. */
function uniformKernel(
  shape: readonly number[],
  {mask, gain, random}: {mask: Float32Array | undefined; gain: number; random: () => number}
): Float32Array {
  const units = shape.at(-1)!;
  const size = shape.reduce((product, side) => product * side, 1);
  const fanIn = new Float32Array(units);
  for (let i = 0; i < size; ++i) fanIn[i % units]! += mask?.[i] ?? 1;
  return Float32Array.from({length: size}, (_, i) => {
    const value = (2 * random() - 1) * gain * Math.sqrt(3 / fanIn[i % units]!);
    return mask?.[i] === 0 ? 0 : value;
  });
}

/** Sets a layer's kernel, and its bias to the same value for all units. */
function setWeights(model: tf.LayersModel, name: string, kernel: Float32Array, bias = 0): void {
  const layer = model.getLayer(name);
  const [before, units] = layer.getWeights();
  tf.tidy(() => layer.setWeights([tf.tensor(kernel, before!.shape), tf.fill(units!.shape, bias)]));
}
