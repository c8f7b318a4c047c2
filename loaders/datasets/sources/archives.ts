import {open, type FileHandle} from "node:fs/promises";
import {crc32, createInflateRaw, inflateRawSync} from "node:zlib";
import {InputError} from "../../../src/inputError.js";
import {readDirectory} from "./centralDirectory.js";
import {CHUNK, concatenate, damaged, unzipped, type RawFile} from "../../compression.js";
import {LOCAL_HEADER, overlap, type ArchivedFile} from "./entryTable.js";
import {fileCounter, findPath, type Count} from "./fileNames.js";
import {unreadable} from "../../files.js";

/** A zip archive on disk, read in place: none of it is unpacked to disk. */
export interface Archive {
  /** Paths of its files, sorted by code unit, without hidden ones. */
  readonly paths: readonly string[];
  /** Returns the file at one of the `paths`. */
  file(path: string): RawFile;
  close(): Promise<void>;
}

/** APPNOTE 4.3.7 and 4.3.16: first bytes of an archive, and of an empty one. */
const [LOCAL_SIGNATURE, END_SIGNATURE] = [0x04034b50, 0x06054b50];

/** The name of an entry's data in errors. */
const KIND = "zip entry";

/** Up to this many bytes are inflated synchronously: it takes 0.1 ms, no longer than handing them to a thread. */
const SMALL = 1 << 16;

/** Does the file at *path* begin like a zip archive? */
export async function isZip(path: string): Promise<boolean> {
  const handle = await openHandle(path);
  return beginsAsZip(handle).finally(() => handle.close());
}

async function beginsAsZip(handle: FileHandle): Promise<boolean> {
  const {bytesRead, buffer} = await handle.read({buffer: Buffer.alloc(4), position: 0});
  return bytesRead === 4 && [LOCAL_SIGNATURE, END_SIGNATURE].includes(buffer.readUInt32LE());
}

/**
 * Opens the archive at *path* and counts its entries with *count*. Its file stays open: close the archive when done.
 * @throws InputError for an archive that is damaged, unsafe, or a decompression bomb
 */
export async function openArchive(path: string, count: Count = fileCounter(path)): Promise<Archive> {
  const handle = await openHandle(path);
  try {
    if (!(await beginsAsZip(handle))) throw new InputError(path, "a zip archive", "a file that does not begin as one");
    const directory = await readDirectory(handle, path, count);
    return {
      paths: directory.paths,
      file: (name) => archivedFile(handle, path, name, directory.at(findPath(directory.paths, name))),
      close: () => handle.close()
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function openHandle(path: string): Promise<FileHandle> {
  return open(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, "a file that can be read", error);
  });
}

function archivedFile(handle: FileHandle, archive: string, path: string, file: ArchivedFile): RawFile {
  const name = `${archive}/${path}`;
  const {offset, end, compressedSize, size, deflated} = file;
  const isSmall = Math.max(compressedSize, size) <= SMALL;

  async function read(position: number, length: number): Promise<Buffer> {
    const {buffer, bytesRead} = await handle.read({buffer: Buffer.allocUnsafe(length), position});
    if (bytesRead < length) throw new InputError(archive, "the archive that was opened", "one that is shorter now");
    return buffer;
  }

  /** Reads from the local header on, up to all data of a small file; returns the bytes and the data's range in them. */
  async function readFirst(): Promise<{first: Buffer; start: number; stop: number}> {
    const first = await read(offset, Math.min(CHUNK, end - offset));
    if (first.readUInt32LE() !== LOCAL_SIGNATURE) throw new InputError(name, "a local file header", "something else");
    const start = LOCAL_HEADER + first.readUInt16LE(26) + first.readUInt16LE(28);
    const stop = start + compressedSize;
    if (offset + stop > end) throw overlap(archive, path);
    return {first, start, stop};
  }

  /** Yields the data as stored in the archive, compressed or not. */
  async function* data(): AsyncGenerator<Uint8Array> {
    const {first, start, stop} = await readFirst();
    yield first.subarray(start, stop);
    for (let at = first.length; at < stop; at += CHUNK) yield await read(offset + at, Math.min(CHUNK, stop - at));
  }

  function inflate(compressed: Uint8Array): Uint8Array {
    try {
      return inflateRawSync(compressed, {chunkSize: Math.max(64, size), maxOutputLength: Math.max(1, size)});
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE"
        ? wrongSize("more")
        : damaged(name, KIND, error);
    }
  }

  function check(length: number, checksum: number): void {
    if (length !== size) throw wrongSize(length > size ? "more" : `${length}`);
    if (checksum !== file.crc32) throw new InputError(name, `the CRC-32 ${hex(file.crc32)}`, hex(checksum));
  }

  function wrongSize(actual: string): InputError {
    return new InputError(name, `${size} bytes`, actual);
  }

  async function readSmall(): Promise<Uint8Array> {
    const {first, start, stop} = await readFirst();
    const contents = deflated ? inflate(first.subarray(start, stop)) : first.subarray(start, stop);
    check(contents.length, crc32(contents));
    return contents;
  }

  async function* chunks(): AsyncGenerator<Uint8Array> {
    if (isSmall) return yield await readSmall();
    let [length, checksum] = [0, 0];
    const inflated = () => unzipped(name, KIND, data(), createInflateRaw({chunkSize: CHUNK}));
    for await (const chunk of deflated ? inflated() : data()) {
      length += chunk.length;
      checksum = crc32(chunk, checksum);
      // Checked before the last chunk is yielded, so that a reader of all promised bytes never gets wrong ones.
      if (length >= size) check(length, checksum);
      yield chunk;
    }
    check(length, checksum);
  }

  return {
    name,
    size,
    bytesOnDisk: compressedSize,
    chunks,
    bytes: () => (isSmall ? readSmall() : concatenate(chunks()))
  };
}

function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, "0");
}
