import {createHash} from "node:crypto";
import {readdir, readFile, stat} from "node:fs/promises";
import {join} from "node:path";
import * as v from "valibot";
import {imageAt, type Digits} from "../src/digits/digits.js";
import {InputError} from "../src/inputError.js";
import {loadModel} from "../src/recognizers/artifacts.js";
import {layersRecognizer} from "../src/recognizers/layersRecognizer.js";
import type {Recognizer} from "../src/recognizers/recognizer.js";
import {weightPaths, type SavedModel} from "../src/recognizers/savedModel.js";
import {parseHistory, type EpochRecord} from "../src/stats/history.js";
import {parsePredictions, type Predictions} from "../src/stats/predictions.js";
import {readBytes, readText, restoreFolder} from "./files.js";
import {parseJson} from "./parseJson.js";
import {RUNS} from "./paths.js";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const counted = v.object({n: count, count});
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** `run.json`: only title and model must be there, and more may be. */
const RunAbout = v.looseObject({
  title: v.string(),
  model: v.string(),
  seed: v.optional(v.number()),
  command: v.optional(v.string()),
  parameters: v.optional(count),
  weights: v.optional(v.looseObject({bytes: v.optional(count), sha256: v.optional(v.string())})),
  /** What it was trained on. */
  dataset: v.optional(
    v.looseObject({
      name: v.optional(v.string()),
      title: v.optional(v.string()),
      sha256: v.optional(v.string()),
      train: v.optional(count),
      validation: v.optional(count),
      test: v.optional(count)
    })
  ),
  /** What predictions.csv is about. */
  evaluated: v.optional(v.looseObject({name: v.string(), title: v.optional(v.string()), n: v.optional(count)})),
  /** Less confident answers are called unsure. */
  unsureBelow: v.optional(share),
  /** Images that are less likely a digit, by the model's second output, are called none. */
  noDigitBelow: v.optional(share),
  /** What it answers to pen strokes of held-out writers. */
  pen: v.optional(
    v.object({
      right: v.object({unipen: counted, pendigits: counted}),
      refused: v.exactOptional(v.object({digits: counted, symbols: counted}))
    })
  ),
  hyperparameters: v.optional(v.record(v.string(), v.unknown())),
  started: v.optional(v.string()),
  seconds: v.optional(v.number()),
  machine: v.optional(v.string())
});
export type RunAbout = v.InferOutput<typeof RunAbout>;

/** What a run folder holds; a part that it has not is undefined. */
export interface Run {
  readonly name: string;
  readonly about: RunAbout;
  readonly history: readonly EpochRecord[] | undefined;
  readonly predictions: Predictions | undefined;
  /** What identifies each predicted image by its pixels, in the order of the predictions. */
  readonly fingerprints: readonly string[] | undefined;
  readonly hasModel: boolean;
}

/** The run that answers where none was chosen, if it is there. */
const DEFAULT_RUN = "cnn-pen";

/** Returns the names of the runs, the default first, then by name. */
export async function listRuns(): Promise<string[]> {
  const entries = await readdir(RUNS, {withFileTypes: true}).catch(() => []);
  const names = entries.filter((e) => e.isDirectory() && !e.name.startsWith(".")).map((e) => e.name);
  return names.sort((a, b) => Number(b === DEFAULT_RUN) - Number(a === DEFAULT_RUN) || a.localeCompare(b));
}

/** Returns the folder of a run. @throws InputError for a name that is none */
export function runFolder(name: string): string {
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name)) {
    throw new InputError("--run", "a name of letters, digits, dots and dashes", `"${name}"`);
  }
  return join(RUNS, name);
}

/** Returns what a run folder holds. @throws InputError where a file in it is not what its name says */
export async function readRun(name: string): Promise<Run> {
  const dir = await existingRun(name);
  const optional = async <T>(file: string, parse: (text: string, source: string) => T): Promise<T | undefined> => {
    const path = join(dir, file);
    const text = await readFile(path, "utf8").catch(() => undefined);
    return text === undefined ? undefined : parse(text, path);
  };
  const about = parseJson(RunAbout, await readText(join(dir, "run.json")), join(dir, "run.json"));
  return {
    name,
    about,
    history: await optional("history.csv", parseHistory),
    predictions: await optional("predictions.csv", parsePredictions),
    fingerprints: await optional("fingerprints.txt", (text) => text.trim().split("\n")),
    hasModel: await stat(join(dir, "model", "model.json")).then(
      () => true,
      () => false
    )
  };
}

/** Returns the two files of a run's model. @throws InputError where one is missing or points elsewhere */
export async function readSavedModel(name: string): Promise<SavedModel & {source: string}> {
  const dir = join(await existingRun(name), "model");
  const source = join(dir, "model.json");
  const json = await readText(source, "a TensorFlow.js layers model");
  const shards = [];
  for (const path of weightPaths(json, source)) shards.push(await readBytes(join(dir, path), "the model's weights"));
  const weights = Buffer.concat(shards);
  return {json, weights: new Uint8Array(weights).buffer, source};
}

/** Returns the recognizer of a run, ready to answer. @throws InputError for a model that is not whole */
export async function readRecognizer(name: string): Promise<Recognizer> {
  const saved = await readSavedModel(name);
  return layersRecognizer(name, await loadModel(saved, saved.source));
}

/** Returns 12 hex digits for each image that tell it from others by its pixels (the start of their SHA-256). */
export function fingerprintImages(digits: Digits): string[] {
  return Array.from({length: digits.length}, (_, i) =>
    createHash("sha256").update(imageAt(digits, i)).digest("hex").slice(0, 12)
  );
}

async function existingRun(name: string): Promise<string> {
  const dir = runFolder(name);
  await restoreFolder(dir);
  if (await stat(dir).catch(() => undefined)) return dir;
  const names = await listRuns();
  throw new InputError(dir, `a run${names.length ? ` (there are ${names.join(", ")})` : ""}`, "nothing there");
}
