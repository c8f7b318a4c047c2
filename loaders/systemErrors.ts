import {dirname, sep} from "node:path";
import {InputError} from "../src/inputError.js";
import {CACHE, RAW, ROOT, RUNS} from "./paths.js";

/** What the disk or the system may refuse: what was expected, what was there, and what helps. */
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

/** The folders that are written to, with the variable that names another one. */
const FOLDERS: readonly (readonly [folder: string, variable: string | undefined])[] = [
  [RUNS, "HANDSCOPE_RUNS"],
  [CACHE, "HANDSCOPE_CACHE"],
  [RAW, "HANDSCOPE_RAW"],
  [ROOT.replace(/[\\/]$/, ""), undefined]
];

/** Returns words that name the variable by which another *folder* is named; none for a folder without one. */
export function orElsewhere(folder: string): string {
  const [, variable] = FOLDERS.find(([dir]) => dir === folder) ?? [];
  return variable ? `, or name another folder with ${variable}` : "";
}

/** Returns *error* with the path that could not be written, which some of the system's lack. */
export function withPath(error: unknown, path: string): unknown {
  if (error instanceof Error && "code" in error && !("path" in error)) Object.assign(error, {path});
  return error;
}

/** Returns what to tell of an *error* of the disk: the folder, what is wrong with it, what helps; undefined for others. */
export function diskError(error: unknown): InputError | undefined {
  if (!(error instanceof Error) || error instanceof InputError) return undefined;
  const {code = "", path: from, dest, syscall} = error as NodeJS.ErrnoException & {dest?: string};
  // Of a copy, the error is about where it goes; of a folder in the making, about what it is to be.
  const path = (code === "EBUSY" ? from : (dest ?? from))?.replace(/([\\/])\.([^\\/]+)\.partial(?=[\\/]|$)/, "$1$2");
  // Below a folder that can't be written to, Node's mkdir says ENOENT.
  const refusal = REFUSALS[code === "ENOENT" && syscall === "mkdir" ? "EROFS" : code];
  if (!refusal || syscall === "listen") return undefined;
  const [expected, got, help] = refusal;
  const [folder = path ? dirname(path) : "the disk"] =
    FOLDERS.find(([dir]) => path === dir || path?.startsWith(dir + sep)) ?? [];
  return new InputError(folder, expected, `${got} (${help}${orElsewhere(folder)})`);
}
