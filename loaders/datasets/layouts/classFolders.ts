import {basename, dirname} from "node:path/posix";
import type {Split} from "../../../src/characters/digits.js";
import {digitOfFile, digitOfFolder} from "./digitNames.js";
import {splitOfPath} from "./splitName.js";

/** An image file and what is known of it without opening it. */
export interface LabeledFile {
  /** Relative to what was read, with "/". */
  readonly path: string;
  /** The index of its class. */
  readonly label: number;
  /** Undefined where nothing says it. */
  readonly split: Split | undefined;
  readonly writer?: string;
}

const IMAGE = /\.(png|jpe?g|webp|gif|tiff?|avif|bmp|heic)$/i;

/** Is this an image, by its name? */
export function isImageName(path: string): boolean {
  return IMAGE.test(path);
}

/**
 * Returns those of the *paths* that are images in a folder named after a digit (`digitOfFolder`: `0` … `9`, `07`, `digit_7`,
 * `seven`), however deep (`7/a.png`, `train/7/a.png`, `trainingSet/trainingSet/7/img_1.jpg`), in the order of *paths*. The
 * label is the folder, the split the nearest folder above that names one. Where a split comes in full and as a sample of
 * itself, as in Kaggle's mnistasjpg (`trainingSet`, `trainingSample`), the sample is left out: its images would come twice.
 * Folders `01` … `12` number something else, such as writers: where there is one beyond `09`, none of them is a class.
 */
export function findClassFolders(paths: readonly string[]): LabeledFile[] {
  const isCounted = countedFolders(paths);
  return labelFolders(paths, (name, folder) => (isCounted(name, folder) ? undefined : digitOfFolder(name)));
}

/** Returns what tells whether a folder's *name*, `01` … `12`, numbers something else in *folder* than classes. */
export function countedFolders(paths: readonly string[]): (name: string, folder: string) => boolean {
  const images = paths.filter(isImageName);
  const counted = new Set(
    images.filter((path) => /(^|\/)[1-9]\d+$/.test(dirname(path))).map((path) => dirname(dirname(path)))
  );
  return (name, folder) => /^0\d/.test(name) && counted.has(folder);
}

/**
 * Returns those of the *paths* that are images in a folder to which *labelOf* gives a label, by its name and the folder that
 * it lies in, in the order of *paths*, with their splits and without samples of them.
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

/** Returns what is unusual about class folders: an example of those that are not called `0` … `9`; "" for nothing. */
export function describeClassFolders(files: readonly LabeledFile[]): string {
  const odd = files.find(({path}) => !/^\d$/.test(basename(dirname(path))));
  return odd ? `${dirname(odd.path)}: the images in this folder are taken for ${odd.label}, as its name says` : "";
}

/** Images whose names say their digits, and those whose names say none. */
export interface NamedFiles {
  readonly files: readonly LabeledFile[];
  readonly unnamed: readonly string[];
}

/** As many images of one digit alone are more likely one page or one writer. */
const MANY_OF_ONE = 10;

/**
 * Returns the images among *paths* by the digits that their names say (`digitOfFile`: `7_1.png`, `digit-3 (2).png`,
 * `seven_12.png`), the split being what their folder says; undefined where the names of less than half say one, or all of
 * ten or more the same, which tells nothing apart.
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

/** `trainingSample` is of the training split as `trainingSet` is. */
function splitOfSample(folder: string): Split | undefined {
  return splitOfPath(folder.replace(/[_-]?sample/gi, ""));
}
