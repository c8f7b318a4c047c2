import {dirname, sep} from "node:path";
import {InputError} from "../src/inputError.js";
import {CACHE, RAW, ROOT, RUNS} from "./paths.js";

/** Errors of disk and system by code: what was expected, what was there, and the remedy. */
const REFUSALS: Readonly<Record<string, readonly [expected: string, got: string, help: string]>> = {
  ENOSPC: ["a disk with room", "a full one", "free some"],
  EDQUOT: ["a disk with room", "a quota that is used up", "free some"],
  EROFS: ["a folder that can be written to", "a read-only disk", "mount it for writing"],
  EACCES: ["a folder that can be written to", "no permission", "change its permissions"],
  EPERM: ["a folder that can be written to", "no permission", "change its permissions"],
  ENOTDIR: ["a folder", "a file in its place", "move that away"],
  EBUSY: ["a folder that can be replaced", "a mount point", "mount the folder around it"],
  EEXIST: ["a folder", "a file in its place", "move that away"]
};

/** Folders that are written to, with the variable that overrides each. */
const FOLDERS: readonly (readonly [folder: string, variable: string | undefined])[] = [
  [RUNS, "HANDSCOPE_RUNS"],
  [CACHE, "HANDSCOPE_CACHE"],
  [RAW, "HANDSCOPE_RAW"],
  [ROOT.replace(/[\\/]$/, ""), undefined]
];

/** Returns the remedy of moving *folder* by its variable; "" for a folder without one. */
export function orElsewhere(folder: string): string {
  const [, variable] = FOLDERS.find(([dir]) => dir === folder) ?? [];
  return variable ? `, or name another folder with ${variable}` : "";
}

/** Adds the *path* that could not be written to a system *error* that lacks one; returns the error. */
export function withPath(error: unknown, path: string): unknown {
  if (error instanceof Error && "code" in error && !("path" in error)) Object.assign(error, {path});
  return error;
}

/** Returns the InputError for a disk *error*: the folder, its problem and the remedy; undefined for other errors. */
export function diskError(error: unknown): InputError | undefined {
  if (!(error instanceof Error) || error instanceof InputError) return undefined;
  const {code = "", path: from, dest, syscall} = error as NodeJS.ErrnoException & {dest?: string};
  // A copy's error concerns its destination; the error of a partial folder concerns the final one.
  const path = (code === "EBUSY" ? from : (dest ?? from))?.replace(/([\\/])\.([^\\/]+)\.partial(?=[\\/]|$)/, "$1$2");
  // In a folder that can't be written to, Node's mkdir fails with ENOENT.
  const refusal = REFUSALS[code === "ENOENT" && syscall === "mkdir" ? "EROFS" : code];
  if (!refusal || syscall === "listen") return undefined;
  const [expected, got, help] = refusal;
  const [folder = path ? dirname(path) : "the disk"] =
    FOLDERS.find(([dir]) => path === dir || path?.startsWith(dir + sep)) ?? [];
  return new InputError(folder, expected, `${got} (${help}${orElsewhere(folder)})`);
}
