import type {LayersModel} from "@tensorflow/tfjs";
import {createAnn} from "./architectures/ann.js";
import {createBlstm} from "./architectures/blstm.js";
import {createCnn} from "./architectures/cnn.js";
import {createLenet5, lenet5Masks} from "./architectures/lenet5.js";
import {MODEL_TITLES} from "./modelTitles.js";
import {createSimard} from "./architectures/simard.js";

/** A network that can be trained, given a seed and a number of classes. */
export interface TrainableModel {
  readonly title: (classes: number) => string;
  readonly create: (seed: number, classes: number) => LayersModel;
  /** Which weights are trained, by name, [weight's shape]: 0 for those that stay as created. By default, all are. */
  readonly masks?: (classes: number) => Readonly<Record<string, Float32Array>>;
}

/** Every network that can be trained, by its name on the command line. */
export const MODELS: Readonly<Record<string, TrainableModel>> = {
  ann: {title: MODEL_TITLES.ann, create: createAnn},
  cnn: {title: MODEL_TITLES.cnn, create: (seed, classes) => createCnn(seed, classes)},
  "lenet-5": {title: MODEL_TITLES["lenet-5"], create: createLenet5, masks: lenet5Masks},
  blstm: {title: MODEL_TITLES.blstm, create: (seed, classes) => createBlstm(seed, classes)},
  simard: {title: MODEL_TITLES.simard, create: createSimard}
};
