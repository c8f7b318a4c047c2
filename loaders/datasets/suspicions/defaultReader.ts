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

/** What the default run makes of images. */
export interface Answers {
  /** [n], the digit that each is read as. */
  readonly read: Uint8Array;
  /** The share of images that are called no digit, in [0, 1]; undefined for a run that can't tell. */
  readonly noDigits: number | undefined;
}

/** What reads images to see whether they are what they seem. */
export interface Reader {
  readonly run: string;
  /** Of the run's files: where they are the same, so are the answers. */
  readonly sha256: string;
  /** Returns what *images*, [n × 784], 0 to 255, are read as. Loads TensorFlow.js when it is first called. */
  readonly ask: (images: Uint8Array) => Promise<Answers>;
}

/**
 * Returns the run that comes with the project, whatever runs `HANDSCOPE_RUNS` names: these may have learned from the very
 * data that is in doubt. Undefined where it was removed.
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
  // Loaded here, and without the layers: most commands find their digits in the cache, and need none of it.
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
