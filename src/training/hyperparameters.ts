import {fullDistortion, type Augmentation} from "./distortion/augmentation.js";
import type {TrainingSettings} from "./settings.js";

/** Returns the training settings as `run.json` stores them. */
export function describeHyperparameters(
  {epochs, batchSize, learningRate, schedule = "constant", patience, averaging}: TrainingSettings,
  augment: Augmentation | undefined
): Record<string, unknown> {
  return {
    optimizer: "adam",
    loss: "categorical cross-entropy",
    epochs,
    batchSize,
    learningRate,
    schedule,
    augmentation: augment ? {how: augment, ...fullDistortion(augment)} : "none",
    ...(patience && {patience}),
    ...(averaging !== undefined && {averaging})
  };
}
