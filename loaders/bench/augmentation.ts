import {randomLcg} from "d3-random";
import {createDistorter} from "../../src/characters/distort.js";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {train} from "../../src/training/train.js";
import {WASM} from "../paths.js";
import {makeTraining} from "./epoch.js";
import {median, type Result, type Say} from "./result.js";

const [ROUNDS, TARGET] = [5, 0.25];

/** Measures the share of an epoch of the documents' network, on 30,000 images, that distorting the images takes. */
export async function benchAugmentation(say: Say): Promise<Result> {
  await startBackend(WASM);
  const model = createAnn(1);
  const [epochs, distortions]: [number[], number[]] = [[], []];
  let distorting = 0;
  await train(
    model,
    {training: makeTraining(randomLcg(1))},
    {epochs: ROUNDS, batchSize: 128, learningRate: 0.001, seed: 1},
    {
      augment: (random) => {
        const start = performance.now();
        const distort = createDistorter(random);
        distorting += performance.now() - start;
        return (image, target) => {
          const begun = performance.now();
          distort(image, target);
          distorting += performance.now() - begun;
        };
      },
      onEpoch: ({epoch, seconds}) => {
        say(`an epoch with distortion, round ${epoch + 1} of ${ROUNDS}`);
        epochs.push(seconds);
        distortions.push(distorting / 1000 / seconds);
        distorting = 0;
      }
    }
  );
  model.dispose();
  const judged = median(distortions);
  return {
    name: "augmentation",
    figures: `an epoch of 30,000 distorted images takes ${median(epochs).toFixed(2)} s (medians of ${ROUNDS})`,
    judged,
    target: `≤ ${TARGET} of it for the distortion`,
    holds: judged <= TARGET
  };
}
