import {basename, dirname} from "node:path/posix";
import type {Split} from "../../../src/characters/digits.js";
import {InputError} from "../../../src/inputError.js";
import {splitOfPath} from "./splitName.js";

/** Paths of a file of images and of the file of their labels. */
export interface ArrayPair {
  readonly split: Split | undefined;
  readonly images: string;
  readonly labels: string;
}

/**
 * Pairs each array of images with its labels, in order of their paths. The two files lie in one folder, and their names
 * differ only by `images` and `labels`, `idx3` and `idx1`. Each may lie in a folder of its own name: Kaggle's
 * mnist-dataset has both forms of each file, and the first one counts. *kind* is the detected content of a file; if
 * that is neither, the name decides, and parsing reports what is wrong. *root* is the name in errors.
 * @throws InputError if images lack labels in their folder, if labels lack images, or if two pairs claim one split
 */
export function pairArrays(
  arrays: readonly {readonly path: string; readonly kind: string}[],
  root: string
): ArrayPair[] {
  const sets = new Map<string, {images?: string; labels?: string}>();
  for (const {path, kind} of arrays) {
    const what = kind === "images" || kind === "labels" ? kind : /labels/i.test(basename(path)) ? "labels" : "images";
    const key = `${folderOf(path)}/${nameOfPair(path)}`;
    const set = sets.get(key) ?? {};
    set[what] ??= path;
    sets.set(key, set);
  }
  const pairs = [...sets.values()].map(({images, labels}) => {
    if (images && labels) return {split: splitOfPath(images), images, labels};
    const path = (images ?? labels)!;
    const expected = `images and labels of the ${splitOfPath(path) ?? "only"} split in one folder`;
    const apart = arrays.find((other) => other.path !== path && nameOfPair(other.path) === nameOfPair(path));
    throw new InputError(root, expected, apart ? `${path} and ${apart.path}` : `only ${path}`);
  });
  const splits = pairs.map(({split}) => split);
  if (new Set(splits).size < splits.length) {
    const found = pairs.map(({images}) => images).join(", ");
    throw new InputError(root, "one array of images for each split (--from or --data can name one folder)", found);
  }
  return pairs;
}

/** Returns the folder of an array, or that folder's parent if the folder has the array's own name. */
function folderOf(path: string): string {
  const folder = dirname(path);
  return nameOfPair(folder) === nameOfPair(path) ? dirname(folder) : folder;
}

/** Returns a file's name without the parts that tell images from labels. */
function nameOfPair(path: string): string {
  return basename(path)
    .toLowerCase()
    .replace(/\.gz$/, "")
    .replace(/images|labels/, "")
    .replace(/[-.]idx\d/, "-idx");
}
