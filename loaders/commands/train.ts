import {createHash} from "node:crypto";
import {mkdir} from "node:fs/promises";
import {availableParallelism, cpus} from "node:os";
import {join} from "node:path";
import {describeAlphabet, isSameAlphabet} from "../../src/characters/alphabet.js";
import {InputError} from "../../src/inputError.js";
import {loadKernels} from "../kernels.js";
import {solveSvm} from "../libsvm/solveSvm.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {formatHistory, type EpochRecord} from "../../src/run/history.js";
import {fromProbabilities} from "../../src/run/predictions.js";
import type {RunAbout} from "../../src/run/runAbout.js";
import {commandLine} from "../../src/training/commandLine.js";
import type {SavedMember} from "../../src/training/committee.js";
import type {TrainingData} from "../../src/training/divideTraining.js";
import type {TrainingSettings} from "../../src/training/settings.js";
import {trainRun, TRAINERS, type RunRequest, type TrainedRun} from "../../src/training/trainRun.js";
import {
  readCheckpoint,
  removeCheckpoint,
  removePartials,
  writeCheckpoint,
  type CheckpointKey
} from "../runs/checkpoint.js";
import {detectorExamples} from "../datasets/detectorExamples.js";
import {findDataFolder, readDataset, type Dataset} from "../datasets/dataset.js";
import {writeFileAtomically, writeFolderAtomically} from "../files.js";
import {keepEpochs, type KeptEpochs} from "../runs/keptEpochs.js";
import {keepKernels, type KernelHistory} from "../runs/kernelHistory.js";
import {fromUser, RUNS, WASM} from "../paths.js";
import {checkRunName, claimRun} from "../runs/runClaim.js";
import {checkOverwrite, findRun} from "../runs/runGuard.js";
import {readSavedModel, runFolder} from "../runs/runs.js";
import {startFromRun} from "../runs/startWeights.js";
import {loadTesseract} from "../runs/tesseractFiles.js";
import {trainingThreads} from "../training/threads.js";
import {describeMoreImages, trainingSplits, withMoreImages} from "../runs/trainingData.js";
import {writeEvaluation} from "../runs/writeEvaluation.js";
import {runCommand, say} from "./cli.js";
import {leftOutLines, suspicionLines} from "./datasetReport.js";
import {loaderProgress, progressBar} from "./progress.js";
import {parseOptions, type TrainOptions} from "./trainOptions.js";

await runCommand(async () => {
  const options = parseOptions();
  const dir = runFolder(options.run);
  if (!Object.hasOwn(TRAINERS, options.model)) {
    throw new InputError("--model", `one of ${Object.keys(TRAINERS).join(", ")}`, `"${options.model}"`);
  }
  const checkpoint = join(RUNS, `.${options.run}.checkpoint`);
  const keptFiles = ["epochs.csv", "first-layer.npz"].map((file) => join(RUNS, `.${options.run}.${file}`));
  const release = await claimRun(options.run);
  await checkRunName(dir);
  await removePartials([checkpoint, ...keptFiles]);
  const found = await findRun(options.run, dir, checkpoint);
  const {resume = false, force = false} = options;
  checkOverwrite(found, {dir, path: checkpoint, resume, force, command: commandLine(options)});

  const {data, dataset, tested} = await readBoth(options);
  if (resume && found.checkpoint === undefined && found.finished) {
    if (found.finished.digits !== dataset.provenance.sha256) {
      throw new InputError(dir, "a run of the same digits (--force trains anew)", "a finished run of others");
    }
    say(`${options.run} is finished: it was trained with these settings on these digits (--force trains anew)`);
    return;
  }
  const splits = trainingSplits(dataset, data, options);
  const {pen, photos, styles} = options;
  const both = await withMoreImages(splits, dataset.classes, {...options, pen: pen && fromUser(pen)});
  const {training, validation} = both;
  const more = [pen && " and pen strokes", styles && " and pen styles", photos && " and small photos"]
    .filter(Boolean)
    .join("");
  say(`${dataset.title}${more}: ${training.length} training images, ${validation.length} validation images`);

  await startBackend(WASM);
  const {epochs, seed, batchSize, learningRate, schedule, patience, averaging, augment, fault, model} = options;
  const settings = {epochs, seed, batchSize, learningRate, schedule, patience, averaging};
  let start: string | undefined;
  const keyOf = () => checkpointKey(both, {model, settings, augment, fault, start});
  if (!resume) await Promise.all([checkpoint, ...keptFiles].map(removeCheckpoint));

  const keeping: {epochs?: KeptEpochs; kernels?: KernelHistory} = {};
  const stopping = new AbortController();
  process.once("SIGINT", () => stopping.abort(new Error("stopped; --resume goes on from the last whole epoch")));
  const progress = progressBar(options.run);
  const trained = await trainRun(
    {
      model,
      classes: dataset.classes,
      data: both,
      settings,
      augment,
      fault,
      members: options.members && (await readMembers(options.members)),
      test: tested.splits.test,
      known: {
        title: options.title,
        command: (epochs) => commandLine({...options, epochs: epochs ? options.epochs : undefined}),
        dataset: describeDataset(dataset, both),
        machine: `${availableParallelism()} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`
      }
    },
    {
      kernels: await loadKernels(),
      workers: await trainingThreads(options.cores),
      signal: stopping.signal,
      solveSvm,
      onModel: async (untrained) => {
        start = options.start ? await startFromRun(untrained, options.start) : undefined;
      },
      findState: async () => {
        const from = resume ? await readCheckpoint(checkpoint, keyOf(), epochs) : undefined;
        if (resume) say(from ? `going on after epoch ${from.history.length}` : "no checkpoint yet: starting anew");
        const before = from?.history.length ?? 0;
        if (options.keepEpochs) {
          keeping.epochs = await keepEpochs(keptFiles[0]!, validation.labels!, before, dataset.classes);
          keeping.kernels = await keepKernels(keptFiles[1]!, before);
        }
        return from;
      },
      onStart: async (kernel) => {
        await keeping.kernels?.add(0, kernel);
      },
      onStep: ({epoch, step, steps}) => progress.update(epoch * steps + step, epochs * steps),
      onEpoch: async (record, reached, {predicted, kernel}) => {
        // Both before the checkpoint: epochs kept beyond the checkpoint are dropped on resume.
        await keeping.epochs?.add(record.epoch + 1, predicted);
        await keeping.kernels?.add(record.epoch + 1, kernel);
        await writeCheckpoint(checkpoint, keyOf(), reached);
        progress.log(epochLine(record, epochs));
      },
      detector: options.pen ? () => detectorExamples(splits.training, fromUser(options.pen!), seed) : undefined,
      loadTesseract
    }
  ).finally(progress.stop);
  if (trained.kernel) await keeping.kernels?.add(trained.history.length, trained.kernel, true);
  const {about} = trained;
  const hyperparameters = {...about.hyperparameters, ...describeMoreImages(options)};
  await writeFolderAtomically(dir, (partial) =>
    writeRun(partial, {...trained, about: {...about, hyperparameters}}, keeping, tested)
  );
  await Promise.all([checkpoint, ...keptFiles].map(removeCheckpoint));
  release();
  say(`wrote ${dir}; SHA-256 of the weights ${trained.about.weights?.sha256}`);
});

/** Reads the networks of the runs that a committee joins. */
function readMembers(names: readonly string[]): Promise<SavedMember[]> {
  return Promise.all(names.map(async (name) => ({name, saved: await readSavedModel(name)})));
}

/** Reads the datasets to train and to test on, and reports what is unusual about them. */
async function readBoth(options: TrainOptions): Promise<{data: string; dataset: Dataset; tested: Dataset}> {
  const loading = loaderProgress();
  const data = await findDataFolder(options.data, loading.onProgress);
  const read = (path: string) => readDataset(path, {...options, onProgress: loading.onProgress});
  const dataset = await read(data);
  const tested = options.test ? await read(fromUser(options.test)) : dataset;
  loading.stop();
  for (const one of new Set([dataset, tested]))
    [...leftOutLines(one.provenance), ...suspicionLines(one.provenance)].forEach(say);
  if (isSameAlphabet(tested.classes, dataset.classes)) return {data, dataset, tested};
  const [expected, got] = [dataset.classes, tested.classes].map(describeAlphabet);
  throw new InputError("--test", `images of ${expected}, as it learns`, `${got}`);
}

/** Returns what must match for training to resume from a checkpoint. */
function checkpointKey(
  {training, validation}: TrainingData,
  {
    model,
    settings: {epochs, seed, batchSize, learningRate, schedule = "constant", patience, averaging},
    augment,
    fault,
    start
  }: {settings: TrainingSettings; start: string | undefined} & Pick<RunRequest, "model" | "augment" | "fault">
): CheckpointKey {
  return {
    model,
    seed,
    batchSize,
    learningRate,
    schedule,
    // A schedule's rates depend on the number of epochs.
    ...(schedule !== "constant" && {epochs}),
    augment: augment ?? "none",
    ...(fault && {fault}),
    ...(start && {start}),
    patience: patience ?? 0,
    ...(averaging !== undefined && {averaging}),
    images: createHash("sha256")
      .update(training.images)
      .update(training.labels!)
      .update(validation.images)
      .digest("hex")
  };
}

/** Returns the description of the dataset for `run.json`. */
function describeDataset(dataset: Dataset, {training, validation}: TrainingData): RunAbout["dataset"] {
  return {
    name: dataset.name,
    title: dataset.title,
    source: dataset.source,
    license: dataset.license,
    sha256: dataset.provenance.sha256,
    train: training.length,
    validation: validation.length,
    test: dataset.splits.test?.length ?? 0,
    provenance: dataset.provenance
  };
}

/** Writes a run's files into the folder *dir*. */
async function writeRun(
  dir: string,
  {files, about, history, probabilities}: TrainedRun,
  {epochs, kernels}: {epochs?: KeptEpochs; kernels?: KernelHistory},
  tested: Dataset
): Promise<void> {
  const write = (file: string, contents: string | Uint8Array) => writeFileAtomically(join(dir, file), contents);
  if (Object.keys(files).length) await mkdir(join(dir, "model"));
  for (const [file, bytes] of Object.entries(files)) await write(`model/${file}`, bytes);
  if (history.length) await write("history.csv", formatHistory(history));
  if (epochs) await write("epochs.csv", epochs.text());
  if (kernels) await write("first-layer.npz", kernels.bytes());
  await write("run.json", `${JSON.stringify(about, null, 2)}\n`);
  const {test} = tested.splits;
  if (!test?.labels || !probabilities) return;
  await writeEvaluation(dir, about, tested, fromProbabilities(tested.classes, test.labels, probabilities));
}

function epochLine(record: EpochRecord, epochs: number): string {
  const [accuracy, checked] = [record.accuracy, record.val_accuracy].map((share) => `${(100 * share).toFixed(2)} %`);
  return (
    `epoch ${record.epoch + 1}/${epochs}: loss ${record.loss.toFixed(4)}, accuracy ${accuracy}, ` +
    `validation loss ${record.val_loss.toFixed(4)}, accuracy ${checked}, ${record.seconds.toFixed(1)} s`
  );
}
