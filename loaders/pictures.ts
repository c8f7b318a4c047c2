import {availableParallelism} from "node:os";
import Tinypool from "tinypool";
import {PIXELS, type Digits} from "../src/digits/digits.js";
import {InputError} from "../src/inputError.js";
import type {PictureFormat, Refusal} from "./images.js";
import {readBatch, type PictureBatch, type PictureDigit} from "./pictureBatch.js";
import {reject, type OnReject} from "./rejects.js";

/** An image file with one digit. */
export interface PictureFile {
  /** As `readBytes` and `nameOf` know it. */
  readonly path: string;
  /** 0 to 9 */
  readonly label?: number;
}

/** What the image files were, those that were left out apart. */
export interface PictureReport {
  /** How many of each format. */
  readonly formats: Readonly<Partial<Record<PictureFormat, number>>>;
  /** [length of the digits], pixels of each upright original. */
  readonly widths: Uint32Array;
  readonly heights: Uint32Array;
}

export interface PictureReading {
  /** Returns the bytes of a file. @throws InputError where it can't be read */
  readonly readBytes: (path: string) => Promise<Uint8Array>;
  /** Returns a file's name for errors. */
  readonly nameOf: (path: string) => string;
  readonly onReject?: OnReject | undefined;
  /** Hears how many files are done, after every few. */
  readonly onRead?: ((done: number) => void) | undefined;
  /** Threads that decode and preprocess: one for each core, where nothing is said. With 1, the calling thread does it. */
  readonly workers?: number;
}

/** A batch is full with this many files or bytes. */
const [BATCH_FILES, BATCH_BYTES] = [32, 256 * 1024];

/** Files that are read side by side. */
const READS_AT_ONCE = 8;

/** Each worker has a batch to begin with as soon as it is done with one. */
const BATCHES_A_WORKER = 2;

/** Decoding is left to libuv's four threads: more workers would wait for them. */
const MOST_WORKERS = 8;

/**
 * Returns the digits in image *files*, preprocessed, in their order; which files they are from (*kept*, indices into
 * *files*); and what the files were. Labels where every file has one. Runs on all cores, with the same result on any
 * number of them; memory grows with the digits alone. Files that are no pictures of a digit are left out, and *onReject*
 * hears of them in the order of *files*.
 * @throws InputError for the first of *files* that is no picture of a digit, where there is no *onReject*
 */
export async function readPictures(
  files: readonly PictureFile[],
  reading: PictureReading
): Promise<{digits: Digits; kept: Uint32Array; report: PictureReport}> {
  const {nameOf, onReject, onRead, workers = Math.min(availableParallelism(), MOST_WORKERS)} = reading;
  const digits = digitsCollector(files);
  let pool: Tinypool | undefined;
  const underWay: {batch: FileBatch; results: Promise<PromiseSettledResult<(PictureDigit | Refusal)[]>>}[] = [];

  function start(batch: FileBatch): void {
    const isOnly = batch.end - batch.start === files.length;
    if (workers > 1 && !isOnly) pool ??= startPool(Math.min(workers, Math.ceil(files.length / batch.end)));
    const run = pool ? runIn(pool, batch) : readBatch(batch);
    underWay.push({batch, results: Promise.allSettled([run]).then(([settled]) => settled)});
  }

  async function finish(): Promise<void> {
    const {batch, results} = underWay[0];
    const settled = await results;
    underWay.shift();
    if (settled.status === "rejected") throw settled.reason;
    for (const [i, result] of settled.value.entries()) {
      const unreadable = batch.unreadable.get(i);
      if (unreadable) reject(onReject, "a file that can't be read", unreadable);
      else if ("reason" in result) {
        const {reason, expected, actual} = result;
        reject(onReject, reason, new InputError(nameOf(files[batch.start + i].path), expected, actual));
      } else digits.add(batch.start + i, result);
    }
    onRead?.(batch.end);
  }

  try {
    for await (const batch of readBatches(files, reading)) {
      start(batch);
      if (underWay.length >= BATCHES_A_WORKER * workers) await finish();
    }
    while (underWay.length) await finish();
    return digits.end();
  } finally {
    await Promise.all(underWay.map(({results}) => results));
    await pool?.destroy();
  }
}

/** Files `start` to `end` (exclusive), read. */
interface FileBatch extends PictureBatch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly start: number;
  readonly end: number;
  /** Those that could not be read, by their place in the batch; they are empty there. */
  readonly unreadable: ReadonlyMap<number, InputError>;
}

async function* readBatches(files: readonly PictureFile[], {readBytes}: PictureReading): AsyncGenerator<FileBatch> {
  const read = (file: PictureFile) =>
    readBytes(file.path).catch((error: unknown) => {
      if (error instanceof InputError) return error;
      throw error;
    });
  for (let start = 0, end = 0; start < files.length; start = end) {
    const parts: Uint8Array[] = [];
    const ends: number[] = [];
    const unreadable = new Map<number, InputError>();
    let length = 0;
    while (end < files.length && parts.length < BATCH_FILES && length < BATCH_BYTES) {
      const some = files.slice(end, end + READS_AT_ONCE);
      for (const bytes of await Promise.all(some.map(read))) {
        if (bytes instanceof InputError) unreadable.set(parts.length, bytes);
        const part = bytes instanceof InputError ? new Uint8Array() : bytes;
        parts.push(part);
        length += part.length;
        ends.push(length);
      }
      end += some.length;
    }
    yield {start, end, bytes: concatenate(parts, length), ends, unreadable};
  }
}

function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function startPool(threads: number): Tinypool {
  return new Tinypool({
    filename: new URL("./pictureWorker.mjs", import.meta.url).href,
    execArgv: [],
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 2
  });
}

function runIn(pool: Tinypool, {bytes, ends}: FileBatch): Promise<(PictureDigit | Refusal)[]> {
  return pool.run({bytes, ends}, {transferList: [bytes.buffer]});
}

/** Returns what puts digits together, and what they are in the end. */
function digitsCollector(files: readonly PictureFile[]) {
  const images = new Uint8Array(files.length * PIXELS);
  const labels = files.every(({label}) => label !== undefined) ? new Uint8Array(files.length) : undefined;
  const [kept, widths, heights] = [0, 1, 2].map(() => new Uint32Array(files.length));
  const formats: Partial<Record<PictureFormat, number>> = {};
  let length = 0;
  return {
    /** Adds the digit of file *i*. */
    add(i: number, {image, format, width, height}: PictureDigit): void {
      images.set(image, length * PIXELS);
      if (labels) labels[length] = files[i].label!;
      kept[length] = i;
      widths[length] = width;
      heights[length] = height;
      formats[format] = (formats[format] ?? 0) + 1;
      ++length;
    },
    end() {
      return {
        digits: {
          length,
          images: images.subarray(0, length * PIXELS),
          ...(labels && {labels: labels.subarray(0, length)})
        },
        kept: kept.subarray(0, length),
        report: {formats, widths: widths.subarray(0, length), heights: heights.subarray(0, length)}
      };
    }
  };
}
