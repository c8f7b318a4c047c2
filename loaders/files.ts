import {createReadStream} from "node:fs";
import {mkdir, open, readFile, rename, rm, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {createGunzip} from "node:zlib";
import {InputError} from "../src/inputError.js";
import {idxParser, type IdxArray} from "./layouts/idx.js";

/**
 * Yields the bytes of a file in chunks, gunzipped where the file is gzip, whatever its name.
 * @throws InputError where there is no such file, or the gzip is damaged or cut short
 */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const zipped = await isGzip(path);
  const file = createReadStream(path, {highWaterMark: 1 << 18});
  if (!zipped) {
    yield* file as AsyncIterable<Uint8Array>;
    return;
  }
  const gunzip = createGunzip({chunkSize: 1 << 18});
  file.on("error", (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    if (!code?.startsWith("Z_")) throw error;
    const cut = code === "Z_BUF_ERROR";
    throw new InputError(path, "a whole gzip file", cut ? "one that is cut short" : `a damaged one (${message})`);
  } finally {
    file.destroy();
  }
}

/** Returns the array of an IDX file, gzipped or not. @throws InputError for anything else */
export async function readIdx(path: string, dimensions: 1 | 3): Promise<IdxArray> {
  const parser = idxParser(path, dimensions);
  for await (const chunk of readChunks(path)) parser.push(chunk);
  return parser.end();
}

async function isGzip(path: string): Promise<boolean> {
  let file;
  try {
    file = await open(path);
    const {buffer, bytesRead} = await file.read({buffer: Buffer.alloc(2), position: 0});
    return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  } catch (error) {
    throw unreadable(path, "a file that can be read", error as NodeJS.ErrnoException);
  } finally {
    await file?.close();
  }
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

function unreadable(source: string, expected: string, {code = ""}: NodeJS.ErrnoException): InputError {
  return new InputError(source, expected, {ENOENT: "nothing there", EISDIR: "a folder"}[code] ?? code);
}

/** Writes a file so that a reader sees either all of it or what was there before. */
export async function writeFileAtomically(path: string, contents: string | Uint8Array): Promise<void> {
  const partial = `${path}.partial-${process.pid}`;
  await writeFile(partial, contents);
  await rename(partial, path);
}

/**
 * Makes a folder so that a reader sees either all of it or what was there before: *fill* writes into a hidden folder
 * beside it, which then takes its place. What a killed process left of this is cleared away by the next one.
 */
export async function writeFolderAtomically(dir: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const [parent, name] = [dirname(dir), basename(dir)];
  const partial = join(parent, `.${name}.partial`);
  const old = join(parent, `.${name}.old`);
  await restoreFolder(dir);
  await rm(partial, {recursive: true, force: true});
  await mkdir(partial, {recursive: true});
  await fill(partial);
  await rename(dir, old).catch(ignoreMissing);
  await rename(partial, dir);
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
