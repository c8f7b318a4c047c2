import {createHash} from "node:crypto";
import {randomLcg} from "d3-random";
import type {Digits} from "../../../src/characters/digits.js";
import type {LearnedState, TrainingJob} from "../../../src/training/engine/job.js";
import type {NetworkPlan} from "../../../src/training/engine/networkPlan.js";
import {createSteps, type StepResult} from "../../../src/training/engine/steps.js";
import {createExchanges} from "./exchanges.js";
import {makeDigits} from "../makeDigits.js";

/** Two small networks with dropout, and how many weights they have. */
export const NETWORKS = {
  dense: {
    plan: {
      layers: [
        {kind: "dense", inputs: 784, units: 5, activation: "relu"},
        {kind: "dropout", inputs: 5, rate: 0.3},
        {kind: "dense", inputs: 5, units: 10, activation: "linear"}
      ]
    },
    weights: 784 * 5 + 5 + 50 + 10
  },
  convolution: {
    plan: {
      layers: [
        {kind: "convolution", height: 28, width: 28, channels: 1, filters: 3, size: 5, stride: 3, padding: "valid", activation: "tanh"}, // prettier-ignore
        {kind: "maxPooling", height: 8, width: 8, channels: 3, size: 2},
        {kind: "dropout", inputs: 48, rate: 0.5},
        {kind: "dense", inputs: 48, units: 10, activation: "linear"}
      ]
    },
    weights: 75 + 3 + 480 + 10
  }
} as const satisfies Record<string, {readonly plan: NetworkPlan; readonly weights: number}>;

/** Returns *count* random weights, and moments as before the first step. */
export function untrained(count: number, seed = 0.3): LearnedState {
  const random = randomLcg(seed);
  const zeros = () => new Float32Array(count);
  const weights = Float32Array.from({length: count}, () => 0.2 * (random() - 0.5));
  return {weights, adam: {m: zeros(), v: zeros(), step: 0}};
}

export interface JobChanges {
  readonly network?: keyof typeof NETWORKS;
  readonly training?: Digits;
  readonly settings?: Partial<TrainingJob["settings"]>;
  readonly augment?: TrainingJob["augment"];
}

/** Returns the job to train one of `NETWORKS` on 21 images: two epochs in batches of 8, the last one of 5. */
export function makeJob({network = "dense", training = makeDigits(21, 0.1), settings, augment}: JobChanges = {}) {
  const {plan, weights} = NETWORKS[network];
  const job: TrainingJob = {
    network: plan,
    training,
    settings: {epochs: 2, batchSize: 8, learningRate: 0.01, seed: 1, ...settings},
    augment,
    start: untrained(weights),
    trained: 0
  };
  return job;
}

/**
 * Takes the epochs of *job* up to *end*, on *size* workers that share one thread, and resolves to what each of them has
 * learned and was told.
 */
export function takeTogether(
  job: TrainingJob,
  size: number,
  module: WebAssembly.Module | undefined,
  end = job.settings.epochs
): Promise<{learned: LearnedState; results: StepResult[]}[]> {
  return Promise.all(
    createExchanges(size).map(async (exchange) => {
      const steps = createSteps(job, exchange, module);
      const results: StepResult[] = [];
      for (let epoch = job.trained; epoch < end; ++epoch)
        await steps.takeEpoch(epoch, (result) => void results.push(result));
      return {learned: steps.learned(), results};
    })
  );
}

/** Returns the SHA-256 of all bits that were learned. */
export function hashOf({weights, adam, averaged}: LearnedState): string {
  const hash = createHash("sha256").update(String(adam.step));
  for (const array of [weights, adam.m, adam.v, averaged]) if (array) hash.update(new Uint8Array(array.buffer));
  return hash.digest("hex");
}
