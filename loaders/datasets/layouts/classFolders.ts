import {basename, dirname} from "node:path/posix";
import type {Split} from "../../../src/characters/digits.js";
import {digitOfFile, digitOfFolder} from "./digitNames.js";
import {splitOfPath} from "./splitName.js";

/** An image file, its label and its split, known from names alone. */
export interface LabeledFile {
  /** Relative to the source's root, with "/". */
  readonly path: string;
  /** The index of its class. */
  readonly label: number;
  /** Undefined if no name tells it. */
  readonly split: Split | undefined;
  readonly writer?: string;
}

const IMAGE = /\.(png|jpe?g|webp|gif|tiff?|avif|bmp|heic)$/i;

/** Does *path* have an image file's extension? */
export function isImageName(path: string): boolean {
  return IMAGE.test(path);
}

/**
 * Returns the images among *paths* that lie in a folder named after a digit (`digitOfFolder`: `0` … `9`, `07`,
 * `digit_7`, `seven`) at any depth (`7/a.png`, `train/7/a.png`, `trainingSet/trainingSet/7/img_1.jpg`), in the order of
 * *paths*. The folder gives the label, and the nearest folder above that names a split gives the split. If a split
 * comes both whole and as a sample, as in Kaggle's mnistasjpg (`trainingSet`, `trainingSample`), the sample is left
 * out: its images would count twice. Folders `01` … `12` may be numbers of writers or the like: with any folder beyond
 * `09` beside them, none of them is a class.
 */
export function findClassFolders(paths: readonly string[]): LabeledFile[] {
  const isCounted = countedFolders(paths);
  return labelFolders(paths, (name, folder) => (isCounted(name, folder) ? undefined : digitOfFolder(name)));
}

/** Returns a predicate: is the folder *name* in *folder* one of a numbered series such as `01` … `12`, and no class? */
export function countedFolders(paths: readonly string[]): (name: string, folder: string) => boolean {
  const images = paths.filter(isImageName);
  const counted = new Set(
    images.filter((path) => /(^|\/)[1-9]\d+$/.test(dirname(path))).map((path) => dirname(dirname(path)))
  );
  return (name, folder) => /^0\d/.test(name) && counted.has(folder);
}

/**
 * Returns the images among *paths* whose folder *labelOf* labels (from its name and its parent folder), in the order of
 * *paths*, with their splits. Leaves out samples of splits that come whole.
 */
export function labelFolders(
  paths: readonly string[],
  labelOf: (name: string, folder: string) => number | undefined
): LabeledFile[] {
  const files: LabeledFile[] = [];
  const folders = new Map<string, {split: Split | undefined; isSample: boolean}>();
  for (const path of paths.filter(isImageName)) {
    const [name, folder] = [basename(dirname(path)), dirname(dirname(path))];
    const label = path.includes("/") ? labelOf(name, folder) : undefined;
    if (label === undefined) continue;
    if (!folders.has(folder)) folders.set(folder, {split: splitOfSample(folder), isSample: /sample/i.test(folder)});
    files.push({path, label, split: folders.get(folder)!.split});
  }
  const whole = new Set([...folders.values()].filter(({isSample}) => !isSample).map(({split}) => split));
  return files.filter(({path}) => {
    const {split, isSample} = folders.get(dirname(dirname(path)))!;
    return !(isSample && whole.has(split));
  });
}

/** Returns a note with an example if class folders have names other than `0` … `9`; otherwise "". */
export function describeClassFolders(files: readonly LabeledFile[]): string {
  const odd = files.find(({path}) => !/^\d$/.test(basename(dirname(path))));
  return odd ? `${dirname(odd.path)}: the images in this folder are taken for ${odd.label}, as its name says` : "";
}

/** Images whose names hold a digit, and images whose names hold none. */
export interface NamedFiles {
  readonly files: readonly LabeledFile[];
  readonly unnamed: readonly string[];
}

/** From this many images on, a single digit more likely means one page or one writer than one class. */
const MANY_OF_ONE = 10;

/**
 * Returns the images among *paths* with the digits in their names (`digitOfFile`: `7_1.png`, `digit-3 (2).png`,
 * `seven_12.png`); their folders give the split. Undefined if fewer than half of the names hold a digit, or if ten or
 * more names all hold the same digit, which distinguishes nothing.
 */
export function findNamedFiles(paths: readonly string[]): NamedFiles | undefined {
  const files: LabeledFile[] = [];
  const unnamed: string[] = [];
  for (const path of paths.filter(isImageName)) {
    const label = digitOfFile(basename(path).replace(IMAGE, ""));
    if (label === undefined) unnamed.push(path);
    else files.push({path, label, split: splitOfPath(dirname(path))});
  }
  const digits = new Set(files.map(({label}) => label));
  const isTelling = digits.size > 1 || (digits.size === 1 && files.length < MANY_OF_ONE);
  return isTelling && files.length >= unnamed.length ? {files, unnamed} : undefined;
}

/** Returns the split of a folder and ignores "sample": `trainingSample` belongs to training, like `trainingSet`. */
function splitOfSample(folder: string): Split | undefined {
  return splitOfPath(folder.replace(/[_-]?sample/gi, ""));
}
