import {InputError} from "../../../src/inputError.js";
import type {PictureBatch} from "./batch.js";

/** Image files, read. */
export interface FileBatch extends PictureBatch {
  /** The index of the first. */
  readonly start: number;
  /** Those that could not be read, by their place in the batch; they are empty there. */
  readonly unreadable: ReadonlyMap<number, InputError>;
}

/** Files in a batch, which are read side by side: at most so many, about so many bytes, and in the first one so many. */
const [MAX_FILES, TYPICAL_BYTES, FIRST_FILES] = [32, 256 * 1024, 8];

/**
 * Yields image files, read, batch after batch, in their order.
 * @throws what *readBytes* throws, unless that is an InputError
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
