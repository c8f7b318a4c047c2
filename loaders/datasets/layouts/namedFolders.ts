import {basename, dirname} from "node:path/posix";
import {group} from "d3-array";
import {checkAlphabet, describeAlphabet, DIGITS, type Alphabet} from "../../../src/characters/alphabet.js";
import {InputError} from "../../../src/inputError.js";
import {areDigits, classOfText, inNaturalOrder, labelingOf} from "../labels/labeling.js";
import {
  countedFolders,
  findClassFolders,
  findNamedFiles,
  isImageName,
  labelFolders,
  type LabeledFile
} from "./classFolders.js";
import {digitOfFolder} from "./digitNames.js";
import {splitOfName} from "./splitName.js";

/** Classes from the names of folders, and the images in these folders. */
export interface FolderClasses {
  readonly classes: Alphabet;
  readonly files: readonly LabeledFile[];
}

/** Names of folders that are no class: the folder of one writer, or of all images. */
const NO_CLASS_FOLDER =
  /^((writer|user|author|person|subject|part|batch|fold|page|scan|set)[ _-]?\d+|images?|imgs?|pictures?|photos?|data(sets?)?|labels?|masks?|raw|samples?|archives?|docs?|assets|figures?|plots?|thumbnails?|__macosx)$/i;

/** Is a folder's name a single letter? */
const isLetter = (name: string) => /^\p{L}$/u.test(name);

/** From this many single-letter folders on, letters beside digits are classes too. */
const MIN_LETTERS = 3;

/**
 * Finds the classes that folders of images are named after, and their images.
 * - Digits: folders named after digits (`findClassFolders`).
 * - Any other names, one folder a class, with or without a split folder above (`A/`, `train/T-shirt/`), if there are
 *   two or more; in natural order.
 * - Digits with other folders beside them: all are classes if the others are at least as many as the digits, or are
 *   three or more letters. Otherwise the others are left out.
 * - Images with digits in their own names (`findNamedFiles`): only single-letter folders are classes.
 *
 * *named* are the classes in dataset.json; *source* names the dataset in errors. Returns undefined if no folder is a
 * class.
 * @throws InputError for a folder that is none of the classes *named*, and for more than 200 classes
 */
export function findFolderClasses(
  paths: readonly string[],
  source: string,
  named?: Alphabet
): FolderClasses | undefined {
  const digits = findClassFolders(paths);
  if (named && !areDigits(named)) return findNamed(paths, source, named);
  const parents = foldersByParent(paths);
  const ofDigits = new Set(digits.map(({path}) => dirname(dirname(path))));
  const chosen = digits.length ? ofDigits : parentsOfClasses(parents);
  const names = new Set([...chosen].flatMap((parent) => parents.get(parent) ?? []));
  const others = [...names].filter((name) => digitOfFolder(name) === undefined);
  const areLetters = others.length >= MIN_LETTERS && others.every(isLetter);
  if (digits.length && (named || !(areLetters || others.length >= names.size - others.length))) {
    return {classes: DIGITS, files: digits};
  }
  // Folders of writers may hold images with digits in their own names.
  if (names.size < 2 || (![...names].every(isLetter) && findNamedFiles(paths))) {
    return digits.length ? {classes: DIGITS, files: digits} : undefined;
  }
  const classes = checkAlphabet(inNaturalOrder(names), `${source}: folders of classes`);
  const indices = new Map(classes.map((name, i) => [name, i]));
  return {classes, files: labelFolders(paths, (name, parent) => (chosen.has(parent) ? indices.get(name) : undefined))};
}

function findNamed(paths: readonly string[], source: string, named: Alphabet): FolderClasses | undefined {
  const labeling = labelingOf(named);
  const parents = foldersByParent(paths);
  const chosen = new Set(
    [...parents].filter(([, names]) => names.some((name) => classOfText(labeling, name) !== undefined)).map(([p]) => p)
  );
  if (!chosen.size) return undefined;
  const files = labelFolders(paths, (name, parent) => {
    if (!chosen.has(parent) || !(parents.get(parent) ?? []).includes(name)) return undefined;
    const index = classOfText(labeling, name);
    if (index !== undefined) return index;
    throw new InputError(
      source,
      `folders named as the classes in dataset.json (${describeAlphabet(named)})`,
      `"${name}"`
    );
  });
  return {classes: named, files};
}

/** Groups the names of image folders that may be classes by their parent folder. */
function foldersByParent(paths: readonly string[]): Map<string, string[]> {
  const isCounted = countedFolders(paths);
  const folders = new Set(paths.filter((path) => isImageName(path) && path.includes("/")).map(dirname));
  const byParent = group(folders, dirname);
  const found = new Map<string, string[]>();
  for (const [parent, below] of byParent) {
    const names = below
      .map((folder) => basename(folder))
      .filter((name) => !splitOfName(name) && !isCounted(name, parent));
    if (names.length && !names.some((name) => NO_CLASS_FOLDER.test(name))) found.set(parent, names);
  }
  return found;
}

/** Returns the parents of class folders: together, parents that differ only by split must hold two or more folders. */
function parentsOfClasses(parents: ReadonlyMap<string, readonly string[]>): Set<string> {
  const withoutSplit = (parent: string) => parent.split("/").filter((part) => part !== "." && !splitOfName(part)).join("/"); // prettier-ignore
  const sets = group(parents.keys(), withoutSplit);
  const chosen = [...sets.values()].filter(
    (set) => new Set(set.flatMap((parent) => parents.get(parent) ?? [])).size > 1
  );
  // If split folders hold classes, folders beside them hold none.
  const split = chosen.flat().filter((parent) => parent.split("/").some((part) => splitOfName(part)));
  return new Set(split.length ? split : chosen.flat());
}
