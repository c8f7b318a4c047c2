import {InputError} from "../../../src/inputError.js";
import {isHidden} from "./fileNames.js";

/** The position of a file in an archive, and its expected content. Offsets and sizes are in bytes. */
export interface ArchivedFile {
  /** Offset of the local header, which precedes the data. */
  readonly offset: number;
  /** Upper bound of the data: the start of the next entry or of the central directory. */
  readonly end: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
  readonly deflated: boolean;
}

/** The files of an archive. */
export interface Directory {
  /** Sorted by code unit, without folders and hidden files. */
  readonly paths: readonly string[];
  /** Returns the position of the file `paths[index]`. */
  at(index: number): ArchivedFile;
}

/** Bytes of a local header without its name and extra field: the minimum before an entry's data. */
export const LOCAL_HEADER = 30;

/**
 * Returns a table for *length* entries of the archive *source*: fill it with `add`, then call `finish`. Typed arrays
 * store the numbers in 37 bytes an entry, because there may be a million.
 */
export function entryTable(source: string, length: number) {
  const names: string[] = [];
  const [offsets, ends] = [new Float64Array(length), new Float64Array(length)];
  const [compressedSizes, sizes] = [new Float64Array(length), new Float64Array(length)];
  const [crcs, deflated] = [new Uint32Array(length), new Uint8Array(length)];
  const indexes = () => new Uint32Array(length).map((_, i) => i);

  function add(name: string, file: Omit<ArchivedFile, "end">): void {
    const i = names.push(name) - 1;
    offsets[i] = file.offset;
    compressedSizes[i] = file.compressedSize;
    sizes[i] = file.size;
    crcs[i] = file.crc32;
    deflated[i] = Number(file.deflated);
  }

  /** @throws InputError if entries overlap, as in the bombs of https://www.bamsoftware.com/hacks/zipbomb/ */
  function setEnds(directoryStart: number): void {
    const byOffset = indexes().sort((a, b) => offsets[a]! - offsets[b]!);
    byOffset.forEach((entry, i) => {
      const end = i + 1 < byOffset.length ? offsets[byOffset[i + 1]!]! : directoryStart;
      if (offsets[entry]! + LOCAL_HEADER + compressedSizes[entry]! > end) throw overlap(source, names[entry]!);
      ends[entry] = end;
    });
  }

  /**
   * Returns the files; *directoryStart* is the offset of the central directory. @throws InputError for overlaps,
   * duplicates
   */
  function finish(directoryStart: number): Directory {
    setEnds(directoryStart);
    const files = indexes()
      .filter((i) => !names[i]!.endsWith("/") && !isHidden(names[i]!))
      .sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
    const paths = Array.from(files, (i) => names[i]!);
    const twice = paths.find((path, i) => path === paths[i + 1]);
    if (twice !== undefined) throw new InputError(`${source}/${twice}`, "one file of this name", "two or more");
    return {
      paths,
      at: (index) => {
        const i = files[index]!;
        return {
          offset: offsets[i]!,
          end: ends[i]!,
          compressedSize: compressedSizes[i]!,
          size: sizes[i]!,
          crc32: crcs[i]!,
          deflated: deflated[i] === 1
        };
      }
    };
  }

  return {add, finish};
}

/** Returns the error for an entry that overlaps what follows it. */
export function overlap(source: string, name: string): InputError {
  return new InputError(`${source}/${name}`, "an entry of its own", "one that overlaps another, or the directory");
}
