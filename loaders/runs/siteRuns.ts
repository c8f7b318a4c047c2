import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Digits} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import {formatEpochPredictions} from "../../src/run/epochPredictions.js";
import {evaluate, type Evaluation} from "../../src/stats/evaluation.js";
import {decodeText} from "../../src/run/decodeText.js";
import type {EpochRecord} from "../../src/run/history.js";
import type {RunAbout} from "../../src/run/runAbout.js";
import type {Alphabet} from "../../src/characters/alphabet.js";
import {haveSameLabels} from "../../src/stats/sameLabels.js";
import type {Dataset} from "../datasets/dataset.js";
import {RUNS} from "../paths.js";
import {kindOf, readModelFolder} from "./modelFiles.js";
import {tryRunModel} from "./runModels.js";
import {fingerprintImages, inspectRun, listRuns, runFolder, type InspectedRun, type Run} from "./runs.js";

/** What the pages know of a run before they load more of it, in `data/runs.json`. */
export interface SiteRun {
  readonly name: string;
  readonly about: RunAbout;
  readonly classes: Alphabet;
  /** To six figures. */
  readonly history: readonly EpochRecord[];
  /** Without predictions: null. */
  readonly evaluation: Evaluation | null;
  /** How many of the predicted images this site has. */
  readonly imagesFound: number;
  readonly hasModel: boolean;
  readonly hasRobustness: boolean;
  /** Whether it kept its answers to validation images by epoch; and whether this site has these images. */
  readonly hasEpochs: boolean;
  readonly validationFound: boolean;
  /** Bytes of what it kept of its first layer by epoch; 0 where it kept nothing. */
  readonly kernelBytes: number;
  /** What is wrong with files that are therefore not shown, a line each. */
  readonly problems: readonly string[];
  /** What is to be said of how its files were read, a sentence each. */
  readonly remarks: readonly string[];
}

/** A run folder that could not be read, and why. */
export interface BrokenRun {
  readonly name: string;
  readonly error: string;
}

/** The runs of the site, in `data/runs.json`. */
export interface SiteRuns {
  readonly runs: SiteRun[];
  readonly broken: BrokenRun[];
}

/**
 * Returns all runs for `data/runs.json`, those that can't be read apart: one broken run never hides another. Of a run with a
 * broken file the other files are shown.
 */
export async function describeRuns({splits}: Pick<Dataset, "splits">): Promise<SiteRuns> {
  const runs: SiteRun[] = [];
  const broken: BrokenRun[] = [];
  const names = await listRuns();
  for (const name of names) {
    try {
      checkAddress(name, names);
      runs.push(describeRun(await inspectWhole(name), splits));
    } catch (error) {
      broken.push({name, error: relativeToRuns((error as Error).message)});
    }
  }
  return {runs, broken};
}

/** Returns the names of the runs that have a page: those that can be part of an address, unlike any other's. */
export async function listPages(): Promise<string[]> {
  const names = await listRuns();
  return names.filter((name) => {
    try {
      checkAddress(name, names);
      return true;
    } catch {
      return false;
    }
  });
}

/** @throws InputError for a name that can't be an address, or is that of an earlier run but for its case: servers differ */
function checkAddress(name: string, names: readonly string[]): void {
  runFolder(name, name);
  const twin = names.find((other) => other.toLowerCase() === name.toLowerCase())!;
  if (twin !== name)
    throw new InputError(name, `a run name that differs from "${twin}" by more than case`, `"${name}"`);
}

/** Returns what a run folder holds, with a model only where that was loaded and run. */
async function inspectWhole(name: string): Promise<InspectedRun> {
  const {run, problems, remarks} = await inspectRun(name);
  if (!run.hasModel) return {run, problems, remarks};
  return tryRunModel(name, run.about).then(
    (tried) => ({run, problems, remarks: [...remarks, ...tried.map((remark) => `model/model.json: ${remark}.`)]}),
    (error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      return {run: {...run, hasModel: false}, problems: [...problems, error], remarks};
    }
  );
}

function describeRun({run, problems, remarks}: InspectedRun, {test, validation}: Dataset["splits"]): SiteRun {
  return {
    name: run.name,
    about: withoutProvenance(run.about),
    classes: run.classes,
    history: (run.history ?? []).map(roundRecord),
    evaluation: run.predictions?.length ? evaluate(run.predictions) : null,
    imagesFound: findImages(run, test).filter((index) => index >= 0).length,
    hasModel: run.hasModel,
    hasRobustness: run.robustness !== undefined,
    hasEpochs: run.epochs !== undefined,
    validationFound: haveSameLabels(run.epochs?.labels, validation?.labels),
    kernelBytes: run.kernels?.length ?? 0,
    problems: problems.map(({message}) => relativeToRuns(message)),
    remarks
  };
}

/** Returns what is known of a run but for the list of all files it was trained on, which no page shows and all would load. */
function withoutProvenance(about: RunAbout): RunAbout {
  return about.dataset ? {...about, dataset: {...about.dataset, provenance: undefined}} : about;
}

/** Returns a record to six figures, more than a chart or a table shows: the pages load those of all runs. */
function roundRecord(record: EpochRecord): EpochRecord {
  const rounded = Object.entries(record).map(([name, value]) => [name, Number((value as number).toPrecision(6))]);
  return Object.fromEntries(rounded) as EpochRecord;
}

/** Pages say nothing of where the project lies. */
function relativeToRuns(message: string): string {
  return message.replaceAll(`${RUNS}/`, "");
}

/**
 * Returns, for each predicted image of a run, its index in the site's own *test* split, or −1 where that has it not:
 * by the run's fingerprints; without these, all in order if the labels are the same, one for one.
 */
export function findImages(
  {predictions, fingerprints}: Pick<Run, "predictions" | "fingerprints">,
  test: Digits | undefined
): Int32Array {
  const n = predictions?.length ?? 0;
  if (!predictions || !test) return new Int32Array(n).fill(-1);
  if (fingerprints?.length === n) {
    const index = new Map(fingerprintImages(test).map((print, i) => [print, i]));
    return Int32Array.from(fingerprints, (print) => index.get(print) ?? -1);
  }
  const same = haveSameLabels(predictions.labels, test.labels);
  return Int32Array.from({length: n}, (_, i) => (same ? i : -1));
}

/** Returns the names of the files that the site publishes of a run; none for one that can't be read. */
export async function runFiles(name: string): Promise<string[]> {
  return Object.keys(await publishRun(name, undefined).catch(() => ({})));
}

/**
 * Returns the files that the site publishes of a run: its predictions as they are, with the images that they are about
 * (little-endian int32, from `findImages`), and its model with the weights in one file.
 */
export async function publishRun(name: string, test: Digits | undefined): Promise<Record<string, Uint8Array>> {
  const {run} = await inspectWhole(name);
  const files: Record<string, Uint8Array> = {};
  if (run.predictions) {
    // As they are, but that a page reads UTF-8.
    const bytes = await readFile(join(runFolder(name), "predictions.csv"));
    files["predictions.csv"] = Buffer.from(decodeText(bytes));
    files["images.bin"] = new Uint8Array(findImages(run, test).buffer);
  }
  if (run.robustness) files["robustness.csv"] = Buffer.from(run.robustness);
  if (run.epochs) files["epochs.csv"] = Buffer.from(formatEpochPredictions(run.epochs));
  if (run.kernels) files["first-layer.npz"] = run.kernels;
  if (run.hasModel) {
    Object.assign(files, await readModelFolder(runFolder(name), kindOf(run.about, name)));
  }
  return files;
}
