import type {LayersModel} from "@tensorflow/tfjs";
import {createAnn} from "./ann.js";
import {createCnn} from "./cnn.js";
import {MODEL_TITLES} from "./modelTitles.js";

/**
 * Every network that can be trained, by its name on the command line, with a function from a seed and a number of
 * classes.
 */
export const MODELS: Readonly<
  Record<string, {title: (classes: number) => string; create: (seed: number, classes: number) => LayersModel}>
> = {
  ann: {title: MODEL_TITLES.ann, create: createAnn},
  cnn: {title: MODEL_TITLES.cnn, create: (seed, classes) => createCnn(seed, classes)}
};
