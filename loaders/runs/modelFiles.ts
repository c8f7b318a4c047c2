import {stat} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../../src/inputError.js";
import type {Classifier} from "../../src/readers/classifier.js";
import {loadClassifier} from "../../src/readers/kinds.js";
import {readModelFiles} from "../../src/readers/modelFiles.js";
import {loadModel} from "../../src/readers/network/artifacts.js";
import {parseSettings} from "../../src/readers/tesseract/settings.js";
import {decodeText} from "../../src/run/decodeText.js";
import {weightPaths, type SavedModel} from "../../src/readers/network/savedModel.js";
import {DEFAULT_KIND, isKind, KIND_FILES, type KindName, type ModelFiles} from "../../src/run/modelFiles.js";
import {classesOf, type RunAbout} from "../../src/run/runAbout.js";
import {readBytes, readText} from "../files.js";
import {loadTesseractCore, readTesseractWasm, readTrainedData} from "./tesseractFiles.js";

/** What of `run.json` says how a run reads. */
type ReadingAbout = Pick<RunAbout, "kind" | "classes">;

/** Returns the kind of a run's reader. @throws InputError, naming *source*, for one that is not known */
export function kindOf({kind = DEFAULT_KIND}: ReadingAbout, source: string): KindName {
  if (isKind(kind)) return kind;
  throw new InputError(source, `one of the kinds ${Object.keys(KIND_FILES).join(", ")}`, `"${kind}"`);
}

/**
 * Resolves to whether a run's *folder* has the model of its *kind*: what makes a reader. One that may not be read is there:
 * whoever reads it says so.
 */
export async function hasModelFiles(folder: string, kind: KindName): Promise<boolean> {
  const [first] = KIND_FILES[kind];
  return stat(join(folder, "model", first)).then(
    () => true,
    ({code}: NodeJS.ErrnoException) => code !== "ENOENT" && code !== "ENOTDIR"
  );
}

/** Returns the files of the model in a run's *folder*, as a site publishes them. @throws InputError where one is missing or points elsewhere */
export async function readModelFolder(folder: string, kind: KindName): Promise<ModelFiles> {
  const dir = join(folder, "model");
  const read = (file: string) => readBytes(join(dir, file), "a file of the run's model");
  if (kind === "tesseract") return readTesseractFiles(await read("settings.json"), join(dir, "settings.json"));
  if (kind !== "network") return readModelFiles(kind, read);
  const {json, weights} = await readNetwork(folder);
  return {"model.json": new TextEncoder().encode(json), "weights.bin": new Uint8Array(weights)};
}

/** Returns a run's *settings* with the files of installed packages that they need. */
async function readTesseractFiles(settings: Uint8Array, source: string): Promise<ModelFiles> {
  const {engine} = parseSettings(decodeText(settings), source);
  const [wasm, data] = await Promise.all([readTesseractWasm(), readTrainedData(engine)]);
  return {"settings.json": settings, "tesseract-core.wasm": wasm, "eng.traineddata": data};
}

/** Returns the two files of the network in a run's *folder*. @throws InputError where one is missing or points elsewhere */
export async function readNetwork(folder: string): Promise<SavedModel & {source: string}> {
  const dir = join(folder, "model");
  const source = join(dir, "model.json");
  const json = await readText(source, "a TensorFlow.js layers model");
  const shards = [];
  for (const path of weightPaths(json, source)) shards.push(await readBytes(join(dir, path), "the model's weights"));
  const weights = Buffer.concat(shards);
  return {json, weights: new Uint8Array(weights).buffer, source};
}

/** Returns the classifier of the run in *folder*, ready to answer. @throws InputError for a model that is not whole */
export async function readClassifierIn(folder: string, name: string, about: ReadingAbout): Promise<Classifier> {
  const kind = kindOf(about, join(folder, "run.json"));
  const classes = classesOf(about);
  const files = await readModelFolder(folder, kind);
  const loadNetwork = (saved: SavedModel, source: string, length: number) => loadModel(saved, source, length);
  return loadClassifier(kind, files, {name, classes, source: join(folder, "model"), loadNetwork, loadTesseractCore});
}
