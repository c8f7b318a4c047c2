import type {LayersModel} from "@tensorflow/tfjs";
import {normalize} from "../ink/image/grid.js";
import {MODELS} from "../readers/network/models.js";
import {predictAll} from "../readers/network/networkClassifier.js";
import {FAULTS, type FaultName} from "../run/faults.js";
import {countLargest} from "../stats/accuracyCounts.js";
import {FAULTY_TRAININGS} from "./faults.js";
import {describeHyperparameters} from "./hyperparameters.js";
import {kernelOf} from "./kernelOf.js";
import {readWeights} from "./modelWeights.js";
import {train} from "./train.js";
import type {Learned, RunHooks, RunRequest} from "./trainRun.js";

/**
 * Trains one of `MODELS` with a *fault*, and counts the test images in the ways that go with it. After each epoch accuracy is
 * counted as the fault has it.
 */
export async function trainFaultyRun(
  {model: name, classes, data, settings, augment, test}: RunRequest,
  {onModel, onStart, findState, onEpoch, signal, turn, kernels, workers, onStep}: RunHooks,
  fault: FaultName
): Promise<Learned> {
  const {outputs = classes.length, spoil, ...counts} = FAULTY_TRAININGS[fault];
  const model = MODELS[name]!.create(settings.seed, outputs);
  await onModel?.(model);
  const from = await findState?.();
  await onStart?.(kernelOf(model));
  const spoiled = spoil?.(data, settings.seed) ?? data;
  const pixels = [normalize(data.training.images), normalize(data.validation.images)] as const;
  const countAccuracies = (trained: LayersModel) => {
    const {training = countLargest, validation = countLargest} = counts;
    const [seen, unseen] = pixels.map((images) => predictAll(trained, images));
    const accuracy = shareOf(training(seen!, spoiled.training.labels!, settings.seed));
    return {accuracy, val_accuracy: shareOf(validation(unseen!, spoiled.validation.labels!))};
  };
  const {history} = await train(model, spoiled, settings, {
    ...{signal, turn, kernels, workers, onStep, from, countAccuracies},
    augment,
    onEpoch: (record, reached, predicted) => onEpoch?.(record, reached, {predicted, kernel: kernelOf(model)})
  });
  const answers = test?.labels && predictAll(model, normalize(test.images));
  return {
    title: FAULTS[fault].title,
    files: {"weights.bin": new Uint8Array(readWeights(model).buffer)},
    about: {
      parameters: model.countParams(),
      hyperparameters: describeHyperparameters(settings, augment),
      fault: {
        name: fault,
        ...(answers && {counts: counts.test.map(({how, count}) => ({how, ...count(answers, test.labels!)}))})
      }
    },
    dtype: "float32",
    history,
    answer: (images) => Promise.resolve({kept: predictAll(model, images)})
  };
}

function shareOf({n, correct}: {readonly n: number; readonly correct: number}): number {
  return n ? correct / n : NaN;
}
