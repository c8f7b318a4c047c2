import {correctedRate} from "../../kernels/plain/adam.js";
import {randomStream, streamKey} from "../../randomStream.js";
import type {Exchange} from "../crew/exchange.js";
import {learningRateAt} from "./schedule.js";
import {shuffledOrder} from "./shuffledOrder.js";
import {planInputs, type Inputs} from "./inputs.js";
import type {LearnedState, TrainingJob} from "./job.js";
import {createEngine, type Engine} from "./network.js";
import {largestShard, SHARDS, shardStart, sumShards} from "./shards.js";

/** How well the network did on the images of a step, before it learned from them. */
export interface StepResult {
  /** From 0. */
  readonly epoch: number;
  /** From 1 to *steps*. */
  readonly step: number;
  readonly steps: number;
  readonly images: number;
  /** The sum of the images' cross-entropies, in nats. */
  readonly loss: number;
  readonly correct: number;
  readonly learningRate: number;
}

/** A training's steps, as each of its workers takes them. */
export interface Steps {
  /** Takes the steps of an *epoch*, from 0; calls and awaits *onStep* after each. */
  takeEpoch(epoch: number, onStep?: (result: StepResult) => void | Promise<void>): Promise<void>;
  /** Returns the weights to be used: the averaged ones if there are any. */
  weights(): Float32Array;
  learned(): LearnedState;
  /** Returns the probabilities, [n × classes], of *images*, [n × inputs] in [0, 1], by these weights. */
  answer(images: Float32Array): Float32Array;
}

/** The numbers that travel with the gradients: for each shard its loss and how many answers were right. */
export const FIGURES = 2 * SHARDS;

/** The arrays of an engine beside its weights: Adam's moments, averaged weights, and sums of gradients. */
const [M, V, AVERAGED, SUMS] = [0, 1, 2, 3];
const ARRAYS = SUMS + Math.log2(SHARDS) + 1;

/**
 * Returns the steps of a training as the worker of *exchange*'s rank takes them: it computes the gradients of its own shards
 * of each batch, and makes the same step as all others with the sum of all. The same job gives the same weights, whatever
 * the number of workers, with the compiled kernels of *module* or without.
 */
export function createSteps(job: TrainingJob, exchange: Exchange, module: WebAssembly.Module | undefined): Steps {
  const {network, training, settings, augment, start} = job;
  const {epochs, batchSize, learningRate, schedule = "constant", seed, averaging} = settings;
  const labels = training.labels!;
  const most = largestShard(Math.min(batchSize, labels.length));
  let inputs!: Inputs;
  const engine = createEngine(network, {
    most,
    arrays: ARRAYS,
    module,
    plan: (take) => (inputs = planInputs(training, {augment, epochs, seed}, most, take))
  });
  const {kernels, arrays, weights, size} = engine;
  const averaged = averaging === undefined ? undefined : arrays[AVERAGED]!;
  putLearned(engine, start, averaged);
  engine.prepare();
  const total = arrays[SUMS]!;
  const sums = kernels.numbers.subarray(total, total + size);
  const figures = new Float64Array(FIGURES);
  const steps = Math.ceil(labels.length / batchSize);
  const own = SHARDS / exchange.size;
  let taken = start.adam.step;

  /** Computes the gradients of a shard of *batch*, which begins at *position* of the epoch's order. */
  function learnShard(batch: Uint32Array, position: number, place: readonly [epoch: number, step: number]) {
    return (shard: number, into: number): void => {
      const array = arrays[SUMS + into]!;
      const from = shardStart(batch.length, shard);
      const indices = batch.subarray(from, shardStart(batch.length, shard + 1));
      if (!indices.length) return void kernels.numbers.fill(0, array, array + size);
      inputs.write(kernels, indices, position + from, engine.input);
      const key = streamKey(seed, "dropout", ...place, shard);
      const examples = {labels: Uint8Array.from(indices, (index) => labels[index]!), total: batch.length, key};
      const {loss, correct} = engine.learn(examples, array);
      figures[2 * shard] = loss;
      figures[2 * shard + 1] = correct;
    };
  }

  const add = (to: number, from: number) => kernels.add(arrays[SUMS + to]!, arrays[SUMS + from]!, size);

  /** Moves the weights along the sum of gradients. */
  function move(rate: number): void {
    ++taken;
    kernels.adam({weights, m: arrays[M]!, v: arrays[V]!, gradients: total}, size, correctedRate(rate, taken));
    engine.prepare();
    // The first steps count more, or the weights from which training began would long be felt.
    if (averaged !== undefined) kernels.approach(averaged, weights, size, Math.max(1 - averaging!, 1 / (1 + taken)));
  }

  return {
    async takeEpoch(epoch, onStep) {
      const order = shuffledOrder(labels.length, randomStream(seed, "order", epoch));
      inputs.begin(kernels, epoch);
      for (let step = 0; step < steps; ++step) {
        const position = step * batchSize;
        const batch = order.subarray(position, position + batchSize);
        figures.fill(0);
        sumShards({first: exchange.rank * own, count: own, into: 0}, learnShard(batch, position, [epoch, step]), add);
        await exchange.allReduce(sums, figures);
        let [loss, correct] = [0, 0];
        for (let shard = 0; shard < SHARDS; ++shard) {
          loss += figures[2 * shard]!;
          correct += figures[2 * shard + 1]!;
        }
        const rate = learningRateAt(schedule, epoch * steps + step, epochs * steps, learningRate);
        move(rate);
        await onStep?.({epoch, step: step + 1, steps, images: batch.length, loss, correct, learningRate: rate});
      }
    },
    weights: () => engine.read(averaged ?? weights),
    learned: () => ({
      weights: engine.read(weights),
      adam: {m: engine.read(arrays[M]!), v: engine.read(arrays[V]!), step: taken},
      averaged: averaged === undefined ? undefined : engine.read(averaged)
    }),
    answer: (images) => engine.answer(images, averaged)
  };
}

/** Puts what is learned into an engine's memory. */
function putLearned(
  engine: Engine,
  {weights, adam, averaged = weights}: LearnedState,
  average: number | undefined
): void {
  engine.write(weights, engine.weights);
  engine.write(adam.m, engine.arrays[M]!);
  engine.write(adam.v, engine.arrays[V]!);
  if (average !== undefined) engine.write(averaged, average);
}
