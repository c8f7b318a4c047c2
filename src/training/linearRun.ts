import * as tf from "@tensorflow/tfjs";
import {PIXELS} from "../ink/image/grid.js";
import {predictAll} from "../readers/network/networkClassifier.js";
import {fitLinearDiscriminant} from "./classical/linearDiscriminant.js";
import {fitSoftmaxRegression, type LinearModel} from "./classical/softmaxRegression.js";
import {finishModel} from "./finishModel.js";
import {kernelOf} from "./kernelOf.js";
import type {Learned, RunRequest} from "./trainRun.js";

/** The inverse strength of the penalty on the weights of softmax regression, scikit-learn's `C`. */
const C = 1;

/** Learns softmax regression. */
export async function trainSoftmaxRegression(request: RunRequest): Promise<Learned> {
  const {steps, ...fitted} = fitSoftmaxRegression(request.data.training, {classes: request.classes.length, c: C});
  const hyperparameters = {optimizer: "L-BFGS", loss: "categorical cross-entropy", c: C, steps};
  return finishLinear(request, fitted, {title: "Softmax regression", hyperparameters});
}

/** Learns linear discriminant analysis of the pixels. */
export async function trainLinearDiscriminant(request: RunRequest): Promise<Learned> {
  const fitted = fitLinearDiscriminant(request.data.training, request.classes.length);
  return finishLinear(request, fitted, {title: "Linear discriminant analysis", hyperparameters: {}});
}

/**
 * Calibrates a linear model and rounds its weights. It is saved as a network of one dense layer, so that all that shows
 * a network shows it too: its layers, and what each pixel adds to each class.
 */
async function finishLinear(
  {classes, data, settings}: RunRequest,
  fitted: LinearModel,
  {title, hyperparameters}: {title: string; hyperparameters: Record<string, unknown>}
): Promise<Learned> {
  const model = linearNetwork(fitted);
  const finished = await finishModel(model, data.validation, {seed: settings.seed, classes});
  const {saved, precision, temperature, unsureBelow} = finished;
  return {
    title,
    files: {"model.json": new TextEncoder().encode(saved.json), "weights.bin": new Uint8Array(saved.weights)},
    about: {parameters: model.countParams(), hyperparameters, temperature, unsureBelow},
    dtype: precision,
    history: [],
    kernel: kernelOf(model),
    answer: (images) => Promise.resolve({kept: predictAll(finished.model, images), before: predictAll(model, images)})
  };
}

function linearNetwork({weights, bias}: LinearModel): tf.LayersModel {
  const units = bias.length;
  const model = tf.sequential({
    name: "linear",
    layers: [
      tf.layers.dense({name: "dense_0", units, inputShape: [PIXELS], kernelInitializer: "zeros"}),
      tf.layers.activation({name: "probabilities", activation: "softmax"})
    ]
  });
  tf.tidy(() =>
    model.setWeights([
      tf.tensor(Float32Array.from(weights), [PIXELS, units]),
      tf.tensor(Float32Array.from(bias), [units])
    ])
  );
  return model;
}
