import {InputError} from "../../../src/inputError.js";
import type {PictureBatch} from "./batch.js";

/** A batch of image files in memory. */
export interface FileBatch extends PictureBatch {
  /** Index of the first file. */
  readonly start: number;
  /** Errors of files that could not be read, by index in the batch. These files are empty in `bytes`. */
  readonly unreadable: ReadonlyMap<number, InputError>;
}

/**
 * Files are read concurrently: at most `MAX_FILES` or about `TYPICAL_BYTES` a batch; `FIRST_FILES` in the first batch.
 */
const [MAX_FILES, TYPICAL_BYTES, FIRST_FILES] = [32, 256 * 1024, 8];

/**
 * Reads image files and yields them in batches, in order.
 * @throws any error of *readBytes* other than an InputError
 */
export async function* readBatches(
  files: readonly {readonly path: string}[],
  readBytes: (path: string) => Promise<Uint8Array>
): AsyncGenerator<FileBatch> {
  for (let start = 0, size = FIRST_FILES; start < files.length;) {
    const unreadable = new Map<number, InputError>();
    const read = ({path}: {readonly path: string}, i: number) =>
      readBytes(path).catch((error: unknown) => {
        if (!(error instanceof InputError)) throw error;
        unreadable.set(i, error);
        return new Uint8Array();
      });
    const contents = await Promise.all(files.slice(start, start + size).map(read));
    let length = 0;
    const ends = contents.map((content) => (length += content.length));
    yield {start, unreadable, bytes: Buffer.concat(contents, length), ends};
    start += contents.length;
    size = Math.max(1, Math.min(MAX_FILES, Math.round((contents.length * TYPICAL_BYTES) / length)));
  }
}
