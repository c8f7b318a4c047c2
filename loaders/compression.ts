import {pipeline} from "node:stream";
import {createGunzip, type Gunzip, type InflateRaw} from "node:zlib";
import {InputError} from "../src/inputError.js";

/** Bytes that are read or unzipped at a time. */
export const CHUNK = 1 << 18;

/** A file that can be read more than once: one on disk, or one in an archive. */
export interface RawFile {
  /** What errors call it. */
  readonly name: string;
  /** How many bytes it holds. */
  readonly size: number;
  /** How many bytes it takes on disk: fewer than `size` where an archive holds it deflated. */
  readonly bytesOnDisk: number;
  /** Yields its bytes from the start. @throws InputError where it can't be read, is cut short or damaged */
  chunks(): AsyncGenerator<Uint8Array>;
  /** Returns all of its bytes; cheap for a small file. @throws InputError as `chunks` */
  bytes(): Promise<Uint8Array>;
}

/** Bytes that anything may unzip to, however small it is. */
export const MAX_PLAIN = 64 << 20;

/** Does something of *zipped* bytes unzip to more than a sensible file would: 64 MB, and 100 times its size? */
export function isBomb(unzipped: number, zipped: number): boolean {
  return unzipped > MAX_PLAIN && unzipped > 100 * zipped;
}

/** What is expected instead of a bomb. */
export const NO_BOMB = "one that unzips to at most 64 MB or 100 times its size";

/**
 * Yields the bytes of *file*, gunzipped where they are gzip, whatever its name.
 * @throws InputError where the gzip is damaged, cut short, or a bomb: as soon as that is seen
 */
export async function* gunzipped(file: RawFile): AsyncGenerator<Uint8Array> {
  if (!isGzip(await readStart(file.chunks(), 2))) {
    yield* file.chunks();
    return;
  }
  let length = 0;
  for await (const chunk of unzipped(file.name, "gzip file", file.chunks(), createGunzip({chunkSize: CHUNK}))) {
    length += chunk.length;
    if (isBomb(length, file.bytesOnDisk)) {
      throw new InputError(file.name, `a gzip file, ${NO_BOMB}`, `${file.bytesOnDisk} bytes that unzip to more`);
    }
    yield chunk;
  }
}

function isGzip(start: Uint8Array): boolean {
  return start.length === 2 && start[0] === 0x1f && start[1] === 0x8b;
}

/** Returns the first *length* bytes of *chunks*, fewer where there are no more, and reads no further. */
export async function readStart(chunks: AsyncGenerator<Uint8Array>, length: number): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let left = length;
  for await (const chunk of chunks) {
    read.push(chunk.subarray(0, left));
    left -= read.at(-1)!.length;
    if (!left) break;
  }
  return Buffer.concat(read);
}

/** Returns the bytes of all *chunks*. */
export async function concatenate(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return read.length === 1 ? read[0]! : Buffer.concat(read);
}

/**
 * Yields what *engine* makes of *chunks*; *kind* is what errors call the whole: "gzip file".
 * @throws InputError where they are damaged or cut short
 */
export async function* unzipped(
  source: string,
  kind: string,
  chunks: AsyncGenerator<Uint8Array>,
  engine: Gunzip | InflateRaw
): AsyncGenerator<Uint8Array> {
  // Nothing to do when it ends: an error in any part of it reaches who reads from the engine.
  pipeline(chunks, engine, () => undefined);
  try {
    yield* engine as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw damaged(source, kind, error);
  }
}

/** Returns the InputError for an *error* of zlib's; any other error as it is. */
export function damaged(source: string, kind: string, error: unknown): unknown {
  const {code, message} = error as NodeJS.ErrnoException;
  if (!code?.startsWith("Z_")) return error;
  const cut = code === "Z_BUF_ERROR";
  return new InputError(source, `a whole ${kind}`, cut ? "one that is cut short" : `a damaged one (${message})`);
}
