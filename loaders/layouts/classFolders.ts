import type {Split} from "../../src/digits/digits.js";
import {splitOfPath} from "./splitName.js";

/** An image file and what is known of it without opening it. */
export interface LabeledFile {
  /** Relative to what was read, with "/". */
  readonly path: string;
  /** 0 to 9 */
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
 * Returns those of the *paths* that are images in a folder `0` … `9`, however deep (`7/a.png`, `train/7/a.png`,
 * `trainingSet/trainingSet/7/img_1.jpg`), in the order of *paths*. The label is the folder, the split the nearest folder
 * above that names one. Where a split comes in full and as a sample of itself, as in Kaggle's mnistasjpg
 * (`trainingSet`, `trainingSample`), the sample is left out: its images would come twice.
 */
export function findClassFolders(paths: readonly string[]): LabeledFile[] {
  const files: LabeledFile[] = [];
  const folders = new Map<string, {split: Split | undefined; isSample: boolean}>();
  for (const path of paths) {
    const [, folder = "", label] = /^(?:(.*)\/)?(\d)\/[^/]+$/.exec(path) ?? [];
    if (!label || !isImageName(path)) continue;
    if (!folders.has(folder)) folders.set(folder, {split: splitOfSample(folder), isSample: /sample/i.test(folder)});
    files.push({path, label: Number(label), split: folders.get(folder)!.split});
  }
  const whole = new Set([...folders.values()].filter(({isSample}) => !isSample).map(({split}) => split));
  const isTwice = ({path}: LabeledFile) => {
    const {split, isSample} = folders.get(path.slice(0, path.lastIndexOf("/")).replace(/(^|\/)\d$/, ""))!;
    return isSample && whole.has(split);
  };
  return files.filter((file) => !isTwice(file));
}

/** `trainingSample` is of the training split as `trainingSet` is. */
function splitOfSample(folder: string): Split | undefined {
  return splitOfPath(folder.replace(/[_-]?sample/gi, ""));
}
