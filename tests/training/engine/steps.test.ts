import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {loadKernels} from "../../../loaders/kernels.js";
import {normalize, PIXELS} from "../../../src/ink/image/grid.js";
import {ALONE} from "../../../src/training/crew/exchange.js";
import {AUGMENTATIONS} from "../../../src/training/distortion/augmentation.js";
import type {TrainingJob} from "../../../src/training/engine/job.js";
import {SCHEDULES} from "../../../src/training/engine/schedule.js";
import {createSteps} from "../../../src/training/engine/steps.js";
import {makeDigits} from "../makeDigits.js";
import {hashOf, makeJob, NETWORKS, takeTogether, untrained} from "./jobs.js";

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadKernels();
});

describe("createSteps(job, exchange, module) gives the same bits", () => {
  const jobs = fc
    .record({
      network: fc.constantFrom(...(Object.keys(NETWORKS) as (keyof typeof NETWORKS)[])),
      training: fc.integer({min: 1, max: 20}).map((n) => makeDigits(n, 0.1)),
      settings: fc.record({
        batchSize: fc.integer({min: 2, max: 25}),
        seed: fc.nat(),
        schedule: fc.constantFrom(...SCHEDULES),
        averaging: fc.constantFrom(undefined, 0.5, 0.99)
      }),
      augment: fc.constantFrom(undefined, ...AUGMENTATIONS)
    })
    .map(makeJob);

  it("for one, two, four and eight workers, whatever the batches", async () => {
    await fc.assert(
      fc.asyncProperty(jobs, async (job) => {
        const [alone] = await takeTogether(job, 1, module);
        for (const size of [2, 4, 8]) {
          for (const {learned, results} of await takeTogether(job, size, module)) {
            expect(hashOf(learned)).toBe(hashOf(alone!.learned));
            expect(results).toEqual(alone!.results);
          }
        }
      }),
      {numRuns: 8}
    );
  });

  it("without compiled kernels", async () => {
    await fc.assert(
      fc.asyncProperty(jobs, fc.constantFrom(1, 2, 4), async (job, size) => {
        const [compiled, plain] = await Promise.all([module, undefined].map((one) => takeTogether(job, size, one)));
        expect(plain!.map(({learned}) => hashOf(learned))).toEqual(compiled!.map(({learned}) => hashOf(learned)));
        expect(plain![0]!.results).toEqual(compiled![0]!.results);
      }),
      {numRuns: 8}
    );
  });

  it("if another number of workers goes on after an epoch", async () => {
    const sizes = fc.constantFrom(1, 2, 4);
    await fc.assert(
      fc.asyncProperty(jobs, sizes, sizes, async (job, before, after) => {
        const [whole] = await takeTogether(job, 1, module);
        const [first] = await takeTogether(job, before, module, 1);
        const [second] = await takeTogether({...job, start: first!.learned, trained: 1}, after, module);
        expect(hashOf(second!.learned)).toBe(hashOf(whole!.learned));
        expect([...first!.results, ...second!.results]).toEqual(whole!.results);
      }),
      {numRuns: 15}
    );
  });

  it("for batches of 5, of which three workers in eight have no image", async () => {
    const job = makeJob({settings: {batchSize: 5}});
    const [alone, ...others] = (await Promise.all([1, 8].map((size) => takeTogether(job, size, module)))).flat();
    expect(alone!.results.map(({images}) => images)).toEqual([5, 5, 5, 5, 1, 5, 5, 5, 5, 1]);
    expect(new Set([alone!, ...others].map(({learned}) => hashOf(learned))).size).toBe(1);
  });
});

describe("createSteps(job, exchange, module)", () => {
  const hashAlone = async (job: TrainingJob) => hashOf((await takeTogether(job, 1, module))[0]!.learned);

  it("gives other weights for another seed, distortion, schedule or batch size", async () => {
    const jobs = [
      makeJob(),
      makeJob({settings: {seed: 2}}),
      makeJob({settings: {batchSize: 7}}),
      makeJob({settings: {schedule: "cosine"}}),
      ...AUGMENTATIONS.map((augment) => makeJob({augment}))
    ];
    expect(new Set(await Promise.all(jobs.map(hashAlone))).size).toBe(jobs.length);
  });

  it("learns from the images alone, not from the order in which workers compute them", async () => {
    // With a learning rate of 0, all epochs' losses are those of the first weights: without dropout, the same.
    const plan = {layers: NETWORKS.dense.plan.layers.filter(({kind}) => kind !== "dropout")};
    const job = {...makeJob({settings: {learningRate: 0, epochs: 3}}), network: plan};
    const [{results}] = (await takeTogether(job, 2, module)) as [{results: {epoch: number; loss: number}[]}];
    const losses = [0, 1, 2].map((epoch) =>
      results.filter((result) => result.epoch === epoch).reduce((sum, {loss}) => sum + loss, 0)
    );
    for (const loss of losses) expect(loss).toBeCloseTo(losses[0]!, 4);
  });

  it("takes a step along the mean gradient of all shards, the empty ones included, as computed by hand", async () => {
    // For a dense layer and a softmax, the gradient of bias c is the mean of p(c) − [label is c].
    const training = makeDigits(5, 0.1);
    const job: TrainingJob = {
      ...makeJob({training, settings: {epochs: 1}}),
      network: {layers: [{kind: "dense", inputs: PIXELS, units: 10, activation: "linear"}]},
      start: untrained(7850)
    };
    const {weights} = job.start;
    const gradients = new Float64Array(10);
    for (let i = 0; i < 5; ++i) {
      const image = normalize(training.images.subarray(i * PIXELS, (i + 1) * PIXELS));
      const scores = Array.from({length: 10}, (_, c) =>
        Math.exp(image.reduce((sum, ink, p) => sum + ink * weights[10 * p + c]!, weights[7840 + c]!))
      );
      const total = scores.reduce((sum, score) => sum + score);
      scores.forEach((score, c) => (gradients[c]! += (score / total - Number(c === training.labels![i])) / 5));
    }
    for (const {learned} of await takeTogether(job, 4, module)) {
      expect(learned.adam.step).toBe(1);
      // Adam's first moment is a tenth of the first gradient.
      learned.adam.m.slice(7840).forEach((m, c) => expect(m).toBeCloseTo(gradients[c]! / 10, 6));
    }
  });

  it("leaves masked weights as they are", async () => {
    const {plan, weights} = NETWORKS.dense;
    const mask = Float32Array.from({length: weights}, (_, i) => Number(i % 3 > 0));
    const job = {...makeJob(), network: {...plan, mask}};
    for (const {learned} of await takeTogether(job, 2, module)) {
      const moved = Array.from(learned.weights, (weight, i) => weight !== job.start.weights[i]);
      expect(moved.some((isMoved, i) => isMoved && mask[i] === 0)).toBe(false);
      expect(moved.filter(Boolean).length).toBeGreaterThan(weights / 2);
    }
  });

  it("waits for onStep before the next step", async () => {
    const events: string[] = [];
    await createSteps(makeJob(), ALONE, module).takeEpoch(0, async ({step}) => {
      events.push(`step ${step}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      events.push(`done ${step}`);
    });
    expect(events).toEqual(["step 1", "done 1", "step 2", "done 2", "step 3", "done 3"]);
  });
});

describe("createSteps(job with averaging, exchange, module)", () => {
  const settings = {epochs: 5, averaging: 0.9};

  /** Trains, and resolves to the weights before the first step and after each, and to the averages after each. */
  async function follow(job: TrainingJob): Promise<{all: Float32Array[]; averages: Float32Array[]}> {
    const steps = createSteps(job, ALONE, module);
    const all = [steps.learned().weights];
    const averages: Float32Array[] = [];
    for (let epoch = 0; epoch < job.settings.epochs; ++epoch)
      await steps.takeEpoch(epoch, () => {
        all.push(steps.learned().weights);
        averages.push(steps.learned().averaged!);
      });
    return {all, averages};
  }

  it("keeps the mean of all weights at first, later their exponential moving average", async () => {
    const {all, averages} = await follow(makeJob({settings}));
    expect(averages).toHaveLength(15);
    let average = Float64Array.from(all[0]!);
    for (const [i, got] of averages.entries()) {
      const weights = all[i + 1]!;
      // Of the first ten weights, with those that the training began with, each has the same share; then 0.9 is kept.
      average =
        i < 9
          ? average.map((_, k) => all.slice(0, i + 2).reduce((sum, one) => sum + one[k]!, 0) / (i + 2))
          : average.map((before, k) => 0.9 * before + 0.1 * weights[k]!);
      const apart = got.reduce((most, value, k) => Math.max(most, Math.abs(value - average[k]!)), 0);
      expect(apart).toBeLessThan(1e-6);
    }
    const moved = averages.at(-1)!.reduce((most, value, k) => Math.max(most, Math.abs(value - all.at(-1)![k]!)), 0);
    expect(moved).toBeGreaterThan(0.005);
  });

  it("takes the same steps as without", async () => {
    const [{learned}] = (await takeTogether(makeJob({settings: {epochs: 5}}), 1, module)) as [
      {learned: TrainingJob["start"]}
    ];
    const {all} = await follow(makeJob({settings}));
    expect(all.at(-1)).toEqual(learned.weights);
    expect(learned.averaged).toBeUndefined();
  });

  it("answers by the averaged weights, and returns them", async () => {
    const job = makeJob({settings});
    const steps = createSteps(job, ALONE, module);
    await steps.takeEpoch(0);
    const {weights, averaged} = steps.learned();
    expect(steps.weights()).toEqual(averaged);
    expect(averaged).not.toEqual(weights);
    const images = normalize(makeDigits(9, 0.6).images);
    const answersOf = (one: Float32Array) =>
      createSteps({...makeJob(), start: {...job.start, weights: one}}, ALONE, module).answer(images);
    expect(steps.answer(images)).toEqual(answersOf(averaged!));
    expect(steps.answer(images)).not.toEqual(answersOf(weights));
  });
});
