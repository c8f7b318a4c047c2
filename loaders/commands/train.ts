import {createHash} from "node:crypto";
import {mkdir} from "node:fs/promises";
import {availableParallelism, cpus} from "node:os";
import {join} from "node:path";
import type {LayersModel} from "@tensorflow/tfjs";
import {normalize} from "../../src/ink/image/grid.js";
import {DIGITS} from "../../src/characters/alphabet.js";
import type {Digits} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {predictAll} from "../../src/readers/network/layersRecognizer.js";
import {MODELS} from "../../src/readers/network/models.js";
import {evaluate} from "../../src/stats/evaluation.js";
import {formatHistory} from "../../src/run/history.js";
import {fromProbabilities, type Predictions} from "../../src/run/predictions.js";
import {augmentation} from "../../src/training/augmentation.js";
import {commandLine} from "../../src/training/commandLine.js";
import {finishModel} from "../../src/training/finishModel.js";
import {describeHyperparameters} from "../../src/training/hyperparameters.js";
import {kernelOf} from "../../src/training/kernelOf.js";
import {train, type TrainingState} from "../../src/training/train.js";
import {readCheckpoint, removeCheckpoint, removePartials, writeCheckpoint} from "../runs/checkpoint.js";
import {detectorExamples} from "../datasets/detectorExamples.js";
import {findDataFolder, readDataset} from "../datasets/dataset.js";
import {writeFileAtomically, writeFolderAtomically} from "../files.js";
import {keepEpochs} from "../runs/keptEpochs.js";
import {keepKernels} from "../runs/keptKernels.js";
import {fromUser, RUNS, WASM} from "../paths.js";
import {checkRunName, claimRun} from "../runs/runClaim.js";
import {checkOverwrite, findRun} from "../runs/runGuard.js";
import {runFolder} from "../runs/runs.js";
import {startFromRun} from "../runs/startWeights.js";
import {trainingSplits, withPenDigits} from "../runs/trainingData.js";
import {writeEvaluation} from "../runs/writeEvaluation.js";
import {runCommand, say} from "./cli.js";
import {leftOutLines, suspicionLines} from "./datasetReport.js";
import {loaderProgress, progressBar} from "./progress.js";
import {parseOptions} from "./trainOptions.js";

await runCommand(async () => {
  const options = parseOptions();
  const dir = runFolder(options.run);
  const kind = MODELS[options.model];
  if (!kind) throw new InputError("--model", `one of ${Object.keys(MODELS).join(", ")}`, `"${options.model}"`);
  const started = new Date();
  const checkpoint = join(RUNS, `.${options.run}.checkpoint`);
  const keptFiles = ["epochs.csv", "first-layer.npz"].map((file) => join(RUNS, `.${options.run}.${file}`));
  const release = await claimRun(options.run);
  await checkRunName(dir);
  await removePartials([checkpoint, ...keptFiles]);
  const found = await findRun(options.run, dir, checkpoint);
  const {resume = false, force = false} = options;
  checkOverwrite(found, {dir, path: checkpoint, resume, force, command: commandLine(options)});

  const loading = loaderProgress();
  const data = await findDataFolder(options.data, loading.onProgress);
  const dataset = await readDataset(data, {...options, onProgress: loading.onProgress});
  const tested = options.test
    ? await readDataset(fromUser(options.test), {...options, onProgress: loading.onProgress})
    : dataset;
  loading.stop();
  for (const one of new Set([dataset, tested]))
    [...leftOutLines(one.provenance), ...suspicionLines(one.provenance)].forEach(say);
  if (resume && found.checkpoint === undefined && found.finished) {
    if (found.finished.digits !== dataset.provenance.sha256) {
      throw new InputError(dir, "a run of the same digits (--force trains anew)", "a finished run of others");
    }
    say(`${options.run} is finished: it was trained with these settings on these digits (--force trains anew)`);
    return;
  }
  const splits = trainingSplits(dataset, data, options);
  const {training, validation} = options.pen
    ? await withPenDigits(splits, fromUser(options.pen), options.seed)
    : splits;
  const more = options.pen ? " and pen strokes" : "";
  say(`${dataset.title}${more}: ${training.length} training images, ${validation.length} validation images`);

  await startBackend(WASM);
  const model = kind.create(options.seed);
  const start = options.start ? await startFromRun(model, options.start) : undefined;
  const {epochs, seed, batchSize, learningRate, schedule, patience, augment} = options;
  const key = {
    model: options.model,
    seed,
    batchSize,
    learningRate,
    schedule,
    // A schedule's rates follow from the number of epochs.
    ...(schedule !== "constant" && {epochs}),
    augment: augment ?? "none",
    ...(start && {start}),
    patience: patience ?? 0,
    images: createHash("sha256")
      .update(training.images)
      .update(training.labels!)
      .update(validation.images)
      .digest("hex")
  };
  if (!resume) await Promise.all([checkpoint, ...keptFiles].map(removeCheckpoint));
  const from = resume ? await readCheckpoint(checkpoint, key, epochs) : undefined;
  if (resume) say(from ? `going on after epoch ${from.history.length}` : "no checkpoint yet: starting anew");

  const before = from?.history.length ?? 0;
  const kept = options.keepEpochs ? await keepEpochs(keptFiles[0]!, validation.labels!, before) : undefined;
  const kernels = options.keepEpochs ? await keepKernels(keptFiles[1]!, before) : undefined;
  const {shape, values} = kernelOf(model);
  if (!from) await kernels?.add(0, {shape, values});

  const stopping = new AbortController();
  process.once("SIGINT", () => stopping.abort(new Error("stopped; --resume goes on from the last whole epoch")));
  const progress = progressBar(options.run);
  const state = await train(
    model,
    {training, validation},
    {epochs, seed, batchSize, learningRate, schedule, patience},
    {
      from,
      augment: augmentation(augment, epochs),
      signal: stopping.signal,
      onStep: ({epoch, step, steps}) => progress.update(epoch * steps + step, epochs * steps),
      onEpoch: async (record, reached, predicted) => {
        // Both before the checkpoint: what is too much is left out again.
        await kept?.add(record.epoch + 1, predicted);
        await kernels?.add(record.epoch + 1, {shape, values: reached.weights.subarray(0, values.length)});
        await writeCheckpoint(checkpoint, key, reached);
        progress.log(
          `epoch ${record.epoch + 1}/${epochs}: loss ${record.loss.toFixed(4)}, accuracy ${percent(record.accuracy)}, ` +
            `validation loss ${record.val_loss.toFixed(4)}, accuracy ${percent(record.val_accuracy)}, ` +
            `${record.seconds.toFixed(1)} s`
        );
      }
    }
  ).finally(progress.stop);

  await kernels?.add(state.history.length, {shape, values: state.weights.subarray(0, values.length)}, true);
  const detector = options.pen ? await detectorExamples(splits.training, fromUser(options.pen), seed) : undefined;
  const finished = await finishModel(model, validation, {detector, seed});
  const {saved, precision} = finished;
  const sha256 = createHash("sha256").update(new Uint8Array(saved.weights)).digest("hex");
  const {test} = tested.splits;
  const answers = test?.labels && answersTo({...test, labels: test.labels}, model, finished.model);
  await writeFolderAtomically(dir, async (partial) => {
    const write = (file: string, contents: string | Uint8Array) => writeFileAtomically(join(partial, file), contents);
    await mkdir(join(partial, "model"));
    await write("model/model.json", saved.json);
    await write("model/weights.bin", new Uint8Array(saved.weights));
    await write("history.csv", formatHistory(state.history));
    if (kept) await write("epochs.csv", kept.text());
    if (kernels) await write("first-layer.npz", kernels.bytes());
    const about = {
      title: options.title ?? kind.title,
      model: options.model,
      seed,
      command: commandLine(options),
      parameters: model.countParams(),
      weights: {
        bytes: saved.weights.byteLength,
        dtype: precision,
        sha256,
        ...(answers && {rounding: answers.rounding})
      },
      dataset: {
        name: dataset.name,
        title: dataset.title,
        source: dataset.source,
        license: dataset.license,
        sha256: dataset.provenance.sha256,
        train: training.length,
        validation: validation.length,
        test: dataset.splits.test?.length ?? 0,
        provenance: dataset.provenance
      },
      hyperparameters: describeHyperparameters({epochs, batchSize, learningRate, schedule, patience, seed}, augment),
      temperature: finished.temperature,
      unsureBelow: finished.unsureBelow,
      noDigitBelow: finished.noDigitBelow,
      started: started.toISOString(),
      seconds: trainingSeconds(state),
      machine: `${availableParallelism()} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`
    };
    await write("run.json", `${JSON.stringify(about, null, 2)}\n`);
    if (answers) await writeEvaluation(partial, about, tested, answers);
  });
  await Promise.all([checkpoint, ...keptFiles].map(removeCheckpoint));
  release();
  say(`wrote ${dir}; SHA-256 of the weights ${sha256}`);
});

/**
 * Returns what the model as it is kept answers to *test*, and how many of the answers are right, before and after the
 * rounding of its weights.
 */
function answersTo(
  test: Digits & {labels: Uint8Array},
  trained: LayersModel,
  kept: LayersModel
): Predictions & {rounding: {n: number; rightBefore: number; right: number}} {
  const {length, labels} = test;
  const images = normalize(test.images);
  const rightOf = (probabilities: Float32Array) => evaluate(fromProbabilities(DIGITS, labels, probabilities)).correct;
  const probabilities = predictAll(kept, images);
  const rounding = {n: length, rightBefore: rightOf(predictAll(trained, images)), right: rightOf(probabilities)};
  return {...fromProbabilities(DIGITS, labels, probabilities), rounding};
}

function trainingSeconds({history}: TrainingState): number {
  return Math.round(10 * history.reduce((sum, {seconds}) => sum + seconds, 0)) / 10;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
