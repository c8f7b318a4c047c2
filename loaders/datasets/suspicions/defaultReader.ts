import {createHash} from "node:crypto";
import {join} from "node:path";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {normalize} from "../../../src/ink/image/grid.js";
import type {Classifier} from "../../../src/readers/classifier.js";
import type {SavedModel} from "../../../src/readers/network/savedModel.js";
import {wasmPaths} from "../../../src/readers/network/wasmFile.js";
import {mostLikely} from "../../../src/characters/mostLikely.js";
import {parseRunAbout} from "../../../src/run/runAbout.js";
import {readBytes} from "../../files.js";
import {DEFAULT_RUN, OWN_RUN, WASM} from "../../paths.js";

/** The default run's answers for a batch of images. */
export interface Answers {
  /** [n], the predicted digit of each image. */
  readonly read: Uint8Array;
  /** Share of images recognized as no digit, in [0, 1]; undefined if the run can't tell. */
  readonly noDigits: number | undefined;
}

/** A model that reads images to check whether they are what they seem. */
export interface Reader {
  readonly run: string;
  /** Hash of the run's files: the same files give the same answers. */
  readonly sha256: string;
  /** Resolves to the answers for *images*, [n × 784], 0 to 255. Loads TensorFlow.js on the first call. */
  readonly ask: (images: Uint8Array) => Promise<Answers>;
}

/**
 * Returns the run that comes with the project, even if `HANDSCOPE_RUNS` names other runs, which may have been trained
 * on the very data in doubt. Undefined if it was removed.
 */
export async function findDefaultReader(): Promise<Reader | undefined> {
  const paths = ["run.json", "model/model.json", "model/weights.bin"].map((file) => join(OWN_RUN, file));
  const files = await Promise.all(paths.map((path) => readBytes(path, "the default run").catch(() => undefined)));
  const [about, json, weights] = files;
  if (!about || !json || !weights) return undefined;
  const hash = createHash("sha256");
  for (const bytes of [about, json, weights]) hash.update(bytes);
  const {noDigitBelow} = parseRunAbout(new TextDecoder().decode(about), paths[0]!);
  const source = paths[1]!;
  let loaded: ReturnType<typeof loadRun> | undefined;
  return {
    run: DEFAULT_RUN,
    sha256: hash.digest("hex"),
    ask: async (images) => {
      loaded ??= loadRun({json: new TextDecoder().decode(json), weights: new Uint8Array(weights).buffer}, source);
      const {probabilities, likelihoods} = await (await loaded).classify(normalize(images));
      const n = probabilities.length / DIGITS.length;
      return {
        read: Uint8Array.from({length: n}, (_, i) => mostLikely(probabilities, i * DIGITS.length, DIGITS.length)),
        noDigits:
          likelihoods && noDigitBelow && n
            ? likelihoods.filter((likelihood) => likelihood < noDigitBelow).length / n
            : undefined
      };
    }
  };
}

async function loadRun(saved: SavedModel, source: string): Promise<Classifier> {
  // Imported dynamically, and without the layers API: most commands find their digits in the cache and need neither.
  const tf = await import("@tensorflow/tfjs-core");
  const {setWasmPaths} = await import("@tensorflow/tfjs-backend-wasm");
  const {loadNetwork} = await import("../../../src/readers/network/executor.js");
  const {networkClassifier} = await import("../../../src/readers/network/networkClassifier.js");
  if (tf.getBackend() !== "wasm") {
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths(wasmPaths(WASM));
    await tf.setBackend("wasm");
  }
  const network = loadNetwork(saved, source);
  if (!network) throw new Error(`${source}: a layer that is not known`);
  return networkClassifier(DEFAULT_RUN, network);
}
