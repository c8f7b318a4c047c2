import {createReadStream} from "node:fs";
import {mkdir, readFile, rename, rm, stat, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {InputError} from "../src/inputError.js";
import {CHUNK, gunzipped, type RawFile} from "./compression.js";
import {removeOnStop} from "./stopping.js";
import {withPath} from "./systemErrors.js";

/**
 * Yields the bytes of a file in chunks, gunzipped if the content is gzip, regardless of its name.
 * @throws InputError if the file is missing, or its gzip data are damaged, cut short or a bomb
 */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  yield* gunzipped(await openFile(path));
}

/** Opens the file on disk at *path*; errors call it *name*. @throws InputError if it is missing */
export async function openFile(path: string, name = path): Promise<RawFile> {
  const expected = "a file that can be read";
  const refuse = (error: NodeJS.ErrnoException) => {
    throw unreadable(name, expected, error);
  };
  const stats = await stat(path).catch(refuse);
  // A FIFO may never end, and a device may be anything.
  if (!stats.isFile()) throw new InputError(name, expected, stats.isDirectory() ? "a folder" : "a device");
  return {
    name,
    size: stats.size,
    bytesOnDisk: stats.size,
    async *chunks() {
      try {
        yield* createReadStream(path, {highWaterMark: CHUNK}) as AsyncIterable<Uint8Array>;
      } catch (error) {
        refuse(error as NodeJS.ErrnoException);
      }
    },
    bytes: () => readBytes(path, expected, name)
  };
}

/** Reads a user's file as text. @throws InputError if it can't be read */
export async function readText(path: string, expected?: string): Promise<string> {
  return (await readBytes(path, expected)).toString("utf8");
}

/** Reads a user's file; errors call it *source*. @throws InputError if it can't be read */
export async function readBytes(path: string, expected = "a file that can be read", source = path): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(source, expected, error);
  });
}

/** What is there instead of a file that can be read, by the system's code. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: "nothing there",
  EISDIR: "a folder",
  ENOTDIR: "a file in the place of a folder",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it"
};

/** Returns the error for a *source* that the system can't open or read. */
export function unreadable(source: string, expected: string, {code = ""}: NodeJS.ErrnoException): InputError {
  return new InputError(source, expected, UNREADABLE[code] ?? code);
}

/** Writes a file, in one or more pieces, so that a reader sees either all of it or its previous content. */
export async function writeFileAtomically(
  path: string,
  contents: string | Uint8Array | Iterable<Uint8Array>
): Promise<void> {
  const partial = `${path}.partial-${process.pid}`;
  const forget = removeOnStop(partial);
  try {
    await writeFile(partial, contents);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, {force: true}).catch(() => undefined);
    throw withPath(error, path);
  } finally {
    forget();
  }
}

/**
 * Replaces a folder so that a reader sees either all of the new one or the previous one. *fill* writes to a hidden
 * folder beside *dir*, which then replaces it. If *fill* fails or the process is stopped, the hidden folder is removed;
 * after a killed process, the next call removes it.
 */
export async function writeFolderAtomically(dir: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const [parent, name] = [dirname(dir), basename(dir)];
  const partial = join(parent, `.${name}.partial`);
  const old = join(parent, `.${name}.old`);
  await restoreFolder(dir);
  const forget = removeOnStop(partial);
  try {
    await rm(partial, {recursive: true, force: true});
    await mkdir(partial, {recursive: true});
    await fill(partial);
    await rename(dir, old).catch(ignoreMissing);
    await rename(partial, dir);
  } catch (error) {
    await rm(partial, {recursive: true, force: true}).catch(() => undefined);
    await restoreFolder(dir);
    throw withPath(error, dir);
  } finally {
    forget();
  }
  await rm(old, {recursive: true, force: true});
}

/** Puts back the folder that a process moved aside before it was killed; otherwise does nothing. */
export async function restoreFolder(dir: string): Promise<void> {
  const old = join(dirname(dir), `.${basename(dir)}.old`);
  await rename(old, dir).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === "ENOTEMPTY" || error.code === "EEXIST") await rm(old, {recursive: true, force: true});
    else ignoreMissing(error);
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
