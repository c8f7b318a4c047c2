import {availableParallelism} from "node:os";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {InputError} from "../../../src/inputError.js";
import {imageFile} from "../parts/pieces.js";
import {reject, type OnReject} from "../parts/rejects.js";
import {readBatch, type BatchResult, type PictureBatch, type PictureFacts} from "./batch.js";
import {readBatches, type FileBatch} from "./batches.js";
import {LARGE, MAX_PIXELS, TOO_LARGE_NOW, type PictureFormat} from "./decode.js";
import {workerProcesses} from "./processes.js";

/** An image file with one digit. */
export interface PictureFile {
  /** A path for `readBytes` and `nameOf`. */
  readonly path: string;
  /** The index of its class. */
  readonly label?: number;
}

/** Formats and sizes of the image files that hold a digit. */
export interface PictureReport {
  /** Number of files of each format. */
  readonly formats: Readonly<Partial<Record<PictureFormat, number>>>;
  /** [length of the digits], in pixels, of each upright original. */
  readonly widths: Uint32Array;
  readonly heights: Uint32Array;
}

export interface PictureReading {
  /** Reads a file. @throws InputError if it can't be read */
  readonly readBytes: (path: string) => Promise<Uint8Array>;
  /** Returns a file's name for errors. */
  readonly nameOf: (path: string) => string;
  /** Path of a file to be created for the images; `readImages` reads it. */
  readonly scratch: string;
  readonly onReject?: OnReject | undefined;
  /** Called with the number of files done, once a batch. */
  readonly onRead?: ((done: number) => void) | undefined;
  /** Number of processes that decode and preprocess (default: one for each core, up to `MAX_WORKERS`). */
  readonly workers?: number;
}

/** Each process takes about 90 MB of memory. */
const MAX_WORKERS = 8;

/** Up to this many files are read before a process would have started. */
const FEW = 100;

/** Batches for each process at a time: the second is ready as soon as the first is done. */
const BATCHES_AT_ONCE = 2;

/** Maximum number of finished batches that wait for an earlier one. */
const MAX_FINISHED = 32;

/** The digits in image files, without their images. */
export interface ReadPictures {
  readonly length: number;
  /** [length], indices of classes; present if every file has one. */
  readonly labels?: Uint8Array;
  /** [length], the index of each digit's file, ascending. */
  readonly kept: Uint32Array;
  readonly report: PictureReport;
}

/**
 * Preprocesses the digits in image *files*, in order, and writes their images, [length × 784], to the file *scratch*.
 * Uses all cores; the result does not depend on their number, and memory does not grow with the images. Leaves out
 * files without a digit, and reports them to *onReject* in the order of *files*.
 * @throws InputError for the first of *files* without a digit, without *onReject*
 */
export async function readPictures(
  files: readonly PictureFile[],
  {
    readBytes,
    nameOf,
    scratch,
    onReject,
    onRead,
    workers = Math.min(availableParallelism(), MAX_WORKERS)
  }: PictureReading
): Promise<ReadPictures> {
  const collector = digitsCollector(files, scratch);
  const reader = batchReader(workers, files.length);
  const running = new Set<Promise<void>>();
  /** By index of their first file. */
  const finished = new Map<number, {batch: FileBatch; result: BatchResult}>();
  let done = 0;
  let failure: {error: unknown} | undefined;

  function start(batch: FileBatch): void {
    const run = reader.run(batch).then(
      (result) => void finished.set(batch.start, {batch, result}),
      (error: unknown) => void (failure ??= {error})
    );
    const ended = run.finally(() => running.delete(ended));
    running.add(ended);
  }

  function collect(): void {
    if (failure) throw failure.error;
    for (let next; (next = finished.get(done)); onRead?.(done)) {
      const {batch, result} = next;
      for (const [k, outcome] of result.outcomes.entries()) {
        const i = batch.start + k;
        const unreadable = batch.unreadable.get(k);
        if (unreadable) reject(onReject, "a file that can't be read", unreadable);
        else if ("format" in outcome) collector.add(i, outcome, imageOf(result, k));
        else reject(onReject, outcome.reason, new InputError(nameOf(files[i]!.path), outcome.expected, outcome.actual));
      }
      finished.delete(done);
      done += batch.ends.length;
    }
  }

  try {
    for await (const batch of readBatches(files, readBytes)) {
      start(batch);
      collect();
      while (running.size >= BATCHES_AT_ONCE * workers || finished.size > MAX_FINISHED) {
        await Promise.race(running);
        collect();
      }
    }
    await Promise.all(running);
    collect();
  } finally {
    await Promise.all(running);
    await reader.end();
    collector.close();
  }
  return collector.digits();
}

/** Returns a reader of batches: in this process if there are few files or one worker, otherwise in *workers* others. */
function batchReader(workers: number, count: number) {
  const processes = workers > 1 && count > FEW ? workerProcesses(workers) : undefined;
  const read = processes?.run ?? readBatch;
  let last: Promise<unknown> = Promise.resolve();

  /** Reads the pictures that were refused as too large, one at a time across all batches. */
  async function readLarge({bytes, ends}: PictureBatch, {images, outcomes}: BatchResult): Promise<BatchResult> {
    const all = [...outcomes];
    for (const [k, outcome] of outcomes.entries()) {
      if (!("reason" in outcome && outcome.reason === TOO_LARGE_NOW)) continue;
      const file = bytes.subarray(k ? ends[k - 1] : 0, ends[k]);
      const one = last.then(() => read({bytes: file, ends: [file.length]}, MAX_PIXELS));
      last = one.catch(() => {});
      const result = await one;
      all[k] = result.outcomes[0]!;
      images.set(result.images, k * PIXELS);
    }
    return {images, outcomes: all};
  }

  return {
    run: async ({bytes, ends}: PictureBatch) => readLarge({bytes, ends}, await read({bytes, ends}, LARGE)),
    end: async () => processes?.end()
  };
}

const imageOf = ({images}: BatchResult, k: number) => images.subarray(k * PIXELS, (k + 1) * PIXELS);

/** Returns a collector of digits; it writes their images to the file *scratch*. */
function digitsCollector(files: readonly PictureFile[], scratch: string) {
  const images = imageFile(scratch);
  const labels = files.every(({label}) => label !== undefined) ? new Uint8Array(files.length) : undefined;
  const numbers = () => new Uint32Array(files.length);
  const [kept, widths, heights] = [numbers(), numbers(), numbers()];
  const formats: Partial<Record<PictureFormat, number>> = {};
  let length = 0;
  return {
    /** Adds the digit of file *i* and copies its pixels. */
    add(i: number, {format, width, height}: PictureFacts, image: Uint8Array): void {
      images.add(image);
      if (labels) labels[length] = files[i]!.label!;
      kept[length] = i;
      widths[length] = width;
      heights[length] = height;
      formats[format] = (formats[format] ?? 0) + 1;
      ++length;
    },
    /** Closes the file of images; nothing can be added afterwards. */
    close: () => images.end(),
    digits: () => ({
      length,
      kept: kept.subarray(0, length),
      ...(labels && {labels: labels.subarray(0, length)}),
      report: {formats, widths: widths.subarray(0, length), heights: heights.subarray(0, length)}
    })
  };
}
