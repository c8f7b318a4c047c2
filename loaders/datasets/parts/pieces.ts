import {closeSync, openSync, readSync, writeSync} from "node:fs";
import {PIXELS} from "../../../src/ink/image/grid.js";
import type {Digits} from "../../../src/characters/digits.js";

/** Digits whose images come in pieces, so that hundreds of thousands need not be in memory. */
export interface DigitPieces {
  readonly length: number;
  /** [length], indices of classes. */
  readonly labels?: Uint8Array;
  /** Yields the images in pieces, [length × 784] in all. The next piece may overwrite the previous one. */
  readonly images: () => Iterable<Uint8Array>;
}

/** Returns digits in memory as one piece. */
export function inOnePiece({length, images, labels}: Digits): DigitPieces {
  return {
    length,
    images: () => [images.subarray(0, length * PIXELS)],
    ...(labels && {labels: labels.subarray(0, length)})
  };
}

/** Number of images written or read at a time: about a megabyte. */
const AT_ONCE = 1337;

/** Creates a file at *path* and returns a writer of images. Call `end` when done. */
export function imageFile(path: string) {
  const file = openSync(path, "wx");
  const piece = new Uint8Array(AT_ONCE * PIXELS);
  let waiting = 0;
  const write = () => {
    for (let done = 0; done < waiting * PIXELS;) done += writeSync(file, piece, done, waiting * PIXELS - done);
    waiting = 0;
  };
  return {
    /** Adds an image, [784]. */
    add(image: Uint8Array): void {
      piece.set(image, waiting * PIXELS);
      if (++waiting === AT_ONCE) write();
    },
    end(): void {
      write();
      closeSync(file);
    }
  };
}

/** Yields the images from *start* up to, not including, *end* of a file that `imageFile` wrote. */
export function* readImages(path: string, start: number, end: number): Generator<Uint8Array> {
  const piece = new Uint8Array(Math.min(AT_ONCE, end - start) * PIXELS);
  const file = openSync(path, "r");
  try {
    for (let at = start * PIXELS; at < end * PIXELS;) {
      const bytes = readSync(file, piece, 0, Math.min(piece.length, end * PIXELS - at), at);
      if (!bytes) throw new Error(`${path} ends before its ${end} images`);
      yield piece.subarray(0, bytes);
      at += bytes;
    }
  } finally {
    closeSync(file);
  }
}
