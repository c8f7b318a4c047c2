import {availableParallelism} from "node:os";
import {PIXELS, type Digits} from "../src/digits/digits.js";
import {InputError} from "../src/inputError.js";
import type {PictureFormat, Refusal} from "./images.js";
import type {PictureFacts} from "./pictureBatch.js";
import {BATCHES_AT_ONCE, batchMemory, batchRunner, readBatches, type FileBatch} from "./pictureBatches.js";
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
  /** Threads that decode and preprocess, the calling one among them; one for each core, where nothing is said. */
  readonly workers?: number;
}

/** Decoding is left to libuv's four threads: more of ours would wait for them. */
const MOST_WORKERS = 8;

/** Batches that may wait for one before them: their memory is not free yet. */
const MOST_FINISHED = 32;

/**
 * Returns the digits in image *files*, preprocessed, in their order; which files they are from (*kept*, indices into
 * *files*); and what the files were. Labels where every file has one. Runs on all cores, with the same result on any
 * number of them; memory grows with the digits alone. Files that are no pictures of a digit are left out, and *onReject*
 * hears of them in the order of *files*.
 * @throws InputError for the first of *files* that is no picture of a digit, where there is no *onReject*
 */
export async function readPictures(
  files: readonly PictureFile[],
  {readBytes, nameOf, onReject, onRead, workers = Math.min(availableParallelism(), MOST_WORKERS)}: PictureReading
): Promise<{digits: Digits; kept: Uint32Array; report: PictureReport}> {
  const digits = digitsCollector(files);
  const memory = batchMemory();
  const runner = batchRunner(workers);
  const running = new Set<Promise<void>>();
  /** By their start. */
  const finished = new Map<number, {batch: FileBatch; results: readonly (PictureFacts | Refusal)[]}>();
  let done = 0;
  let failure: {error: unknown} | undefined;

  function start(batch: FileBatch): void {
    const run = runner.run(batch).then(
      (results) => void finished.set(batch.start, {batch, results}),
      (error: unknown) => void (failure ??= {error})
    );
    const ended = run.finally(() => running.delete(ended));
    running.add(ended);
  }

  function collect(): void {
    if (failure) throw failure.error;
    for (let next; (next = finished.get(done)); onRead?.(done)) {
      const {batch, results} = next;
      for (const [k, result] of results.entries()) {
        const i = batch.start + k;
        const unreadable = batch.unreadable.get(k);
        if (unreadable) reject(onReject, "a file that can't be read", unreadable);
        else if ("format" in result) digits.add(i, result, batch.images.subarray(k * PIXELS, (k + 1) * PIXELS));
        else reject(onReject, result.reason, new InputError(nameOf(files[i].path), result.expected, result.actual));
      }
      memory.giveBack(batch);
      finished.delete(done);
      done += results.length;
    }
  }

  try {
    for await (const batch of readBatches(files, readBytes, memory)) {
      start(batch);
      collect();
      while (running.size >= BATCHES_AT_ONCE * workers || finished.size > MOST_FINISHED) {
        await Promise.race(running);
        collect();
      }
    }
    await Promise.all(running);
    collect();
    return digits.end();
  } finally {
    await Promise.all(running);
    await runner.end();
  }
}

/** Returns what puts digits together, and what they are in the end. */
function digitsCollector(files: readonly PictureFile[]) {
  const images = new Uint8Array(files.length * PIXELS);
  const labels = files.every(({label}) => label !== undefined) ? new Uint8Array(files.length) : undefined;
  const [kept, widths, heights] = [0, 1, 2].map(() => new Uint32Array(files.length));
  const formats: Partial<Record<PictureFormat, number>> = {};
  let length = 0;
  return {
    /** Adds the digit of file *i*: its pixels are copied. */
    add(i: number, {format, width, height}: PictureFacts, image: Uint8Array): void {
      images.set(image, length * PIXELS);
      if (labels) labels[length] = files[i].label!;
      kept[length] = i;
      widths[length] = width;
      heights[length] = height;
      formats[format] = (formats[format] ?? 0) + 1;
      ++length;
    },
    end() {
      const allImages = images.subarray(0, length * PIXELS);
      return {
        digits: {length, images: allImages, ...(labels && {labels: labels.subarray(0, length)})},
        kept: kept.subarray(0, length),
        report: {formats, widths: widths.subarray(0, length), heights: heights.subarray(0, length)}
      };
    }
  };
}
