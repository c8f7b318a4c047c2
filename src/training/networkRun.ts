import {MODELS} from "../readers/network/models.js";
import {predictAll} from "../readers/network/networkClassifier.js";
import {finishModel} from "./finishModel.js";
import {describeHyperparameters} from "./hyperparameters.js";
import {kernelOf} from "./kernelOf.js";
import {assignWeights} from "./modelWeights.js";
import {train, type TrainingState} from "./train.js";
import type {Learned, RunHooks, RunRequest} from "./trainRun.js";

/** Trains one of `MODELS`, calibrates it, and rounds its weights. */
export async function trainNetworkRun(
  {model: name, classes, data, settings, augment}: RunRequest,
  {onModel, onStart, findState, onEpoch, keepsLastEpoch, detector, ...hooks}: RunHooks
): Promise<Learned> {
  const {title, create, masks: masksOf} = MODELS[name]!;
  const masks = masksOf?.(classes.length) ?? {};
  const fixed = Object.values(masks).reduce((sum, mask) => sum + mask.filter((share) => share === 0).length, 0);
  const model = create(settings.seed, classes.length);
  await onModel?.(model);
  const first = kernelOf(model);
  const kernelIn = ({averaged, weights}: TrainingState) => ({
    shape: first.shape,
    values: (averaged ?? weights).slice(0, first.values.length)
  });
  const from = await findState?.();
  await onStart?.(first);
  let last = from;
  const state = await train(model, data, settings, {
    ...hooks,
    from,
    masks,
    augment,
    onEpoch: async (record, reached, predicted) => {
      last = reached;
      await onEpoch?.(record, reached, {predicted, kernel: kernelIn(reached)});
    }
  }).catch((error: unknown) => {
    if (!keepsLastEpoch || !hooks.signal?.aborted || !last) throw error;
    assignWeights(model, last.averaged ?? last.weights);
    return last;
  });
  const finished = await finishModel(model, data.validation, {
    detector: await detector?.(),
    seed: settings.seed,
    classes
  });
  const {saved, precision, temperature, unsureBelow, noDigitBelow} = finished;
  return {
    title: title(classes.length),
    files: {"model.json": new TextEncoder().encode(saved.json), "weights.bin": new Uint8Array(saved.weights)},
    about: {
      parameters: model.countParams() - fixed,
      hyperparameters: describeHyperparameters(settings, augment),
      temperature,
      unsureBelow,
      noDigitBelow
    },
    dtype: precision,
    history: state.history,
    kernel: kernelIn(state),
    answer: (images) => Promise.resolve({kept: predictAll(finished.model, images), before: predictAll(model, images)})
  };
}
