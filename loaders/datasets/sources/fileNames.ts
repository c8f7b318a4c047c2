import {InputError} from "../../../src/inputError.js";

const HIDDEN = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;

/** Is this a file that systems leave beside others, or one in a folder of theirs? */
export function isHidden(path: string): boolean {
  return HIDDEN.test(path);
}

/** A backslash, a control character, what no encoding gives, a drive, or an empty part, `.` or `..`. */
const NOT_PLAIN = /\\|\p{Cc}|\ufffd|^[A-Za-z]:|(^|\/)\.{0,2}(\/|$)/u;

/** Is this a relative path that stays where it is, with one way to write it? */
export function isPlainPath(path: string): boolean {
  return !NOT_PLAIN.test(path);
}

/** Returns where *path* is in *sorted* paths (by code unit); −1 where it is not. */
export function findPath(sorted: readonly string[], path: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < path) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === path ? low : -1;
}

/** A source holds no more: their names are kept in memory, and there must be room for pixels. */
export const MAX_FILES = 1_000_000;

/** Counts a file, a folder or an entry by its *name*. @throws InputError where they are too many to list */
export type Count = (name: string) => void;

/** Returns what counts the files below *root*, which errors name. */
export function fileCounter(root: string, mostFiles = MAX_FILES, mostCharacters = 1 << 27): Count {
  let [files, characters] = [0, 0];
  return (name) => {
    characters += name.length;
    if (++files > mostFiles) throw new InputError(root, `at most ${mostFiles} files`, "more");
    if (characters > mostCharacters) throw new InputError(root, `names of ${mostCharacters} characters in all`, "more");
  };
}
