import {open, readdir} from "node:fs/promises";
import {join, relative, sep} from "node:path";
import {InputError} from "../../src/inputError.js";
import {foreignModel, MODEL_HEAD} from "../../src/run/modelFile.js";

/** Files of a run that are no models. */
const OTHERS = /\.(csv|tsv|json|txt|log|bin|npz|npy|md|ya?ml|png|jpe?g|svg|html|py|ipynb)$/i;

/** As many files of a folder are looked at. */
const MAX_FILES = 200;

/**
 * Returns what is wrong with the model of a run's folder *dir* that has none in its place: one that lies elsewhere in it, or
 * is of another format; undefined where there is none at all.
 */
export async function findForeignModel(dir: string): Promise<InputError | undefined> {
  const entries = await readdir(dir, {recursive: true, withFileTypes: true});
  const paths = entries.filter((entry) => entry.isFile()).map(({parentPath, name}) => join(parentPath, name));
  const nearest = paths.sort((a, b) => a.split(sep).length - b.split(sep).length || a.localeCompare(b));
  const misplaced = nearest.find((path) => path.endsWith(`${sep}model.json`));
  if (misplaced) {
    const expected = `the model at ${join("model", "model.json")} (move it there with its weights)`;
    return new InputError(misplaced, expected, `it at ${relative(dir, misplaced)}`);
  }
  for (const path of nearest.filter((one) => !OTHERS.test(one)).slice(0, MAX_FILES)) {
    const found = foreignModel(path.split(sep).at(-1)!, await readHead(path));
    if (found) return new InputError(path, "a TensorFlow.js layers model", `${found.what} (${found.help})`);
  }
  return undefined;
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const {buffer, bytesRead} = await file.read(Buffer.alloc(MODEL_HEAD), 0, MODEL_HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
