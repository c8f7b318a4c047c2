import {createReadStream} from "node:fs";
import {mkdir, readFile, rename, rm, stat, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {InputError} from "../src/inputError.js";
import {CHUNK, gunzipped, type RawFile} from "./compression.js";
import {removeOnStop} from "./stopping.js";
import {withPath} from "./systemErrors.js";

/**
 * Yields the bytes of a file in chunks, gunzipped where the file is gzip, whatever its name.
 * @throws InputError where there is no such file, or the gzip is damaged, cut short or a bomb
 */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  yield* gunzipped(await openFile(path));
}

/** Returns the file on disk at *path*, called *name* in errors. @throws InputError where there is none */
export async function openFile(path: string, name = path): Promise<RawFile> {
  const expected = "a file that can be read";
  const refuse = (error: NodeJS.ErrnoException) => {
    throw unreadable(name, expected, error);
  };
  const stats = await stat(path).catch(refuse);
  // A FIFO would never end, and a device may be anything.
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

/** Returns the text of a file that a user gave. @throws InputError where it can't be read */
export async function readText(path: string, expected?: string): Promise<string> {
  return (await readBytes(path, expected)).toString("utf8");
}

/** Returns the bytes of a file that a user gave, called *source* in errors. @throws InputError where it can't be read */
export async function readBytes(path: string, expected = "a file that can be read", source = path): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(source, expected, error);
  });
}

/** Returns what to throw where the system can't open or read *source*. */
export function unreadable(source: string, expected: string, {code = ""}: NodeJS.ErrnoException): InputError {
  return new InputError(source, expected, {ENOENT: "nothing there", EISDIR: "a folder"}[code] ?? code);
}

/** Writes a file, maybe in several pieces, so that a reader sees either all of it or what was there before. */
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
 * Makes a folder so that a reader sees either all of it or what was there before: *fill* writes into a hidden folder
 * beside it, which then takes its place. Where it fails or is stopped, nothing is left of it; what a killed process left is
 * cleared away by the next one.
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

/** Puts back the folder that a process moved aside and then was killed; otherwise does nothing. */
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
