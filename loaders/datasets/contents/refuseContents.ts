import {InputError} from "../../../src/inputError.js";
import {contentsOf, describeContents, isForeign, zipContents} from "./fileContents.js";
import {isImageName} from "../layouts/classFolders.js";
import type {FileSource} from "../sources/source.js";

/** A file that its name claims for digits, and its first bytes. */
export interface NamedHead {
  readonly path: string;
  readonly head: Uint8Array;
}

/** Refuses files whose content belies their name, such as a web page called train.csv. @throws InputError */
export function refuseForeign(files: readonly NamedHead[], expected: string, source: FileSource): void {
  for (const {path, head} of files) {
    const contents = contentsOf(head);
    if (isForeign(contents)) throw new InputError(source.nameOf(path), expected, describeContents(contents));
  }
}

/** Bytes that identify a file's kind. */
const HEAD = 1024;

/** Returns the error for a *source* without any known layout; it says what the source holds instead. */
export async function noDigits(source: FileSource): Promise<InputError> {
  const expected =
    "train.csv of pixels, train-images-idx3-ubyte, folders 0 … 9 of images, or a CSV of image files and labels";
  const {root, paths} = source;
  const [first] = paths;
  if (first === undefined) return new InputError(root, expected, "nothing");
  const names = paths.slice(0, 5).join(", ");
  const isOne = source.onDisk(first) === root;
  if (isOne && paths.length > 1) {
    const archive = zipContents(paths);
    return new InputError(root, expected, archive ? describeContents(archive) : names);
  }
  const contents = contentsOf(await source.readHead(first, HEAD));
  if (isOne) return new InputError(root, expected, describeContents(contents));
  if (!isForeign(contents) || isImageName(first)) return new InputError(root, expected, names);
  const found = paths.length > 1 ? `${names}; the first is ` : `${names}: `;
  return new InputError(root, expected, found + describeContents(contents));
}
