import type {LayersModel} from "@tensorflow/tfjs";
import {createAnn} from "./ann.js";
import {createCnn} from "./cnn.js";
import {MODEL_TITLES} from "./modelTitles.js";

/** Every model that can be trained: its name on the command line, and how to make it from a seed. */
export const MODELS: Readonly<Record<string, {title: string; create: (seed: number) => LayersModel}>> = {
  ann: {title: MODEL_TITLES.ann, create: createAnn},
  cnn: {title: MODEL_TITLES.cnn, create: (seed) => createCnn(seed)}
};
