import {randomLcg} from "d3-random";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {createCnn} from "../../../src/readers/network/architectures/cnn.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {train} from "../../../src/training/train.js";
import {loadKernels} from "../../kernels.js";
import {WASM} from "../../paths.js";
import {makeTraining} from "../epoch.js";
import {median} from "../result.js";

// A process of its own: MODEL IMAGES UNITS, of which the cnn takes no units. Prints the seconds that an epoch takes.

/** Of these epochs the median counts: the first one also compiles. */
const EPOCHS = 3;

const [name, images, units] = process.argv.slice(2);
await startBackend(WASM);
const model = name === "cnn" ? createCnn(1) : createAnn(1, undefined, {units: Number(units)});
const seconds: number[] = [];
const settings = {epochs: EPOCHS, batchSize: 128, learningRate: 0.001, seed: 1};
await train(model, {training: makeTraining(randomLcg(1), Number(images))}, settings, {
  kernels: await loadKernels(),
  onEpoch: (epoch) => void seconds.push(epoch.seconds)
});
process.stdout.write(`${median(seconds)}\n`);
