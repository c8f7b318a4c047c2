import {basename} from "node:path/posix";
import type {Split} from "../src/digits/digits.js";
import {InputError} from "../src/inputError.js";
import {findClassFolders, isImageName, type LabeledFile} from "./layouts/classFolders.js";
import {isIdx} from "./layouts/idx.js";
import {isManifestHeader} from "./layouts/manifest.js";
import {isPixelHeader} from "./layouts/pixelCsv.js";
import {splitOfName, splitOfPath} from "./layouts/splitName.js";
import type {FileSource} from "./sources/source.js";

/** In which layout the digits lie, and in which files; a split that nothing names is undefined. */
export type Detected =
  | {readonly layout: "digit-recognizer CSV" | "mnist-in-csv"; readonly tables: readonly SplitFile[]}
  | {readonly layout: "IDX"; readonly pairs: readonly {split: Split | undefined; images: string; labels: string}[]}
  | {readonly layout: "manifest CSV"; readonly manifests: readonly SplitFile[]}
  | {readonly layout: "class folders"; readonly files: readonly LabeledFile[]};

export interface SplitFile {
  readonly split: Split | undefined;
  readonly path: string;
}

type Kind = "pixels" | "images" | "labels" | "manifest" | "other";

/** What is looked into: tables, IDX files, and what has no extension. Never images. */
const LOOKED_INTO = /(\.csv|ubyte|\.idx\d?|^[^.]+)(\.gz)?$/i;
const IDX_NAME = /(images|labels).*idx\d?[-.]ubyte/i;

/** Enough for the header of a table; and no folder of digits has more tables. */
const [HEAD, MOST_LOOKED_INTO] = [64 * 1024, 1000];

/**
 * Returns the layout of the digits in *source*, found by what its files hold, and the files that belong to it. Where
 * several layouts are there, tables of pixels come before IDX, tables of image files and class folders.
 * @throws InputError where there is none, or one is not whole
 */
export async function detectLayout(source: FileSource): Promise<Detected> {
  const looked = source.paths.filter((path) => LOOKED_INTO.test(basename(path))).slice(0, MOST_LOOKED_INTO);
  const kinds: {path: string; kind: Kind; line: string}[] = [];
  for (const path of looked) kinds.push({path, ...kindOf(await source.readHead(path, HEAD))});
  const ofKind = (kind: Kind) => kinds.filter((one) => one.kind === kind);
  // What is no table by its content, but should be by its name, belongs to the others: reading it says what is wrong.
  const suspects = ofKind("other").filter(({path}) => /\.csv/i.test(path) && splitOfName(basename(path)));

  const pixels = ofKind("pixels");
  if (pixels.length) {
    const isNumbered = pixels.some(({line}) => /\b1x1\b/.test(line));
    const tables = oneOfEach(source, [...pixels, ...suspects].map(withSplit));
    return {layout: isNumbered ? "mnist-in-csv" : "digit-recognizer CSV", tables};
  }
  const arrays = kinds.filter(
    ({path, kind}) => kind === "images" || kind === "labels" || IDX_NAME.test(basename(path))
  );
  if (arrays.length) return {layout: "IDX", pairs: pairArrays(source, arrays)};
  const manifests = ofKind("manifest");
  if (manifests.length) return {layout: "manifest CSV", manifests: oneOfEach(source, manifests.map(withSplit))};
  const files = findClassFolders(source.paths);
  if (files.length) return {layout: "class folders", files};
  if (suspects.length) return {layout: "digit-recognizer CSV", tables: oneOfEach(source, suspects.map(withSplit))};
  throw new InputError(
    source.root,
    "train.csv of pixels, train-images-idx3-ubyte, folders 0 … 9 of images, or a CSV of image files and labels",
    source.paths.length ? source.paths.slice(0, 5).join(", ") : "nothing"
  );
}

function kindOf(head: Uint8Array): {kind: Kind; line: string} {
  const array = isIdx(head);
  const line = new TextDecoder().decode(head).split(/\r?\n/, 1)[0]!;
  if (array) return {kind: array, line: ""};
  return {kind: isPixelHeader(line) ? "pixels" : isManifestHeader(line) ? "manifest" : "other", line};
}

function withSplit({path}: {path: string}): SplitFile {
  return {path, split: splitOfPath(path)};
}

/** Returns one file for each split; of `train.csv` and `train.csv.gz` the first. @throws InputError where two compete */
function oneOfEach(source: FileSource, files: readonly SplitFile[]): SplitFile[] {
  const found: SplitFile[] = [];
  for (const file of files) {
    const other = found.find(({split}) => split === file.split);
    if (!other) found.push(file);
    else if (other.path.replace(/\.gz$/, "") !== file.path.replace(/\.gz$/, "")) {
      const what = file.split ? `one table for the ${file.split} split` : "one table, or several named by their split";
      throw new InputError(source.root, what, `${other.path} and ${file.path}`);
    }
  }
  return found;
}

/**
 * Returns each array of images with its labels: their names are the same but for the words `images` and `labels`,
 * `idx3` and `idx1`. Of several of one name (Kaggle's mnist-dataset has each twice) the first counts.
 */
function pairArrays(source: FileSource, arrays: readonly {path: string; kind: Kind}[]) {
  const sets = new Map<string, {images?: string; labels?: string}>();
  for (const {path, kind} of arrays) {
    const name = basename(path);
    const what = kind === "images" || kind === "labels" ? kind : /labels/i.test(name) ? "labels" : "images";
    const key = name
      .toLowerCase()
      .replace(/\.gz$/, "")
      .replace(/images|labels/, "")
      .replace(/[-.]idx\d/, "-idx");
    const set = sets.get(key) ?? {};
    set[what] ??= path;
    sets.set(key, set);
  }
  const pairs = [...sets.values()].map(({images, labels}) => {
    const split = splitOfPath((images ?? labels)!);
    if (images && labels) return {split, images, labels};
    throw new InputError(source.root, `images and labels of the ${split ?? "only"} split`, `only ${images ?? labels}`);
  });
  const splits = pairs.map(({split}) => split);
  if (new Set(splits).size < splits.length) {
    throw new InputError(source.root, "one array of images for each split", pairs.map(({images}) => images).join(", "));
  }
  return pairs;
}

/** Returns the paths that a layout reads: for a table of image files every image, since only its rows tell which. */
export function filesOf(detected: Detected, source: FileSource): string[] {
  switch (detected.layout) {
    case "IDX":
      return detected.pairs.flatMap(({images, labels}) => [images, labels]);
    case "manifest CSV":
      return [...detected.manifests.map(({path}) => path), ...source.paths.filter(isImageName)];
    case "class folders":
      return detected.files.map(({path}) => path);
    default:
      return detected.tables.map(({path}) => path);
  }
}
