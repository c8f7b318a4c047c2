import {randomNormal} from "d3-random";
import {PIXELS} from "../../ink/image/grid.js";
import {plainKernels, vectorKernels, type Kernels} from "../../kernels/kernels.js";
import {DISTORTION_TABLES, FIELD, FIELD_SIDE, FIELD_WIDTH, NOISE, ROOM} from "../../kernels/plain/distortionTables.js";
import {randomStream, streamKey} from "../../randomStream.js";
import type {Take} from "../engine/layers/layer.js";
import {DISTORTION, type DistortionOptions} from "./options.js";
import {smoothField} from "./smoothField.js";

/** The room that the bytes of an image take, in numbers. */
const IMAGE = PIXELS / 4;

/** The images that `distortImages` distorts at a time. */
const BATCH = 128;

/** The distortion of images on kernels, a batch at a time. */
export interface Distortion {
  /** Sets the options of the next images, and the random numbers, by *seed* and *epoch*. */
  begin(kernels: Kernels, options: Partial<DistortionOptions>, seed: number, epoch: number): void;
  /**
   * Writes randomly distorted copies of the images at *indices* of *images*, [n × 784], 0 to 255, as [indices × 784]
   * numbers in [0, 1] to *output*. The copy at index i depends on *first* + i, beside its image and what `begin` set: with
   * an image's position in the epoch's order, it is the same however the epoch is divided into batches.
   */
  write(kernels: Kernels, images: Uint8Array, indices: ArrayLike<number>, first: number, output: number): void;
}

/**
 * Plans the distortion of up to *most* images at a time; *take* reserves numbers of the kernels' memory and returns their
 * place. The kernels change the stroke width, apply one affine map and one smooth displacement in a single bilinear
 * resampling with background beyond the edges, and add noise to the ink. The background stays exactly 0, as in MNIST and in
 * all preprocessed images. With all options at 0, the numbers are the bytes divided by 255.
 *
 * After Simard, Steinkraus and Platt, Best Practices for Convolutional Neural Networks Applied to Visual Document
 * Analysis, ICDAR 2003,
 * https://www.microsoft.com/en-us/research/publication/best-practices-for-convolutional-neural-networks-applied-to-visual-document-analysis/
 */
export function planDistortion(most: number, take: Take): Distortion {
  const [tables, room] = [take(DISTORTION_TABLES), take(most * IMAGE)];
  let key = 0;
  return {
    begin({numbers}, options, seed, epoch) {
      numbers.set(createDistortionTables(options, randomStream(seed, "distortion tables", epoch)), tables);
      key = streamKey(seed, "distortion", epoch);
    },
    write(kernels, images, indices, first, output) {
      const bytes = new Uint8Array(kernels.numbers.buffer, 4 * room, most * PIXELS);
      for (let i = 0; i < indices.length; ++i)
        bytes.set(images.subarray(indices[i]! * PIXELS, (indices[i]! + 1) * PIXELS), i * PIXELS);
      kernels.distort(room, indices.length, key, first, tables, output);
    }
  };
}

/**
 * Returns distorted copies of *images*, [n × 784], 0 to 255, as [n × 784] numbers in [0, 1], each distorted in another way,
 * determined by *seed*. The kernels of the compiled *module* give the same bits as those in TypeScript, about fifteen times as fast.
 * @throws RangeError for an option outside its range
 */
export function distortImages(
  images: Uint8Array,
  options: Partial<DistortionOptions>,
  seed: number,
  module?: WebAssembly.Module
): Float32Array {
  let size = 0;
  const take = (count: number) => (size += count) - count;
  const distortion = planDistortion(BATCH, take);
  const output = take(BATCH * PIXELS);
  const kernels = module ? vectorKernels(size, module) : plainKernels(size);
  distortion.begin(kernels, options, seed, 0);
  const n = images.length / PIXELS;
  const distorted = new Float32Array(n * PIXELS);
  for (let first = 0; first < n; first += BATCH) {
    const indices = Uint32Array.from({length: Math.min(BATCH, n - first)}, (_, i) => first + i);
    distortion.write(kernels, images, indices, first, output);
    distorted.set(kernels.numbers.subarray(output, output + indices.length * PIXELS), first * PIXELS);
  }
  return distorted;
}

/**
 * Returns the tables of `Kernels.distort`: the largest amounts of each distortion, noise, and a field of displacements.
 * *random* returns numbers in [0, 1); all images share what is drawn here and read it at random positions.
 * @throws RangeError for an option outside its range
 */
export function createDistortionTables(options: Partial<DistortionOptions>, random: () => number): Float32Array {
  const {rotation, scale, shear, shift, elastic, smoothness, stroke, noise} = check({...DISTORTION, ...options});
  const tables = new Float32Array(DISTORTION_TABLES);
  tables.set([(rotation / 180) * Math.PI, scale, shear, shift, stroke / 2]);
  const normal = randomNormal.source(random)();
  for (let i = NOISE; i < FIELD; ++i) tables[i] = noise * normal();
  const field = smoothField(smoothness, normal);
  for (let i = 0; i < ROOM - FIELD; ++i) {
    const [row, column] = [Math.floor(i / FIELD_WIDTH) % FIELD_SIDE, (i % FIELD_WIDTH) % FIELD_SIDE];
    tables[FIELD + i] = elastic * field[row * FIELD_SIDE + column]!;
  }
  return tables;
}

/** The limits of options; of all others 1000. */
const LIMITS: Partial<DistortionOptions> = {rotation: 180, scale: 0.99, smoothness: 32, stroke: 2};

function check(options: DistortionOptions): DistortionOptions {
  for (const name of Object.keys(DISTORTION) as (keyof DistortionOptions)[]) {
    const [value, limit] = [options[name], LIMITS[name] ?? 1000];
    if (!(value >= 0 && value <= limit)) throw new RangeError(`${name}: expected 0 to ${limit}, got ${value}`);
  }
  return options;
}
