import {stat} from "node:fs/promises";
import {basename, resolve} from "node:path";
import {InputError} from "../../../src/inputError.js";
import {isZip, openArchive, type Archive} from "./archives.js";
import {gunzipped, readStart, type RawFile} from "../../compression.js";
import {fileCounter, findPath} from "./fileNames.js";
import {openFile, unreadable} from "../../files.js";
import {listFolder} from "./folders.js";

/** The files that digits are read from: a folder's, a zip archive's (read in place), or a single file. */
export interface FileSource {
  /** The path that the user gave, absolute. */
  readonly root: string;
  /**
   * Relative, with "/", sorted by code unit. Files in a folder's archive follow its name: `data.zip/train.csv`. Without
   * system and hidden files: names that begin with a dot, `__MACOSX`, `Thumbs.db`, `desktop.ini`.
   */
  readonly paths: readonly string[];
  /** Returns a file's name for errors: `/dir/train.csv`, `/dir/data.zip/train.csv`. */
  nameOf(path: string): string;
  /** Returns the absolute path of the file on disk that holds a file, for hashing and copying. */
  onDisk(path: string): string;
  /** Yields a file's bytes, gunzipped if gzipped. @throws InputError if it is not in `paths`, or damaged */
  openChunks(path: string): AsyncGenerator<Uint8Array>;
  /** Yields a file's bytes unchanged. @throws InputError if it is not in `paths`, or damaged */
  openRaw(path: string): AsyncGenerator<Uint8Array>;
  /**
   * Returns the first *bytes* bytes of `openChunks`, or all of a shorter file. @throws InputError as `openChunks` does
   */
  readHead(path: string, bytes: number): Promise<Uint8Array>;
  /** Returns a file's bytes unchanged. @throws InputError as `openRaw` does, and for more than *most* bytes (64 MB) */
  readBytes(path: string, most?: number): Promise<Uint8Array>;
  /** Closes the archives; nothing can be read afterwards. */
  close(): Promise<void>;
}

const ZIP_NAME = /\.zip$/i;
/** NumPy's archives are zips. A file of this name that is no zip, such as a Git LFS pointer, is an ordinary file. */
const NPZ_NAME = /\.npz$/i;

/** Maximum number of archives: each takes a file descriptor. */
const MAX_ARCHIVES = 100;

/**
 * Opens the files at *path*: a folder with the `.zip` and `.npz` archives at its top (other zips, such as `.xlsx`, hold
 * no digits), a zip archive of any name, or a single file. Close the source when done.
 * @throws InputError if nothing is there, if an archive is damaged or unsafe, or if a link leaves the folder
 */
export async function openSource(path: string): Promise<FileSource> {
  const root = resolve(path);
  const expected = "a folder or zip of digits";
  const stats = await stat(root).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(root, expected, error);
  });
  if (stats.isDirectory()) return openFolder(root);
  if (!stats.isFile()) throw new InputError(root, expected, "a device");
  if (ZIP_NAME.test(root) || (await isZip(root))) return openZip(root);
  return sourceOf({
    root,
    paths: [basename(root)],
    nameOf: () => root,
    onDisk: () => root,
    file: () => openFile(root),
    close: () => Promise.resolve()
  });
}

async function openZip(root: string): Promise<FileSource> {
  const {paths, file, close} = await openArchive(root);
  return sourceOf({root, paths, nameOf: (path) => `${root}/${path}`, onDisk: () => root, file, close});
}

async function openFolder(root: string): Promise<FileSource> {
  const count = fileCounter(root);
  const files = listFolder(root, count);
  const names: string[] = [];
  for (const path of files.filter((one) => !one.includes("/"))) {
    if (ZIP_NAME.test(path) || (NPZ_NAME.test(path) && (await isZip(`${root}/${path}`)))) names.push(path);
  }
  if (names.length > MAX_ARCHIVES) throw new InputError(root, `at most ${MAX_ARCHIVES} zips`, `${names.length}`);
  const archives = new Map<string, Archive>();
  const close = async () => {
    for (const archive of archives.values()) await archive.close();
  };
  try {
    for (const name of names) archives.set(name, await openArchive(`${root}/${name}`, count));
  } catch (error) {
    await close();
    throw error;
  }
  const paths = files.filter((path) => !archives.has(path));
  for (const [name, archive] of archives) for (const path of archive.paths) paths.push(`${name}/${path}`);
  const nameOf = (path: string) => `${root}/${path}`;
  return sourceOf({
    root,
    paths: paths.sort(),
    nameOf,
    onDisk: (path) => (archives.has(topOf(path)) ? nameOf(topOf(path)) : nameOf(path)),
    file: (path) => archives.get(topOf(path))?.file(path.slice(topOf(path).length + 1)) ?? openFile(nameOf(path)),
    close
  });
}

/** Returns the first part of *path*. */
function topOf(path: string): string {
  return path.split("/", 1)[0]!;
}

/** Returns a source that reads only its `paths`, because a requested path may come from somebody's table. */
function sourceOf({
  file,
  ...source
}: Pick<FileSource, "root" | "paths" | "nameOf" | "onDisk" | "close"> & {
  file(path: string): RawFile | Promise<RawFile>;
}): FileSource {
  const open = async (path: string) => {
    if (findPath(source.paths, path) >= 0) return file(path);
    throw new InputError(source.nameOf(path), `a file in ${source.root}`, "nothing there");
  };
  const openChunks = async function* (path: string) {
    yield* gunzipped(await open(path));
  };
  return {
    ...source,
    openChunks,
    async *openRaw(path) {
      yield* (await open(path)).chunks();
    },
    readHead: (path, bytes) => readStart(openChunks(path), bytes),
    async readBytes(path, most = 64 << 20) {
      const {name, size, bytes} = await open(path);
      if (size > most) throw new InputError(name, `at most ${most} bytes`, `${size}`);
      return bytes();
    }
  };
}
