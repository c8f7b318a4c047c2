import {createHash} from "node:crypto";
import {startBackend} from "../../src/readers/network/backend.js";
import {trySavedModel} from "../../src/readers/network/tryModel.js";
import {WASM} from "../paths.js";
import {readRecognizer, readSavedModel} from "./runs.js";

/** What came of trying models, by the SHA-256 of their files: the pages ask for it again and again. */
const tried = new Map<string, Promise<readonly string[]>>();

/**
 * Loads the model of a run and runs it once, and resolves to what is to be said of it, a clause each.
 * @throws InputError where it can't be loaded or run, or doesn't answer with probabilities of the digits that come in here
 */
export async function tryRunModel(name: string): Promise<readonly string[]> {
  const saved = await readSavedModel(name);
  const key = createHash("sha256").update(saved.source).update(saved.json).update(new Uint8Array(saved.weights));
  const sha256 = key.digest("hex");
  const known = tried.get(sha256);
  if (known) return known;
  const trial = (async () => {
    await startBackend(WASM);
    const recognizer = await readRecognizer(name);
    try {
      return await trySavedModel(saved, saved.source, (images) => recognizer.predict(images));
    } finally {
      recognizer.dispose();
    }
  })();
  tried.set(sha256, trial);
  return trial;
}
