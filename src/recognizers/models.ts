import type {LayersModel} from "@tensorflow/tfjs";
import {createAnn} from "./ann.js";
import {createCnn} from "./cnn.js";

/** Every model that can be trained: its name on the command line, and how to make it from a seed. */
export const MODELS: Readonly<Record<string, {title: string; create: (seed: number) => LayersModel}>> = {
  ann: {title: "784–128–128–10", create: createAnn},
  cnn: {title: "Convolutional network, 16–64–128–10", create: (seed) => createCnn(seed)}
};
