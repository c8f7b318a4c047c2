import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {loadKernels} from "../../loaders/kernels.js";
import {WASM} from "../../loaders/paths.js";
import {trainingThreads} from "../../loaders/training/threads.js";
import {normalize, PIXELS} from "../../src/ink/image/grid.js";
import type {Digits} from "../../src/characters/digits.js";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../src/readers/network/backend.js";
import type {Workers} from "../../src/training/crew/crew.js";
import {makeDigits} from "./makeDigits.js";
import {train, type TrainingOptions, type TrainingProgress, type TrainingState} from "../../src/training/train.js";

let kernels: WebAssembly.Module;
beforeAll(async () => {
  await startBackend(WASM);
  kernels = await loadKernels();
});

/** A network of one layer: enough to test training. */
function createSmall(seed: number): tf.LayersModel {
  const kernelInitializer = tf.initializers.glorotUniform({seed: 1 + seed});
  return tf.sequential({
    layers: [
      tf.layers.dense({units: 10, inputShape: [PIXELS], kernelInitializer}),
      tf.layers.activation({activation: "softmax"})
    ]
  });
}

const training = makeDigits(90, 0.1);
const validation = makeDigits(40, 0.2);
const settings = {epochs: 4, batchSize: 32, learningRate: 0.003, seed: 1};

/** Trains a small network from its seed, and frees it. */
async function trainSmall(
  changes: Partial<typeof settings> = {},
  options: TrainingOptions = {}
): Promise<TrainingState> {
  const model = createSmall(3);
  try {
    return await train(model, {training, validation}, {...settings, ...changes}, {kernels, ...options});
  } finally {
    model.dispose();
  }
}

function flatWeights(model: tf.LayersModel): Float32Array {
  return Float32Array.from(model.getWeights().flatMap((weight) => [...weight.dataSync()]));
}

/** Returns the mean loss and accuracy of a model by TensorFlow.js's own metrics, which are Keras's. */
function kerasMetrics(model: tf.LayersModel, {images, labels, length}: Digits): {loss: number; accuracy: number} {
  return tf.tidy(() => {
    const target = tf.oneHot(tf.tensor1d(labels!, "int32"), 10).toFloat();
    const output = model.predict(tf.tensor(normalize(images), [length, PIXELS])) as tf.Tensor;
    return {
      loss: tf.metrics.categoricalCrossentropy(target, output).mean().dataSync()[0]!,
      accuracy: tf.metrics.categoricalAccuracy(target, output).mean().dataSync()[0]!
    };
  });
}

describe("train(model, {training, validation}, settings)", () => {
  it("lowers the loss, and learns to classify", async () => {
    const {history} = await trainSmall({epochs: 12});
    const losses = history.map(({loss}) => loss);
    expect(losses[0]).toBeGreaterThan(1.5); // near ln 10 = 2.3, the loss of guessing
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 3);
    expect(history.at(-1)!.val_accuracy).toBeGreaterThan(0.9);
  });

  it("records every epoch from 0, with its learning rate and seconds", async () => {
    const {history} = await trainSmall({epochs: 3});
    expect(history.map(({epoch}) => epoch)).toEqual([0, 1, 2]);
    for (const {learning_rate, seconds} of history) {
      expect(learning_rate).toBe(0.003);
      expect(seconds).toBeGreaterThan(0);
    }
  });

  it("gives bit-identical weights for the same seed", async () => {
    expect((await trainSmall()).weights).toEqual((await trainSmall()).weights);
  });

  it("gives different weights for another seed, which changes the order of the images", async () => {
    expect((await trainSmall({seed: 2})).weights).not.toEqual((await trainSmall()).weights);
  });

  it("shuffles the images differently in each epoch", async () => {
    const weights = new Float32Array(7850);
    const {history} = await trainSmall({epochs: 1});
    const zeros = () => new Float32Array(7850);
    const fresh = () => ({weights, adam: {m: zeros(), v: zeros(), step: 0}});
    const first = await trainSmall({epochs: 1}, {from: {...fresh(), history: []}});
    const second = await trainSmall({epochs: 2}, {from: {...fresh(), history}});
    expect([first.history.length, second.history.length]).toEqual([1, 2]);
    expect(second.weights).not.toEqual(first.weights);
  });

  it.each([1, 2, 3])("resumes from the state after epoch %i to bit-identical weights", async (epoch) => {
    const states: TrainingState[] = [];
    const whole = await trainSmall({}, {onEpoch: (_, state) => void states.push(structuredClone(state))});
    const from = structuredClone(states[epoch - 1]!);
    const resumed = await trainSmall({}, {from});
    expect(resumed.weights).toEqual(whole.weights);
    expect(resumed.adam).toEqual(whole.adam);
    const figures = ({history}: TrainingState) => history.map((record) => ({...record, seconds: 0}));
    expect(figures(resumed)).toEqual(figures(whole));
    expect(from).toEqual(states[epoch - 1]); // the given state is unchanged
  });

  it("does nothing if the state already has all epochs", async () => {
    const whole = await trainSmall();
    const model = createSmall(99);
    const again = await train(model, {training, validation}, settings, {from: whole, kernels});
    expect(again).toEqual(whole);
    expect(flatWeights(model)).toEqual(whole.weights);
    model.dispose();
  });

  it("assigns the returned weights to the model", async () => {
    const model = createAnn(1);
    const {weights} = await train(model, {training}, {...settings, epochs: 1}, {kernels});
    expect(flatWeights(model)).toEqual(weights);
    model.dispose();
  });

  it("trains on Keras's categorical cross-entropy: a single batch has the untrained model's loss", async () => {
    const model = createAnn(4);
    const before = kerasMetrics(model, training);
    const {history} = await train(model, {training}, {...settings, epochs: 1, batchSize: 90}, {kernels});
    expect(history[0]!.loss).toBeCloseTo(before.loss, 5);
    expect(history[0]!.accuracy).toBeCloseTo(before.accuracy, 6);
    model.dispose();
  });

  it("averages over images, not over steps, when the last step is smaller", async () => {
    const model = createSmall(3);
    const still = kerasMetrics(model, training);
    // With a learning rate of 0, the weights stay the same. Steps: 32, 32 and 26 images.
    const {history} = await train(model, {training}, {...settings, epochs: 1, learningRate: 0}, {kernels});
    expect(history[0]!.loss).toBeCloseTo(still.loss, 5);
    expect(history[0]!.accuracy).toBeCloseTo(still.accuracy, 6);
    model.dispose();
  });

  it("evaluates the validation split after the epoch, as Keras does", async () => {
    const model = createAnn(4);
    const {history} = await train(model, {training, validation}, {...settings, epochs: 2}, {kernels});
    const after = kerasMetrics(model, validation);
    expect(history[1]!.val_loss).toBeCloseTo(after.loss, 5);
    expect(history[1]!.val_accuracy).toBeCloseTo(after.accuracy, 6);
    expect(history[0]!.val_loss).not.toBeCloseTo(after.loss, 3);
    model.dispose();
  });

  it("records NaN without a validation split", async () => {
    const model = createSmall(3);
    const {history} = await train(model, {training}, {...settings, epochs: 1}, {kernels});
    expect([history[0]!.val_loss, history[0]!.val_accuracy]).toEqual([NaN, NaN]);
    model.dispose();
  });

  it("takes one Adam step along the mean gradient, as computed by hand", async () => {
    const model = createSmall(3);
    const [kernel, bias] = model.getWeights().map((weight) => weight.dataSync().slice());
    const {weights} = await train(model, {training}, {...settings, epochs: 1, batchSize: 90}, {kernels});
    // For softmax and cross-entropy, the gradient of bias c is the mean of p(c) − [label is c].
    const gradient = new Float64Array(10);
    for (let i = 0; i < 90; ++i) {
      const pixels = normalize(training.images.subarray(i * PIXELS, (i + 1) * PIXELS));
      const scores = Array.from({length: 10}, (_, c) =>
        pixels.reduce((sum, v, p) => sum + v * kernel![p * 10 + c]!, bias![c]!)
      );
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      scores.forEach(
        (score, c) => (gradient[c]! += (Math.exp(score) / total - Number(c === training.labels![i])) / 90)
      );
    }
    // Adam's first step in Keras's form: α g / (|g| + ε̂ / √0.001).
    const steps = gradient.map((g) => (-0.003 * g) / (Math.abs(g) + 1e-7 / Math.sqrt(0.001)));
    weights.slice(7840).forEach((w, c) => expect(w - bias![c]!).toBeCloseTo(steps[c]!, 6));
    model.dispose();
  });

  it("reports each step", async () => {
    const steps: TrainingProgress[] = [];
    const {history} = await trainSmall({epochs: 2}, {onStep: (progress) => steps.push(progress)});
    const of = (epoch: number) => [1, 2, 3].map((step) => ({epoch, step, steps: 3})); // ⌈90 / 32⌉
    expect(steps.map(({epoch, step, steps: n}) => ({epoch, step, steps: n}))).toEqual([...of(0), ...of(1)]);
    // The means over the images of an epoch are those of its batches of 32, 32 and 26.
    const sizes = [32, 32, 26];
    for (const key of ["loss", "accuracy"] as const) {
      const mean = steps.slice(0, 3).reduce((sum, progress, i) => sum + progress[key] * sizes[i]!, 0) / 90;
      expect(mean).toBeCloseTo(history[0]![key], 10);
    }
  });

  it("waits for onEpoch", async () => {
    const events: string[] = [];
    await trainSmall(
      {epochs: 2},
      {
        onStep: ({epoch, step}) => events.push(`step ${epoch}.${step}`),
        onEpoch: async ({epoch}) => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          events.push(`saved ${epoch}`);
        }
      }
    );
    expect(events).toEqual([
      "step 0.1",
      "step 0.2",
      "step 0.3",
      "saved 0",
      "step 1.1",
      "step 1.2",
      "step 1.3",
      "saved 1"
    ]);
  });

  it.each([1000, 1e12, Infinity])(
    "throws, with advice, when the loss grows absurd: at a rate of %d",
    async (learningRate) => {
      await expect(trainSmall({learningRate})).rejects.toThrow(
        /^the loss grew from 2\.\d to (\d+|\de\d+|infinity) in epoch 1: try a learning rate of 0\.001$/
      );
    }
  );

  it("does not call onEpoch for an epoch whose last step broke the weights", async () => {
    const epochs: number[] = [];
    const broken = trainSmall({learningRate: Infinity, batchSize: 90}, {onEpoch: ({epoch}) => void epochs.push(epoch)});
    await expect(broken).rejects.toThrow(RangeError);
    expect(epochs).toEqual([]);
  });

  it("stops on its signal, with the signal's reason", async () => {
    const [controller, reason] = [new AbortController(), new Error("enough")];
    const steps: number[] = [];
    const stopped = trainSmall(
      {},
      {
        signal: controller.signal,
        onStep: ({epoch, step}) => {
          steps.push(epoch * 3 + step);
          if (steps.length === 5) controller.abort(reason);
        }
      }
    );
    await expect(stopped).rejects.toBe(reason);
    expect(steps).toEqual([1, 2, 3, 4, 5]);
    await expect(trainSmall({}, {signal: AbortSignal.abort(reason)})).rejects.toBe(reason);
  });

  it("refuses a model that does not end with a separate softmax, and digits without labels", async () => {
    const model = tf.sequential({layers: [tf.layers.dense({units: 10, inputShape: [PIXELS], activation: "softmax"})]});
    await expect(train(model, {training}, settings)).rejects.toThrow(
      new TypeError("training expects a softmax layer at the end of the model, not Dense")
    );
    model.dispose();
    const unlabeled = {length: training.length, images: training.images};
    const small = createSmall(1);
    for (const data of [{training: unlabeled}, {training, validation: unlabeled}]) {
      await expect(train(small, data, settings)).rejects.toThrow(new TypeError("training and validation need labels"));
    }
    small.dispose();
  });

  it("leaks no tensors when it ends, fails or is stopped", async () => {
    await trainSmall({epochs: 1});
    const before = tf.memory().numTensors;
    await trainSmall({epochs: 2});
    await trainSmall({learningRate: Infinity}).catch(() => undefined);
    await trainSmall({}, {signal: AbortSignal.abort()}).catch(() => undefined);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("train(model, data, settings, {augment})", () => {
  it("learns from distorted images, which are others in each epoch", async () => {
    // With a learning rate of 0 the loss depends on the images alone.
    const still = {epochs: 3, learningRate: 0};
    const plain = (await trainSmall(still)).history.map(({loss}) => loss);
    const distorted = (await trainSmall(still, {augment: "constant"})).history.map(({loss}) => loss);
    expect(new Set(plain.map((loss) => loss.toFixed(9))).size).toBe(1);
    expect(new Set([...plain, ...distorted].map((loss) => loss.toFixed(9))).size).toBe(4);
  });

  it("gives bit-identical weights for one seed, even resumed, with distortions and dropout", async () => {
    const create = () => {
      const model = tf.sequential({
        layers: [
          tf.layers.dense({
            units: 12,
            inputShape: [PIXELS],
            activation: "relu",
            kernelInitializer: tf.initializers.heNormal({seed: 5})
          }),
          tf.layers.dropout({rate: 0.5}),
          tf.layers.dense({units: 10, kernelInitializer: tf.initializers.heNormal({seed: 6})}),
          tf.layers.activation({activation: "softmax"})
        ]
      });
      return model;
    };
    const states: TrainingState[] = [];
    const run = async (options: TrainingOptions) => {
      const model = create();
      const {weights} = await train(
        model,
        {training, validation},
        {...settings, schedule: "one-cycle"},
        {augment: "constant", kernels, ...options}
      );
      model.dispose();
      return weights;
    };
    const whole = await run({onEpoch: (_, state) => void states.push(structuredClone(state))});
    expect(await run({})).toEqual(whole);
    expect(await run({from: states[1]})).toEqual(whole);
  });
});

describe("train(model, data, {patience})", () => {
  it("ends after that many epochs without a lower validation loss, with the weights of the best epoch", async () => {
    // The validation labels are wrong, so learning raises the validation loss.
    const wrong = {...validation, labels: validation.labels!.map((label) => (label + 1) % 10)};
    const states: TrainingState[] = [];
    const model = createSmall(3);
    const {history} = await train(
      model,
      {training, validation: wrong},
      {...settings, epochs: 50, patience: 3},
      {kernels, onEpoch: (_, state) => void states.push(structuredClone(state))}
    );
    const losses = history.map(({val_loss}) => val_loss);
    const best = losses.indexOf(Math.min(...losses));
    expect(history).toHaveLength(best + 1 + 3);
    expect(flatWeights(model)).toEqual(states[best]!.weights);
    model.dispose();
  });
});

describe("train(model, data, {averaging})", () => {
  const averaging = {...settings, averaging: 0.9};

  it("validates and keeps the averaged weights, and goes on with the others", async () => {
    const states: TrainingState[] = [];
    const model = createSmall(3);
    const state = await train(model, {training, validation}, averaging, {
      kernels,
      onEpoch: (_, reached) => void states.push(structuredClone(reached))
    });
    expect(flatWeights(model)).toEqual(state.averaged);
    expect(state.averaged).not.toEqual(state.weights);
    expect(state.weights).toEqual((await trainSmall()).weights);
    const kept = kerasMetrics(model, validation);
    expect(state.history.at(-1)!.val_loss).toBeCloseTo(kept.loss, 5);
    expect(state.history.at(-1)!.val_accuracy).toBeCloseTo(kept.accuracy, 6);
    model.dispose();

    for (const from of states) {
      const resumed = createSmall(9);
      expect((await train(resumed, {training, validation}, averaging, {kernels, from})).averaged).toEqual(
        state.averaged
      );
      expect(flatWeights(resumed)).toEqual(state.averaged);
      resumed.dispose();
    }
  });

  it("keeps the averaged weights of the best epoch with patience", async () => {
    const wrong = {...validation, labels: validation.labels!.map((label) => (label + 1) % 10)};
    const states: TrainingState[] = [];
    const model = createSmall(3);
    const {history} = await train(
      model,
      {training, validation: wrong},
      {...averaging, epochs: 50, patience: 2},
      {kernels, onEpoch: (_, state) => void states.push(structuredClone(state))}
    );
    expect(flatWeights(model)).toEqual(states[history.length - 1 - 2]!.averaged);
    model.dispose();
  });
});

describe("train(model, data, settings, {workers})", () => {
  it.each([
    ["shared memory", true],
    ["messages", false]
  ])("gives the same weights and figures on 1, 2 and 4 cores, over %s", async (_, canShare) => {
    const run = async (cores: number) => {
      const workers = {...(await trainingThreads(cores)), canShare};
      const {history, ...state} = await trainSmall({epochs: 3}, {workers, augment: "fading"});
      return {...state, history: history.map((record) => ({...record, seconds: 0}))};
    };
    const alone = await run(1);
    expect(await run(2)).toEqual(alone);
    expect(await run(4)).toEqual(alone);
  });

  it("ends all of them when it ends, is stopped, or fails", async () => {
    let running = 0;
    const threads = await trainingThreads(4);
    const workers: Workers = {
      ...threads,
      start(listener) {
        ++running;
        const onEnd = (reason: Error) => {
          --running;
          listener.onEnd(reason);
        };
        return threads.start({...listener, onEnd});
      }
    };
    await trainSmall({epochs: 1}, {workers});
    await expect.poll(() => running).toBe(0);

    const [stopping, reason] = [new AbortController(), new Error("enough")];
    const onStep = ({epoch}: TrainingProgress) => void (epoch === 1 && stopping.abort(reason));
    await expect(trainSmall({}, {workers, signal: stopping.signal, onStep})).rejects.toBe(reason);
    await expect.poll(() => running).toBe(0);

    await expect(trainSmall({learningRate: 1e12}, {workers})).rejects.toThrow(RangeError);
    await expect.poll(() => running).toBe(0);
  });
});
