import {createWriteStream} from "node:fs";
import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import {randomLcg} from "d3-random";
import {createDistorter} from "../../../src/characters/distort.js";
import {imageAt, SPLITS, type Digits, type Split} from "../../../src/characters/digits.js";
import {PIXELS, SIDE} from "../../../src/ink/image/grid.js";

/** The share of each split. */
const SHARES: Readonly<Record<Split, number>> = {train: 10 / 12, validation: 1 / 12, test: 1 / 12};

/** How many images are written at once. */
const CHUNK = 1000;

/**
 * Writes about *n* labeled images, no two alike, into *folder* as IDX files (http://yann.lecun.com/exdb/mnist/): *digits* in
 * turn, each distorted anew as for training.
 */
export async function writeImages(folder: string, n: number, digits: Digits): Promise<void> {
  await mkdir(folder, {recursive: true});
  const write = (name: string, parts: Iterable<Uint8Array>) => pipeline(parts, createWriteStream(join(folder, name)));
  const make = imageMaker(digits);
  let start = 0;
  for (const split of SPLITS) {
    const count = Math.round(n * SHARES[split]);
    const labels = Uint8Array.from({length: count}, (_, i) => digits.labels![(start + i) % digits.length]!);
    await write(`${split}-labels-idx1-ubyte`, [bigEndian(0x801, count), labels]);
    await write(`${split}-images-idx3-ubyte`, make(bigEndian(0x803, count, SIDE, SIDE), start, count));
    start += count;
  }
}

/** Returns a function that yields a *header*, then *count* images from the *start*th on, in chunks. */
function imageMaker(digits: Digits) {
  const distort = createDistorter(randomLcg(1));
  const levels = new Float32Array(PIXELS);
  return function* (header: Uint8Array, start: number, count: number): Generator<Uint8Array> {
    yield header;
    for (let first = 0; first < count; first += CHUNK) {
      const chunk = new Uint8Array(PIXELS * Math.min(CHUNK, count - first));
      for (let i = 0; i * PIXELS < chunk.length; ++i) {
        distort(imageAt(digits, (start + first + i) % digits.length), levels);
        levels.forEach((level, pixel) => (chunk[i * PIXELS + pixel] = Math.round(255 * level)));
      }
      yield chunk;
    }
  };
}

/** Returns *numbers* as IDX headers have them: 32 bits each, the most significant byte first. */
function bigEndian(...numbers: number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, i) => bytes.setInt32(4 * i, number));
  return new Uint8Array(bytes.buffer);
}
