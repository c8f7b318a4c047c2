import {crc32, deflateRawSync} from "node:zlib";

// Zip archives handmade from PKWARE's APPNOTE 6.3.10, so that any field can be wrong.
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

/** The fields of a record in order, with their sizes in bytes. */
type Layout<Name extends string> = readonly (readonly [Name, 2 | 4 | 8])[];

/** 4.3.7, up to the file name. */
const LOCAL = [
  ["signature", 4],
  ["version", 2],
  ["flags", 2],
  ["method", 2],
  ["time", 2],
  ["date", 2],
  ["crc", 4],
  ["compressedSize", 4],
  ["size", 4],
  ["nameLength", 2],
  ["extraLength", 2]
] as const satisfies Layout<string>;

/** 4.3.12, up to the file name. */
const CENTRAL = [
  ["signature", 4],
  ["madeBy", 2],
  ["version", 2],
  ["flags", 2],
  ["method", 2],
  ["time", 2],
  ["date", 2],
  ["crc", 4],
  ["compressedSize", 4],
  ["size", 4],
  ["nameLength", 2],
  ["extraLength", 2],
  ["commentLength", 2],
  ["disk", 2],
  ["internalAttributes", 2],
  ["externalAttributes", 4],
  ["offset", 4]
] as const satisfies Layout<string>;

/** 4.3.16, up to the comment. */
const END = [
  ["signature", 4],
  ["disk", 2],
  ["directoryDisk", 2],
  ["entriesOnDisk", 2],
  ["entries", 2],
  ["directorySize", 4],
  ["directoryOffset", 4],
  ["commentLength", 2]
] as const satisfies Layout<string>;

/** 4.3.14, without extensible data. */
const ZIP64_END = [
  ["signature", 4],
  ["recordSize", 8],
  ["madeBy", 2],
  ["version", 2],
  ["disk", 4],
  ["directoryDisk", 4],
  ["entriesOnDisk", 8],
  ["entries", 8],
  ["directorySize", 8],
  ["directoryOffset", 8]
] as const satisfies Layout<string>;

/** 4.3.15. */
const ZIP64_LOCATOR = [
  ["signature", 4],
  ["disk", 4],
  ["offset", 8],
  ["disks", 4]
] as const satisfies Layout<string>;

type Fields<L extends Layout<string>> = Partial<Record<L[number][0], number>>;

export interface HandmadeEntry {
  readonly name: string | Uint8Array;
  /** The content of the file (default: empty). */
  readonly contents?: Uint8Array;
  readonly deflated?: boolean;
  /** The bytes stored as data, regardless of the contents. */
  readonly data?: Uint8Array;
  /** Stores sizes and offset in the directory as 8 bytes in an extra field: 4.5.3. */
  readonly zip64?: boolean;
  readonly localExtra?: Uint8Array;
  readonly centralExtra?: Uint8Array;
  /** Fields to override. */
  readonly local?: Fields<typeof LOCAL>;
  readonly central?: Fields<typeof CENTRAL>;
  /** Bytes between this entry's data and the next record. */
  readonly gap?: Uint8Array;
}

export interface HandmadeArchive {
  readonly comment?: Uint8Array;
  readonly end?: Fields<typeof END>;
  /** Writes zip64 records before the end record; overrides their fields. */
  readonly zip64?: Fields<typeof ZIP64_END>;
  /** Bytes between the directory and the next record. */
  readonly afterDirectory?: Uint8Array;
}

/** Returns the archive of *entries*: a valid one if no field is overridden. */
export function handmadeZip(entries: readonly HandmadeEntry[], archive: HandmadeArchive = {}): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  const write = (...bytes: Uint8Array[]) => {
    parts.push(...bytes);
    for (const {length} of bytes) offset += length;
  };
  for (const entry of entries) {
    directory.push(centralOf(entry, offset));
    write(localOf(entry), dataOf(entry), entry.gap ?? Buffer.alloc(0));
  }
  const [directoryOffset, directorySize] = [offset, Buffer.concat(directory).length];
  write(Buffer.concat(directory), archive.afterDirectory ?? Buffer.alloc(0));
  const counts = {entriesOnDisk: entries.length, entries: entries.length, directorySize, directoryOffset};
  if (archive.zip64) {
    const zip64Offset = offset;
    const zip64 = {signature: 0x06064b50, recordSize: 44, madeBy: 45, version: 45, ...counts, ...archive.zip64};
    write(record(ZIP64_END, zip64), record(ZIP64_LOCATOR, {signature: 0x07064b50, offset: zip64Offset, disks: 1}));
  }
  const beyond = {entriesOnDisk: 0xffff, entries: 0xffff, directorySize: 0xffffffff, directoryOffset: 0xffffffff};
  const comment = archive.comment ?? Buffer.alloc(0);
  const end = {signature: 0x06054b50, ...(archive.zip64 ? beyond : counts), commentLength: comment.length};
  write(record(END, {...end, ...archive.end}), comment);
  return Buffer.concat(parts);
}

/** Returns the local header of an entry with its name and extra field. */
export function localOf(entry: HandmadeEntry): Buffer {
  const extra = entry.localExtra ?? Buffer.alloc(0);
  const fields = {signature: 0x04034b50, ...commonOf(entry), extraLength: extra.length, ...entry.local};
  return Buffer.concat([record(LOCAL, fields), nameOf(entry), extra]);
}

function centralOf(entry: HandmadeEntry, offset: number): Buffer {
  const common = commonOf(entry);
  const {size, compressedSize} = {...common, ...entry.central};
  const zip64 = entry.zip64 ? [extraField(1, eightBytes(size, compressedSize, entry.central?.offset ?? offset))] : [];
  const extra = Buffer.concat([...zip64, entry.centralExtra ?? Buffer.alloc(0)]);
  const beyond = {size: 0xffffffff, compressedSize: 0xffffffff, offset: 0xffffffff};
  const fields = {signature: 0x02014b50, madeBy: 20, ...common, offset, extraLength: extra.length, ...entry.central};
  return Buffer.concat([record(CENTRAL, {...fields, ...(entry.zip64 && beyond)}), nameOf(entry), extra]);
}

/** Returns the fields common to both headers of an entry. */
function commonOf(entry: HandmadeEntry) {
  const contents = entry.contents ?? Buffer.alloc(0);
  return {
    version: 20,
    // Bit 11: the name is UTF-8.
    flags: typeof entry.name === "string" ? 0x800 : 0,
    method: entry.deflated ? 8 : 0,
    date: 0x21,
    crc: crc32(contents),
    compressedSize: dataOf(entry).length,
    size: contents.length,
    nameLength: nameOf(entry).length
  };
}

function nameOf({name}: HandmadeEntry): Uint8Array {
  return typeof name === "string" ? Buffer.from(name) : name;
}

function dataOf({data, contents = Buffer.alloc(0), deflated}: HandmadeEntry): Uint8Array {
  return data ?? (deflated ? deflateRawSync(contents) : contents);
}

/** Returns an extra field: 4.5.1. */
export function extraField(id: number, data: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16LE(id);
  header.writeUInt16LE(data.length, 2);
  return Buffer.concat([header, data]);
}

function eightBytes(...values: number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeBigUInt64LE(BigInt(value), 8 * i));
  return bytes;
}

/** Returns the bytes of a record; missing fields are 0. */
function record<L extends Layout<string>>(layout: L, fields: Fields<L>): Buffer {
  return Buffer.concat(
    layout.map(([name, length]) => eightBytes((fields as Record<string, number>)[name] ?? 0).subarray(0, length))
  );
}
