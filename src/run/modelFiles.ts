import type {Alphabet} from "../characters/alphabet.js";
import {InputError} from "../inputError.js";

/** The kinds of readers, with the files of a run's `model/` folder as a site publishes them. */
export const KIND_FILES = {
  /** A TensorFlow.js layers model, with the shards of its weights in one file. */
  network: ["model.json", "weights.bin"],
  /** The mean image of each class, [classes × 784] in [0, 1], and the variance of each pixel around it, [1]. */
  "nearest-mean": ["means.npy", "variance.npy"],
  /** Rules for holes, line ends, bays and bars, and how often each was right. */
  rules: ["rules.json"],
  /** How images are put before Tesseract. A run has nothing else: its program and data are those of installed packages. */
  tesseract: ["settings.json", "tesseract-core.wasm", "eng.traineddata"],
  /** A random forest, 2–3 bytes a node. */
  forest: ["forest.bin"],
  /** Principal components; training images as vectors in 255 levels, their labels, and how they vote. */
  knn: ["pixel-means.npy", "components.npy", "vectors.npy", "step.npy", "labels.npy", "settings.json"],
  /** The mean and the variance of each pixel, [classes × 784]; each class's share, [classes]; a temperature, [1]. */
  "naive-bayes": ["means.npy", "variances.npy", "priors.npy", "temperature.npy"],
  /**
   * Principal components, [count × 784], around the mean image, [784]; on them the mean, [classes × count], and the
   * inverse Cholesky factor of the covariance, [classes × count × count], of each class; its share; a temperature.
   */
  qda: ["pixel-means.npy", "components.npy", "means.npy", "whitening.npy", "priors.npy", "temperature.npy"],
  /** Principal components; support vectors in 255 levels, their coefficients, and the decision functions. */
  svm: [
    "pixel-means.npy",
    "components.npy",
    "vectors.npy",
    "step.npy",
    "coefficients.npy",
    "intercepts.npy",
    "settings.json"
  ]
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type KindName = keyof typeof KIND_FILES;

/** The kind of a run whose `run.json` names none. */
export const DEFAULT_KIND: KindName = "network";

/** The source of a run's reader. */
export interface ModelSource {
  readonly kind: KindName;
  readonly classes: Alphabet;
  /** The addresses of its files, by their names in `KIND_FILES`. */
  readonly files: Readonly<Record<string, string>>;
}

/** Returns whether *name* is a known kind. */
export function isKind(name: string): name is KindName {
  return Object.hasOwn(KIND_FILES, name);
}

/**
 * Returns whether readers of a *kind* bring a program of megabytes along: pages load it only where somebody asks for such
 * a run by its name, and say its size before.
 */
export function isHeavy(kind: KindName): boolean {
  return kind === "tesseract";
}

/** The files of a run's `model/` folder, by their names in `KIND_FILES`. */
export type ModelFiles = Readonly<Record<string, Uint8Array>>;

/** Returns the file *name* of the `model/` folder *source*. @throws InputError if it is missing */
export function fileOf(files: ModelFiles, name: string, source: string): Uint8Array {
  const bytes = files[name];
  if (!bytes) throw new InputError(`${source}/${name}`, "a file of the run's model", "nothing there");
  return bytes;
}
