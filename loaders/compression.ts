import {pipeline} from "node:stream";
import {createGunzip, type Gunzip, type InflateRaw} from "node:zlib";
import {InputError} from "../src/inputError.js";

/** Bytes read or decompressed at a time. */
export const CHUNK = 1 << 18;

/** A file that can be read more than once: one on disk, or one in an archive. */
export interface RawFile {
  /** Its name in errors. */
  readonly name: string;
  /** Its size in bytes, decompressed. */
  readonly size: number;
  /** Its bytes on disk: fewer than `size` if an archive stores it deflated. */
  readonly bytesOnDisk: number;
  /** Yields its bytes from the start. @throws InputError if it can't be read, is cut short or is damaged */
  chunks(): AsyncGenerator<Uint8Array>;
  /** Resolves to all of its bytes; cheap for a small file. @throws InputError as `chunks` does */
  bytes(): Promise<Uint8Array>;
}

/** Any file may decompress to this many bytes, however small it is. */
export const MAX_PLAIN = 64 << 20;

/** Is this a decompression bomb: more than 64 MB, and more than 100 times its compressed size? */
export function isBomb(unzipped: number, zipped: number): boolean {
  return unzipped > MAX_PLAIN && unzipped > 100 * zipped;
}

/** For errors: what is expected instead of a bomb. */
export const NO_BOMB = "one that unzips to at most 64 MB or 100 times its size";

/**
 * Yields the bytes of *file*, gunzipped if the content is gzip, regardless of its name.
 * @throws InputError as soon as the gzip data prove to be damaged, cut short, or a bomb
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

/** Resolves to the first *length* bytes of *chunks*, or all if there are fewer, and reads no further. */
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

/** Resolves to the bytes of all *chunks*. */
export async function concatenate(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return read.length === 1 ? read[0]! : Buffer.concat(read);
}

/**
 * Yields the *chunks* as decompressed by *engine*. *kind* is the kind of file in errors, such as "gzip file".
 * @throws InputError if they are damaged or cut short
 */
export async function* unzipped(
  source: string,
  kind: string,
  chunks: AsyncGenerator<Uint8Array>,
  engine: Gunzip | InflateRaw
): AsyncGenerator<Uint8Array> {
  // The callback has nothing to do: any error of the pipeline also reaches the reader of the engine.
  pipeline(chunks, engine, () => undefined);
  try {
    yield* engine as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw damaged(source, kind, error);
  }
}

/** Converts an *error* of zlib to an InputError; returns any other error unchanged. */
export function damaged(source: string, kind: string, error: unknown): unknown {
  const {code, message} = error as NodeJS.ErrnoException;
  if (!code?.startsWith("Z_")) return error;
  const cut = code === "Z_BUF_ERROR";
  return new InputError(source, `a whole ${kind}`, cut ? "one that is cut short" : `a damaged one (${message})`);
}
