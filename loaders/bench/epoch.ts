import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {PIXELS, SIDE} from "../../src/ink/image/grid.js";
import type {Digits} from "../../src/characters/digits.js";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {createCnn} from "../../src/readers/network/architectures/cnn.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {train} from "../../src/training/train.js";
import {loadKernels} from "../kernels.js";
import {WASM} from "../paths.js";
import {median, time, type Result, type Say} from "./result.js";

const [IMAGES, BATCH, ROUNDS, TARGET] = [30_000, 128, 3, 1.6];

/** A product of matrices for an image: [rows × inputs] · [inputs × units], and whether the inputs' gradient is needed. */
type Product = readonly [rows: number, inputs: number, units: number, carriesBack: boolean];

/** Networks with their products: a convolution's rows are its places, and its inputs those of a window. */
const NETWORKS: readonly {
  readonly name: string;
  readonly create: () => tf.LayersModel;
  readonly products: readonly Product[];
}[] = [
  {
    name: "the documents’ network",
    create: () => createAnn(1),
    products: [
      [1, 784, 128, false],
      [1, 128, 128, true],
      [1, 128, 10, true]
    ]
  },
  {
    name: "the CNN",
    create: () => createCnn(1),
    products: [
      [196, 25, 16, false],
      [196, 144, 24, true],
      [25, 600, 48, true],
      [1, 1200, 128, true],
      [1, 128, 10, true]
    ]
  }
];

/**
 * Measures an epoch of the documents' network and of the CNN on one core, on 30,000 images in batches of 128, as multiples of
 * the time of their matrix products alone by TensorFlow.js: forward, the gradients of the weights, and those of the
 * activations, with explicit transposes. Times the products after each epoch of a training.
 */
export async function benchEpoch(say: Say): Promise<Result> {
  await startBackend(WASM);
  const training = makeTraining(randomLcg(0.1));
  const measured: {readonly figures: string; readonly ratio: number}[] = [];
  for (const {name, create, products} of NETWORKS) {
    const model = create();
    const [epochs, alone]: [number[], number[]] = [[], []];
    await train(
      model,
      {training},
      {epochs: ROUNDS, batchSize: BATCH, learningRate: 0.001, seed: 1},
      {
        kernels: await loadKernels(),
        onEpoch: async ({epoch, seconds}) => {
          say(`an epoch of ${name} and its matrix products, round ${epoch + 1} of ${ROUNDS}`);
          epochs.push(seconds);
          alone.push(await time(() => multiplyMatrices(products, Math.ceil(IMAGES / BATCH))));
        }
      }
    );
    model.dispose();
    const ratio = median(epochs) / median(alone);
    measured.push({
      figures: `${name} ${median(epochs).toFixed(2)} s, its products ${median(alone).toFixed(2)} s (${ratio.toFixed(2)})`,
      ratio
    });
  }
  const judged = Math.max(...measured.map(({ratio}) => ratio));
  return {
    name: "epoch",
    figures: `an epoch of 30,000 images on one core: ${measured.map(({figures}) => figures).join("; ")}; medians of ${ROUNDS}`,
    judged,
    target: `≤ ${TARGET} times the products`,
    holds: judged <= TARGET
  };
}

/** Makes 30,000 labeled images with random ink, as much as digits have, in an oval of a digit's size. */
export function makeTraining(random: () => number): Digits {
  const isInk = Array.from({length: PIXELS}, (_, i) => {
    const [x, y] = [((i % SIDE) - 13.5) / 7, (Math.floor(i / SIDE) - 13.5) / 10];
    return x * x + y * y < 1;
  });
  return {
    length: IMAGES,
    images: Uint8Array.from({length: IMAGES * PIXELS}, (_, i) =>
      isInk[i % PIXELS] && random() < 0.6 ? 256 * random() : 0
    ),
    labels: Uint8Array.from({length: IMAGES}, () => 10 * random())
  };
}

/** Computes the matrix products of *steps* training steps. */
async function multiplyMatrices(products: readonly Product[], steps: number): Promise<void> {
  const matrices = products.map(([rows, inputs, units, carriesBack]) => ({
    x: tf.randomUniform<tf.Rank.R2>([BATCH * rows, inputs]),
    w: tf.randomUniform<tf.Rank.R2>([inputs, units]),
    d: tf.randomUniform<tf.Rank.R2>([BATCH * rows, units]),
    carriesBack
  }));
  for (let step = 0; step < steps; ++step) {
    tf.tidy(() => {
      for (const {x, w, d, carriesBack} of matrices) {
        tf.matMul(x, w);
        tf.matMul(tf.transpose(x), d);
        if (carriesBack) tf.matMul(d, tf.transpose(w));
      }
    });
  }
  for (const {x, w, d} of matrices) tf.dispose([x, w, d]);
}
