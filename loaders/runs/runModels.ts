import {createHash} from "node:crypto";
import {PIXELS} from "../../src/ink/image/grid.js";
import type {Classifier} from "../../src/readers/classifier.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {trySavedModel} from "../../src/readers/network/tryModel.js";
import type {RunAbout} from "../../src/run/runAbout.js";
import {WASM} from "../paths.js";
import {kindOf, readClassifierIn, readModelFolder, readNetwork} from "./modelFiles.js";
import {runFolder} from "./runs.js";

/** What came of trying models, by the SHA-256 of their files: the pages ask for it again and again. */
const tried = new Map<string, Promise<readonly string[]>>();

/**
 * Loads the model of the run *name*, which is *about*, and runs it once, and resolves to what is to be said of it, a clause each.
 * @throws InputError where it can't be loaded or run, or doesn't answer with probabilities of what comes in here
 */
export async function tryRunModel(name: string, about: Pick<RunAbout, "kind" | "classes">): Promise<readonly string[]> {
  const folder = runFolder(name);
  const kind = kindOf(about, name);
  const key = createHash("sha256")
    .update(name)
    .update(JSON.stringify([kind, about.classes]));
  for (const [file, bytes] of Object.entries(await readModelFolder(folder, kind))) key.update(file).update(bytes);
  const sha256 = key.digest("hex");
  const known = tried.get(sha256);
  if (known) return known;
  const trial = (async () => {
    await startBackend(WASM);
    const classifier = await readClassifierIn(folder, name, about);
    try {
      if (kind !== "network") return await tryAnswer(classifier);
      const saved = await readNetwork(folder);
      const predict = async (images: Float32Array) => (await classifier.classify(images)).probabilities;
      return await trySavedModel(saved, saved.source, predict, classifier.classes);
    } finally {
      classifier.dispose();
    }
  })();
  tried.set(sha256, trial);
  return trial;
}

/** Has *classifier* answer a blank image once; there is nothing to say of it then. */
async function tryAnswer(classifier: Classifier): Promise<readonly string[]> {
  await classifier.classify(new Float32Array(PIXELS));
  return [];
}
