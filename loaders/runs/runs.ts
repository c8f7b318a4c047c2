import {createHash} from "node:crypto";
import {readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import {describeAlphabet, DIGITS, isSameAlphabet, type Alphabet} from "../../src/characters/alphabet.js";
import {imageAt, type Digits} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import type {Classifier} from "../../src/readers/classifier.js";
import type {SavedModel} from "../../src/readers/network/savedModel.js";
import {parseEpochPredictions, type EpochPredictions} from "../../src/run/epochPredictions.js";
import {decodeText} from "../../src/run/decodeText.js";
import {readHistory, type EpochRecord} from "../../src/run/history.js";
import {parseKernels} from "../../src/run/kernelHistory.js";
import {parsePredictions, type Predictions} from "../../src/run/predictions.js";
import {classesOf, parseRunAbout, type RunAbout} from "../../src/run/runAbout.js";
import {parseRobustness} from "../../src/stats/robustness.js";
import {restoreFolder, unreadable} from "../files.js";
import {findForeignModel} from "./foreignModels.js";
import {hasModelFiles, kindOf, readClassifierIn, readNetwork} from "./modelFiles.js";
import {findLog, readIfThere} from "./runLog.js";
import {DEFAULT_RUN, RUNS} from "../paths.js";

/** What a run folder holds; a part that it has not is undefined. */
export interface Run {
  readonly name: string;
  readonly about: RunAbout;
  /** The digits where nobody names any. */
  readonly classes: Alphabet;
  readonly history: readonly EpochRecord[] | undefined;
  readonly predictions: Predictions | undefined;
  /** What identifies each predicted image by its pixels, in the order of the predictions. */
  readonly fingerprints: readonly string[] | undefined;
  /** The text of its robustness.csv, which `parseRobustness` reads. */
  readonly robustness: string | undefined;
  /** What each validation image was taken for after each epoch, where that was kept. */
  readonly epochs: EpochPredictions | undefined;
  /** The bytes of its first-layer.npz, which `parseKernels` reads. */
  readonly kernels: Uint8Array | undefined;
  readonly hasModel: boolean;
}

/** A run, without the parts that are not what they should be, and what is wrong with these. */
export interface InspectedRun {
  readonly run: Run;
  readonly problems: readonly InputError[];
  /** What is to be said of how its files were read, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Returns the names of the runs, the default first, then by name; none where there is no folder of runs.
 * @throws InputError where that folder may not be read
 */
export async function listRuns(): Promise<string[]> {
  const entries = await readdir(RUNS, {withFileTypes: true}).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw unreadable(RUNS, "a folder of runs that can be read", error);
  });
  const names = entries.filter((e) => e.isDirectory() && !e.name.startsWith(".")).map((e) => e.name);
  return names.sort((a, b) => Number(b === DEFAULT_RUN) - Number(a === DEFAULT_RUN) || a.localeCompare(b));
}

/** What can't be a page's address or a folder on every system: an index, Windows's devices, a dot at the end. */
const RESERVED = /^(index|con|prn|aux|nul|com\d|lpt\d)(\.|$)|\.$/i;

/** Returns the folder of a run, named by *source*. @throws InputError for a name that is none */
export function runFolder(name: string, source = "--run"): string {
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name)) {
    throw new InputError(source, "a name of letters, digits, dots and dashes", `"${name}"`);
  }
  if (RESERVED.test(name)) throw new InputError(source, "a name that is not reserved", `"${name}"`);
  return join(RUNS, name);
}

/** Returns what a run folder holds. @throws InputError where a file in it is not what its name says */
export async function readRun(name: string): Promise<Run> {
  const {run, problems} = await inspectRun(name);
  if (problems[0]) throw problems[0];
  return run;
}

/**
 * Returns what a run folder holds, but for files that are not what their names say, which are told of. Without a run.json
 * that can be read, as other tools leave it, the run has the folder's name as its title.
 * @throws InputError for a folder of whose files none can be read, or without any
 */
export async function inspectRun(name: string): Promise<InspectedRun> {
  const dir = await existingRun(name);
  const problems: InputError[] = [];
  const remarks: string[] = [];
  const optionalBytes = async <T>(
    file: string,
    parse: (bytes: Buffer, source: string) => T
  ): Promise<T | undefined> => {
    const path = join(dir, file);
    try {
      const bytes = await readIfThere(path);
      return bytes && parse(bytes, path);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error);
      return undefined;
    }
  };
  const optional = <T>(file: string, parse: (text: string, source: string) => T) =>
    optionalBytes(file, (bytes, source) => parse(decodeText(bytes), source));
  const said = await optional("run.json", parseRunAbout);
  const about = said ?? {title: name, model: "unknown"};
  const log = await findLog(dir);
  const history = await optional(log, (text, source) => {
    const {history, remarks: ofLog} = readHistory(text, source);
    if (log !== "history.csv") remarks.push(`${log} is taken for history.csv.`);
    remarks.push(...ofLog.map((remark) => `${log}: ${remark}.`));
    return history;
  });
  const predictions = await optional("predictions.csv", (text, source) => {
    const found = parsePredictions(text, source, said && classesOf(said));
    const n = about.evaluated?.n;
    if (n === undefined || n === found.length) return found;
    throw new InputError(source, `${n} rows, as run.json says`, String(found.length));
  });
  const classes = predictions?.classes ?? classesOf(about);
  if (!said && !isSameAlphabet(classes, DIGITS))
    remarks.push(`predictions.csv: its classes are those of its labels, in their order: ${describeAlphabet(classes)}.`);
  const kind = kindOf(about, join(dir, "run.json"));
  const hasModel = await hasModelFiles(dir, kind);
  const foreign = hasModel ? undefined : await findForeignModel(dir);
  if (foreign) problems.push(foreign);
  const run: Run = {
    name,
    about,
    classes,
    history,
    predictions,
    fingerprints: await optional("fingerprints.txt", (text, source) => {
      const prints = parseFingerprints(text);
      if (!predictions || prints.length === predictions.length) return prints;
      throw new InputError(source, `${predictions.length} lines, one for each prediction`, String(prints.length));
    }),
    robustness: await optional("robustness.csv", (text, source) => (parseRobustness(text, source), text)),
    epochs: await optional("epochs.csv", (text, source) => parseEpochPredictions(text, source, classes)),
    kernels: await optionalBytes("first-layer.npz", (bytes, source) => (parseKernels(bytes, source), bytes)),
    hasModel
  };
  if (!said && !run.history && !run.predictions && !run.hasModel)
    throw (
      problems[0] ?? new InputError(dir, "run.json, history.csv, predictions.csv or model/model.json", "none of these")
    );
  return {run, problems, remarks};
}

function parseFingerprints(text: string): string[] {
  return text.trim().split("\n");
}

/** Returns the lines of a run's fingerprints.txt, however many; undefined where there is none. */
export async function readFingerprints(name: string): Promise<readonly string[] | undefined> {
  const bytes = await readIfThere(join(runFolder(name, name), "fingerprints.txt"));
  return bytes && parseFingerprints(decodeText(bytes));
}

/** Returns the epochs in a run's log; none where it has none. @throws InputError for a log that is not whole */
export async function readLog(name: string): Promise<readonly EpochRecord[]> {
  const dir = runFolder(name, name);
  const path = join(dir, await findLog(dir));
  const bytes = await readIfThere(path);
  return bytes ? readHistory(decodeText(bytes), path).history : [];
}

/** Returns the two files of a run's network. @throws InputError where one is missing or points elsewhere */
export async function readSavedModel(name: string): Promise<SavedModel & {source: string}> {
  return readNetwork(await existingRun(name));
}

/** Returns the classifier of a run, ready to answer. @throws InputError for a model that is not whole */
export async function readClassifier(name: string): Promise<Classifier> {
  const dir = await existingRun(name);
  const path = join(dir, "run.json");
  const text = await readIfThere(path);
  return readClassifierIn(dir, name, text ? parseRunAbout(decodeText(text), path) : {});
}

/** Returns the classifier of the first run of these *classes* that has one which can be read: the run that the desk asks first. */
export async function firstClassifier(classes: Alphabet): Promise<Classifier | undefined> {
  for (const name of await listRuns()) {
    const classifier = await readClassifier(name).catch(() => undefined);
    if (classifier && isSameAlphabet(classifier.classes, classes)) return classifier;
    classifier?.dispose();
  }
  return undefined;
}

/** @throws InputError where images in *folder* are of other classes than a run's */
export function checkClasses(dataset: {readonly classes: Alphabet}, classes: Alphabet, folder: string): void {
  if (isSameAlphabet(dataset.classes, classes)) return;
  const [expected, got] = [describeAlphabet(classes), describeAlphabet(dataset.classes)];
  throw new InputError(
    folder,
    `images of the run's classes, ${expected}`,
    `${got}${expected === got ? " in another order" : ""}`
  );
}

/** Returns 12 hex digits for each image that tell it from others by its pixels (the start of their SHA-256). */
export function fingerprintImages(digits: Digits): string[] {
  return Array.from({length: digits.length}, (_, i) => fingerprint(imageAt(digits, i)));
}

/** Returns the first 12 hex digits of the SHA-256 of an image's pixels. */
export function fingerprint(image: Uint8Array): string {
  return createHash("sha256").update(image).digest("hex").slice(0, 12);
}

async function existingRun(name: string): Promise<string> {
  const dir = runFolder(name);
  await restoreFolder(dir);
  if (await stat(dir).catch(() => undefined)) return dir;
  const names = await listRuns();
  throw new InputError(dir, `a run${names.length ? ` (there are ${names.join(", ")})` : ""}`, "nothing there");
}
