import {isUtf8} from "node:buffer";
import type {FileHandle} from "node:fs/promises";
import {fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type Entry, type ZipFile} from "yauzl";
import {InputError} from "../../../src/inputError.js";
import {CHUNK, isBomb, NO_BOMB} from "../../compression.js";
import {entryTable, type Directory} from "./entryTable.js";
import {isPlainPath, MAX_FILES, type Count} from "./fileNames.js";

/** Bytes of a directory entry without its name, and of the end record. APPNOTE 4.3.12, 4.3.16. */
const [CENTRAL_HEADER, END_RECORD] = [46, 22];

/** APPNOTE 4.3.14: the record between directory and end record in a zip64 archive. */
const ZIP64_END_SIGNATURE = 0x06064b50;

/** APPNOTE 4.4.4: encrypted; the name is UTF-8. */
const [ENCRYPTED, UTF8] = [0x1, 0x800];

/** APPNOTE 4.4.5: compression methods. */
const [STORED, DEFLATED] = [0, 8];

/** File types in the upper half of the attributes, as in Unix's st_mode; 0 if unset. */
const [KIND, NO_KIND, FILE, FOLDER, LINK] = [0o170000, 0, 0o100000, 0o040000, 0o120000];

/**
 * Reads the central directory of the archive *source*. yauzl finds and parses it, zip64 too. This code checks what
 * yauzl does not: names, file types, promised sizes, overlaps, and that the directory ends where the archive does.
 * @throws InputError for an archive that is damaged or holds an entry that can't be read safely
 */
export async function readDirectory(handle: FileHandle, source: string, count: Count): Promise<Directory> {
  const {size} = await handle.stat();
  const options = {autoClose: false, decodeStrings: false, validateEntrySizes: false};
  try {
    const zip = await fromRandomAccessReaderPromise(new WindowReader(handle, size), size, options);
    const [start, n] = [cursorOf(zip), zip.entryCount];
    if (n > MAX_FILES) throw new InputError(source, `at most ${MAX_FILES} files`, `a promise of ${n}`);
    if (start + n * CENTRAL_HEADER > size) throw new Error(`no room for ${n} entries`);
    const table = entryTable(source, n);
    const promised = {compressedSize: 0, uncompressedSize: 0};
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry, source);
      count(name);
      checkEntry(entry, `${source}/${name}`);
      promised.compressedSize += entry.compressedSize;
      promised.uncompressedSize += entry.uncompressedSize;
      table.add(name, {
        offset: entry.relativeOffsetOfLocalHeader,
        compressedSize: entry.compressedSize,
        size: entry.uncompressedSize,
        crc32: entry.crc32,
        deflated: entry.compressionMethod === DEFLATED
      });
    }
    refuseBomb(promised, source);
    await checkEnd(handle, zip, size);
    return table.finish(start);
  } catch (error) {
    // yauzl throws plain Errors without a code.
    if (!(error instanceof Error) || error.name !== "Error" || "code" in error) throw error;
    throw new InputError(source, "a whole zip archive", `a damaged one (${error.message})`);
  }
}

/** Decodes an entry's name: as UTF-8 if it is valid UTF-8, because macOS omits the UTF-8 flag; otherwise as CP437. */
function nameOf({generalPurposeBitFlag, fileNameRaw, extraFields}: Entry, source: string): string {
  const name = getFileNameLowLevel(
    isUtf8(fileNameRaw) ? generalPurposeBitFlag | UTF8 : generalPurposeBitFlag,
    fileNameRaw,
    extraFields,
    true
  );
  if (isPlainPath(name.replace(/\/$/, ""))) return name;
  throw new InputError(source, "entries with plain relative names", `"${name.slice(0, 200)}"`);
}

function checkEntry(entry: Entry, name: string): void {
  const {generalPurposeBitFlag, compressionMethod, compressedSize, uncompressedSize} = entry;
  if (generalPurposeBitFlag & ENCRYPTED) throw new InputError(name, "a file without a password", "an encrypted one");
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    throw new InputError(name, "a stored or deflated file", `compression method ${compressionMethod}`);
  }
  const kind = (entry.externalFileAttributes >>> 16) & KIND;
  if (kind !== NO_KIND && kind !== FILE && kind !== FOLDER) {
    throw new InputError(name, "a file or a folder", kind === LINK ? "a symbolic link" : "a device");
  }
  if (compressionMethod === STORED && compressedSize !== uncompressedSize) {
    throw new InputError(name, `${uncompressedSize} stored bytes`, `${compressedSize}`);
  }
  refuseBomb(entry, name);
}

type Sizes = Pick<Entry, "compressedSize" | "uncompressedSize">;

function refuseBomb({compressedSize, uncompressedSize}: Sizes, source: string): void {
  if (!isBomb(uncompressedSize, compressedSize)) return;
  throw new InputError(source, NO_BOMB, `${compressedSize} bytes that unzip to ${uncompressedSize}`);
}

/** Throws if there is a gap between the directory's last entry and the end record: uncounted entries. */
async function checkEnd(handle: FileHandle, zip: ZipFile, size: number): Promise<void> {
  const end = cursorOf(zip);
  if (end === size - END_RECORD - zip.comment.length) return;
  const {buffer} = await handle.read({buffer: Buffer.alloc(4), position: end});
  if (buffer.readUInt32LE() !== ZIP64_END_SIGNATURE) throw new Error(`more than ${zip.entryCount} entries`);
}

/** Returns the position that yauzl reads next. It is a number, although yauzl's types say boolean. */
function cursorOf(zip: ZipFile): number {
  return Number(zip.readEntryCursor);
}

/** Reads a file through a buffered window, because yauzl reads each entry twice: 46 bytes, then its name. */
class WindowReader extends RandomAccessReader {
  private window = Buffer.alloc(0);
  private start = 0;

  constructor(
    private readonly handle: FileHandle,
    private readonly size: number
  ) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void
  ): void {
    const give = () =>
      callback(null, this.window.copy(buffer, offset, position - this.start, position - this.start + length));
    if (position + length > this.size) return callback(null, 0);
    if (position >= this.start && position + length <= this.start + this.window.length) return give();
    this.handle.read({buffer: Buffer.allocUnsafe(Math.max(length, CHUNK)), position}).then((read) => {
      this.window = read.buffer.subarray(0, read.bytesRead);
      this.start = position;
      give();
    }, callback);
  }
}
