import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {PIXELS, SIDE} from "../../src/ink/image/grid.js";
import type {Digits} from "../../src/characters/digits.js";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {train} from "../../src/training/train.js";
import {loadKernels} from "../kernels.js";
import {WASM} from "../paths.js";
import {median, time, type Result, type Say} from "./result.js";

const [IMAGES, BATCH, ROUNDS, TARGET] = [30_000, 128, 5, 1.6];

/** The documents' network: units before and after each layer of weights. */
const LAYERS = [
  [784, 128],
  [128, 128],
  [128, 10]
] as const;

/**
 * Measures an epoch of the documents' network, on 30,000 images in batches of 128, as a multiple of the time of its
 * matrix products alone: forward, the gradients of the weights, and those of the activations, with explicit transposes.
 * Times the products after each epoch of a training run.
 */
export async function benchEpoch(say: Say): Promise<Result> {
  await startBackend(WASM);
  const training = makeTraining(randomLcg(1));
  const model = createAnn(1);
  const [epochs, products]: [number[], number[]] = [[], []];
  const settings = {epochs: ROUNDS, batchSize: BATCH, learningRate: 0.001, seed: 1};
  await train(model, {training}, settings, {
    kernels: await loadKernels(),
    onEpoch: async ({epoch, seconds}) => {
      say(`an epoch and its matrix products, round ${epoch + 1} of ${ROUNDS}`);
      epochs.push(seconds);
      products.push(await time(() => multiplyMatrices(Math.ceil(IMAGES / BATCH))));
    }
  });
  model.dispose();
  const judged = median(epochs) / median(products);
  const figures =
    `an epoch of 30,000 images takes ${median(epochs).toFixed(2)} s, its matrix products alone ` +
    `${median(products).toFixed(2)} s (medians of ${ROUNDS})`;
  return {name: "epoch", figures, judged, target: `≤ ${TARGET} times its products`, holds: judged <= TARGET};
}

/** Makes *length* labeled images with random ink, as much as digits have, in an oval of a digit's size. */
export function makeTraining(random: () => number, length = IMAGES): Digits {
  const isInk = Array.from({length: PIXELS}, (_, i) => {
    const [x, y] = [((i % SIDE) - 13.5) / 7, (Math.floor(i / SIDE) - 13.5) / 10];
    return x * x + y * y < 1;
  });
  return {
    length,
    images: Uint8Array.from({length: length * PIXELS}, (_, i) =>
      isInk[i % PIXELS] && random() < 0.6 ? 256 * random() : 0
    ),
    labels: Uint8Array.from({length}, () => 10 * random())
  };
}

/** Computes the matrix products of *steps* training steps. */
async function multiplyMatrices(steps: number): Promise<void> {
  const matrices = LAYERS.map(([inputs, units]) => ({
    x: tf.randomUniform<tf.Rank.R2>([BATCH, inputs]),
    w: tf.randomUniform<tf.Rank.R2>([inputs, units]),
    d: tf.randomUniform<tf.Rank.R2>([BATCH, units])
  }));
  for (let step = 0; step < steps; ++step) {
    tf.tidy(() => {
      for (const [k, {x, w, d}] of matrices.entries()) {
        tf.matMul(x, w);
        tf.matMul(tf.transpose(x), d);
        if (k) tf.matMul(d, tf.transpose(w));
      }
    });
  }
  tf.dispose(matrices.flatMap(Object.values) as tf.Tensor[]);
}
