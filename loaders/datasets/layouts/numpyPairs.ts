import {basename, dirname} from "node:path/posix";
import {InputError} from "../../../src/inputError.js";
import type {ArrayPair} from "./idxPairs.js";
import {splitOfName} from "./splitName.js";

const ROLES = {
  images: /^(x|images?|imgs?|data|pixels|inputs?)$/,
  labels: /^(y|labels?|targets?|classes)$/
} as const;

/** The name that `numpy.savez` gives an unnamed array. */
const UNNAMED = /^arr_0\.npy$/i;

/**
 * Pairs the arrays of images among *paths* with their labels. They are .npy files, or members of .npz archives, in one
 * folder or archive. Their names are like `x_train` and `y_train` (Keras's mnist.npz), `train_images` and
 * `train_labels`, `X` and `y`, or `kmnist-train-imgs.npz` and `kmnist-train-labels.npz` with one unnamed array each.
 * *root* is the name in errors.
 * @throws InputError if images lack labels, if labels lack images, if two pairs claim one split, or if no array has
 * such a name
 */
export function pairNumpyArrays(paths: readonly string[], root: string): ArrayPair[] {
  const sets = new Map<string, {images?: string; labels?: string}>();
  for (const path of paths) {
    const {named, words, role} = roleOf(path);
    if (!role) continue;
    const key = [dirname(named), ...words.filter((word) => !ROLES[role].test(word))].join("/");
    const set = sets.get(key) ?? {};
    if (set[role]) throw new InputError(root, `one array of ${role} for each split`, `${set[role]} and ${path}`);
    set[role] = path;
    sets.set(key, set);
  }
  if (!sets.size) throw new InputError(root, EXPECTED, paths.slice(0, 5).join(", "));
  const pairs = [...sets.values()].map(({images, labels}) => {
    if (images && labels) return {split: splitOfArray(images), images, labels};
    throw new InputError(root, EXPECTED, `only ${(images ?? labels)!}`);
  });
  if (new Set(pairs.map(({split}) => split)).size < pairs.length) {
    throw new InputError(root, "one array of images for each split", pairs.map(({images}) => images).join(", "));
  }
  return pairs;
}

const EXPECTED = "arrays called x_train, y_train, x_test and y_test, as in Keras's mnist.npz";

/** Is this the path of a NumPy array? */
export function isNumpyName(path: string): boolean {
  return /\.npy$/i.test(path);
}

/** Is this a NumPy array whose name says images or labels? */
export function isNumpyPart(path: string): boolean {
  return isNumpyName(path) && roleOf(path).role !== undefined;
}

function roleOf(path: string) {
  const named = UNNAMED.test(basename(path)) && path.includes("/") ? dirname(path) : path;
  const words = wordsOf(basename(named));
  const role = (["images", "labels"] as const).find((one) => words.some((word) => ROLES[one].test(word)));
  return {named, words, role};
}

function splitOfArray(path: string) {
  const named = UNNAMED.test(basename(path)) ? dirname(path) : path;
  return splitOfName(wordsOf(basename(named)).join(" "));
}

/** Splits an array's name into lower-case words: x and train for `X_train.npy`. */
function wordsOf(name: string): string[] {
  const words = name
    .replace(/\.np[yz]$/i, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.flatMap((word) => /^([xy])(train|test|val|valid)$/.exec(word)?.slice(1) ?? [word]); // xtrain
}
