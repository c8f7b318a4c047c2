import {randomLcg} from "d3-random";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../src/readers/network/backend.js";
import type {Augmentation} from "../../src/training/distortion/augmentation.js";
import {train} from "../../src/training/train.js";
import {loadKernels} from "../kernels.js";
import {WASM} from "../paths.js";
import {makeTraining} from "./epoch.js";
import {median, type Result, type Say} from "./result.js";

const [ROUNDS, TARGET] = [7, 0.1];

/**
 * Measures the share of an epoch of the documents' network, on 30,000 images on one core, that distorting the images takes:
 * epochs with and without distortion take turns.
 */
export async function benchAugmentation(say: Say): Promise<Result> {
  await startBackend(WASM);
  const training = makeTraining(randomLcg(0.1));
  const kernels = await loadKernels();
  const seconds = {plain: [] as number[], distorted: [] as number[]};
  const trainOnce = async (augment: Augmentation | undefined): Promise<number> => {
    const model = createAnn(1);
    const settings = {epochs: 1, batchSize: 128, learningRate: 0.001, seed: 1};
    const {history} = await train(model, {training}, settings, {kernels, augment});
    model.dispose();
    return history[0]!.seconds;
  };
  for (let round = 1; round <= ROUNDS; ++round) {
    say(`an epoch with and one without distortion, round ${round} of ${ROUNDS}`);
    seconds.plain.push(await trainOnce(undefined));
    seconds.distorted.push(await trainOnce("constant"));
  }
  const [plain, distorted] = [median(seconds.plain), median(seconds.distorted)];
  const judged = 1 - plain / distorted;
  return {
    name: "augmentation",
    figures:
      `an epoch of 30,000 images takes ${plain.toFixed(2)} s, with distortion ${distorted.toFixed(2)} s ` +
      `(medians of ${ROUNDS})`,
    judged,
    target: `≤ ${TARGET} of it for the distortion`,
    holds: judged <= TARGET
  };
}
