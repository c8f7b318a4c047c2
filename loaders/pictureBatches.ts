import Tinypool from "tinypool";
import {PIXELS} from "../src/digits/digits.js";
import {InputError} from "../src/inputError.js";
import type {Refusal} from "./images.js";
import {readBatch, type PictureBatch, type PictureFacts} from "./pictureBatch.js";

/** Image files, read. */
export interface FileBatch extends PictureBatch {
  /** The index of the first. */
  readonly start: number;
  /** Those that could not be read, by their place in the batch; they are empty there. */
  readonly unreadable: ReadonlyMap<number, InputError>;
}

/** Files in a batch, which are read side by side: at most so many, about so many bytes, and in the first one so many. */
const [MOST_FILES, TYPICAL_BYTES, FIRST_FILES] = [32, 256 * 1024, 8];

/** Batches that a thread works on at a time: it has one to go on with as soon as it is done with the other. */
export const BATCHES_AT_ONCE = 2;

/**
 * Yields image files, read, batch after batch, in their order.
 * @throws what *readBytes* throws, unless that is an InputError
 */
export async function* readBatches(
  files: readonly {readonly path: string}[],
  readBytes: (path: string) => Promise<Uint8Array>,
  memory: BatchMemory
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
    const ends: number[] = [];
    let length = 0;
    for (const content of contents) ends.push((length += content.length));
    const {bytes, images} = memory.take(length);
    for (const [i, content] of contents.entries()) bytes.set(content, ends[i] - content.length);
    yield {start, unreadable, bytes, ends, images};
    start += contents.length;
    size = Math.max(1, Math.min(MOST_FILES, Math.round((contents.length * TYPICAL_BYTES) / length)));
  }
}

type BatchMemory = ReturnType<typeof batchMemory>;

/**
 * Returns memory for batches that is shared by threads and used again and again. Arrays of their own would be garbage that
 * each thread's V8 lets pile up to 64 MB.
 */
export function batchMemory() {
  const [imagesLength, commonLength] = [MOST_FILES * PIXELS, MOST_FILES * PIXELS + 2 * TYPICAL_BYTES];
  const free: SharedArrayBuffer[] = [];
  return {
    /** Returns room for files of *length* bytes in all and for their digits, with anything in it. */
    take(length: number): {bytes: Uint8Array; images: Uint8Array} {
      const needed = imagesLength + length;
      const memory =
        needed > commonLength ? new SharedArrayBuffer(needed) : (free.pop() ?? new SharedArrayBuffer(commonLength));
      return {bytes: new Uint8Array(memory, imagesLength), images: new Uint8Array(memory, 0, imagesLength)};
    },
    /** Takes the memory of a batch back. */
    giveBack({bytes: {buffer}}: PictureBatch): void {
      if (buffer.byteLength === commonLength) free.push(buffer as SharedArrayBuffer);
    }
  };
}

/** Returns what runs batches on so many *workers*: this thread, and as soon as it has enough to do, others. */
export function batchRunner(workers: number) {
  let pool: Tinypool | undefined;
  let here = 0;
  return {
    run({bytes, ends, images}: PictureBatch): Promise<(PictureFacts | Refusal)[]> {
      if (here < BATCHES_AT_ONCE || workers === 1) {
        ++here;
        return readBatch({bytes, ends, images}).finally(() => --here);
      }
      pool ??= new Tinypool({
        filename: new URL("./pictureWorker.mjs", import.meta.url).href,
        execArgv: [], // not tsx's, which pictureWorker.mjs replaces
        resourceLimits: {maxYoungGenerationSizeMb: 4},
        minThreads: workers - 1,
        maxThreads: workers - 1,
        concurrentTasksPerWorker: BATCHES_AT_ONCE
      });
      return pool.run({bytes, ends, images}) as Promise<(PictureFacts | Refusal)[]>;
    },
    /** Ends the workers; nothing may be running. */
    end: async () => pool?.destroy()
  };
}
