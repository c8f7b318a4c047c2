import {createHash} from "node:crypto";
import {mkdir, readdir, readFile, stat} from "node:fs/promises";
import {join} from "node:path";
import type {Alphabet} from "../../src/characters/alphabet.js";
import {InputError} from "../../src/inputError.js";
import {findBestEpoch, type EpochRecord} from "../../src/run/history.js";
import type {Predictions} from "../../src/run/predictions.js";
import type {RunAbout} from "../../src/run/runAbout.js";
import {evaluate, type Evaluation} from "../../src/stats/evaluation.js";
import {writeFileAtomically} from "../files.js";
import {CACHE, ROOT, RUNS} from "../paths.js";
import {tryRunModel} from "./runModels.js";
import {inspectRun, runFolder, type InspectedRun} from "./runs.js";

/** The figures of a run without its matrix, which is read from its answers where it is shown. */
export type EvaluationSummary = Omit<Evaluation, "classes" | "confusion">;

/** What pages list of a run. */
export interface ListedRun {
  readonly name: string;
  readonly about: RunAbout;
  readonly classes: Alphabet;
  /** How many epochs its history has, and which of them, from 1, had the lowest validation loss; null for none. */
  readonly epochs: number;
  readonly bestEpoch: number | null;
  /** Without predictions: null. */
  readonly evaluation: EvaluationSummary | null;
  readonly hasProbabilities: boolean;
  readonly hasModel: boolean;
  readonly hasRobustness: boolean;
  /** Bytes of what it kept of its first layer by epoch; 0 where it kept nothing. */
  readonly kernelBytes: number;
  /** What is wrong with files that are therefore not shown, a line each. */
  readonly problems: readonly string[];
  /** What is to be said of how its files were read, a sentence each. */
  readonly remarks: readonly string[];
}

/** What a run folder holds, in as few bytes as can be: what takes long to read is not read again for each page. */
export interface DescribedRun {
  readonly listed: ListedRun;
  /** `digestLabels` of its test images, and of the validation images of its epochs.csv; null for none. */
  readonly labels: string | null;
  readonly validationLabels: string | null;
}

/** Returns what tells labels from others: their classes and the labels themselves, one for one; null without labels. */
export function digestLabels(classes: Alphabet, labels: Uint8Array | undefined): string | null {
  if (!labels) return null;
  return createHash("sha256").update(JSON.stringify(classes)).update(labels).digest("hex").slice(0, 32);
}

/** Returns what a run folder holds, with a model only where that was loaded and run. @throws InputError for a broken run */
export async function inspectWhole(name: string): Promise<InspectedRun> {
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

/**
 * Returns what the run *name* holds: as it was found before, where neither a file of its folder nor the code that reads it has
 * changed since. *folder* is where that is kept.
 * @throws InputError for a folder of whose files none can be read, or without any
 */
export async function describedRun(name: string, folder = join(CACHE, "runs")): Promise<DescribedRun> {
  const files = await stampFiles(runFolder(name, name));
  const key = createHash("sha256")
    .update(JSON.stringify([await codeStamp(), files]))
    .digest("hex");
  const path = join(folder, `${name}.json`);
  const kept = files.length ? await readKept(path, key) : undefined;
  if (kept) return kept;
  const run = await describeAnew(name);
  await mkdir(folder, {recursive: true})
    .then(() => writeFileAtomically(path, JSON.stringify({key, run})))
    .catch(() => undefined); // then it is read again the next time
  return run;
}

/** What was found in folders, by what they hold: of copies, only the first is read and its model tried. */
const found = new Map<string, DescribedRun>();

async function describeAnew(name: string): Promise<DescribedRun> {
  const digest = await digestFolder(runFolder(name, name));
  const known = found.get(digest);
  if (known) return {...known, listed: {...known.listed, name}};
  const run = describe(await inspectWhole(name));
  // A problem names the folder, and so does the title of a run without a run.json.
  if (!run.listed.problems.length && run.listed.about.title !== name) found.set(digest, run);
  return run;
}

/** Returns the SHA-256 of the paths and the bytes of all files below *dir*. */
async function digestFolder(dir: string): Promise<string> {
  const hash = createHash("sha256");
  for (const path of await listFiles(dir)) {
    const bytes = await readFile(path).catch(() => undefined); // a training under way may have removed it
    hash.update(JSON.stringify([path.slice(dir.length), bytes?.length ?? -1])).update(bytes ?? "");
  }
  return hash.digest("hex");
}

async function readKept(path: string, key: string): Promise<DescribedRun | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (!text?.startsWith(`{"key":"${key}",`)) return undefined;
  try {
    return (JSON.parse(text) as {run: DescribedRun}).run; // written by the same code: its hash is in the key
  } catch {
    return undefined; // a disk that ran full: it is read again
  }
}

/** The rooms whose code reads a run, with all that is below them. */
const CODE = ["loaders/runs", "src/characters", "src/readers", "src/run", "src/stats"];

let stamp: Promise<unknown> | undefined;

function codeStamp(): Promise<unknown> {
  return (stamp ??= Promise.all(CODE.map((room) => stampFiles(join(ROOT, room)))));
}

/** Returns the path, size and times of change of each file below *dir*: other ones after any change. */
async function stampFiles(dir: string): Promise<readonly (readonly [path: string, ...numbers: number[]])[]> {
  const stamps = (await listFiles(dir)).map(async (path) => {
    const found = await stat(path).catch(() => undefined); // a training under way may have replaced it
    return [path, found?.size ?? -1, found?.mtimeMs ?? -1, found?.ctimeMs ?? -1, found?.ino ?? -1] as const;
  });
  return Promise.all(stamps);
}

async function listFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, {recursive: true, withFileTypes: true}).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({parentPath, name}) => join(parentPath, name))
    .sort();
}

function describe({run, problems, remarks}: InspectedRun): DescribedRun {
  const {name, about, classes, predictions, epochs} = run;
  const history = run.history ?? [];
  const best = findBestEpoch(history);
  const listed: ListedRun = {
    name,
    about: withoutProvenance(about),
    classes,
    epochs: history.length,
    bestEpoch: best ? best.epoch + 1 : null,
    evaluation: predictions?.length ? summarize(predictions) : null,
    hasProbabilities: predictions?.probabilities !== undefined,
    hasModel: run.hasModel,
    hasRobustness: run.robustness !== undefined,
    kernelBytes: run.kernels?.length ?? 0,
    problems: problems.map(({message}) => relativeToRuns(message)),
    remarks
  };
  return {
    listed,
    labels: digestLabels(classes, predictions?.labels),
    validationLabels: digestLabels(classes, epochs?.labels)
  };
}

function summarize(predictions: Predictions): EvaluationSummary {
  const {n, correct, unanswered, accuracy, interval, ece} = evaluate(predictions);
  return {n, correct, unanswered, accuracy, interval, ece};
}

/** Returns what is known of a run but for the list of all files it was trained on, which no page shows and all would load. */
function withoutProvenance(about: RunAbout): RunAbout {
  return about.dataset ? {...about, dataset: {...about.dataset, provenance: undefined}} : about;
}

/** Pages say nothing of where the project lies. */
export function relativeToRuns(message: string): string {
  return message.replaceAll(`${RUNS}/`, "");
}

/** Returns a record to six figures, more than a chart or a table shows. */
export function roundRecord(record: EpochRecord): EpochRecord {
  const rounded = Object.entries(record).map(([name, value]) => [name, Number((value as number).toPrecision(6))]);
  return Object.fromEntries(rounded) as EpochRecord;
}
