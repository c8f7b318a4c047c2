import {InputError} from "../../../src/inputError.js";

const HIDDEN = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;

/** Is this a hidden file, one that an operating system leaves beside others, or one in such a folder? */
export function isHidden(path: string): boolean {
  return HIDDEN.test(path);
}

/** A backslash, a control character, an undecodable character, a drive, or a part that is empty, `.` or `..`. */
const NOT_PLAIN = /\\|\p{Cc}|\ufffd|^[A-Za-z]:|(^|\/)\.{0,2}(\/|$)/u;

/** Is this a relative path that stays within its folder, in its only spelling? */
export function isPlainPath(path: string): boolean {
  return !NOT_PLAIN.test(path);
}

/** Returns the index of *path* in *sorted* paths (by code unit); −1 if it is missing. */
export function findPath(sorted: readonly string[], path: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < path) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === path ? low : -1;
}

/** Maximum number of files in a source. Their names are in memory, which the pixels need too. */
export const MAX_FILES = 1_000_000;

/** Counts a file, a folder or an entry by its *name*. @throws InputError if there are too many to list */
export type Count = (name: string) => void;

/** Returns a counter of the files below *root*, which names the source in errors. */
export function fileCounter(root: string, mostFiles = MAX_FILES, mostCharacters = 1 << 27): Count {
  let [files, characters] = [0, 0];
  return (name) => {
    characters += name.length;
    if (++files > mostFiles) throw new InputError(root, `at most ${mostFiles} files`, "more");
    if (characters > mostCharacters) throw new InputError(root, `names of ${mostCharacters} characters in all`, "more");
  };
}
