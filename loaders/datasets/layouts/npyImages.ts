import {fromFloat16} from "../../../src/float16.js";
import {InputError} from "../../../src/inputError.js";
import {NPY_HEAD, parseNpyHeader, type NpyHeader} from "../../../src/npy.js";
import {sideOf} from "./arrayDigits.js";
import {areDigits, DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import type {Side} from "./dialect.js";
import {growingBytes} from "./growingBytes.js";
import {addPixels, noPixels, type PixelRange, rangeOf} from "./pixelRange.js";

type Read = (data: DataView, at: number, isLittle: boolean) => number;

const readByte: Read = (data, at) => data.getUint8(at);

/** NumPy's types without their byte order: the width of a value in bytes, and how to read it. */
const TYPES: Readonly<Record<string, readonly [width: number, read: Read]>> = {
  b1: [1, readByte],
  u1: [1, readByte],
  i1: [1, (data, at) => data.getInt8(at)],
  u2: [2, (data, at, isLittle) => data.getUint16(at, isLittle)],
  i2: [2, (data, at, isLittle) => data.getInt16(at, isLittle)],
  u4: [4, (data, at, isLittle) => data.getUint32(at, isLittle)],
  i4: [4, (data, at, isLittle) => data.getInt32(at, isLittle)],
  u8: [8, (data, at, isLittle) => Number(data.getBigUint64(at, isLittle))],
  i8: [8, (data, at, isLittle) => Number(data.getBigInt64(at, isLittle))],
  f2: [2, (data, at, isLittle) => fromFloat16(data.getUint16(at, isLittle))],
  f4: [4, (data, at, isLittle) => data.getFloat32(at, isLittle)],
  f8: [8, (data, at, isLittle) => data.getFloat64(at, isLittle)]
};

/** Maximum number of values in an array; no dataset of digits has more. */
const MAX_VALUES = 2 ** 31;

/** Maximum number of labels or one-hot values. They are held in memory; no dataset of digits has more. */
const MAX_LABELS = 2e7;

/** A streaming parser of a .npy file. */
export interface NpyParser<T> {
  push(chunk: Uint8Array): void;
  end(): T;
}

/**
 * Returns a streaming reader of a .npy file that passes its values to *onValues* and finally returns its header.
 * *source* names the file in errors. Takes the memory of one chunk, however much the header promises.
 * @throws InputError if this is no .npy file of numbers, if it is in Fortran order, or if the number of values differs
 * from its shape
 */
function npyValues(
  source: string,
  onValues: (values: Float64Array) => void,
  maxValues = MAX_VALUES
): NpyParser<NpyHeader> {
  let head = new Uint8Array(0);
  let header: NpyHeader | undefined;
  let rest = new Uint8Array(0); // an incomplete value
  let [promised, read, width, isLittle] = [0, 0, 1, true];
  let readValue = readByte;

  function open(): void {
    header = parseNpyHeader(head, source);
    const type = TYPES[header.descr.slice(1)];
    if (!type || !/^[<>|]/.test(header.descr)) {
      const isObject = !header.descr || header.descr === "|O";
      const found = isObject ? "Python objects (a pickle) or records" : `the type "${header.descr}"`;
      throw new InputError(source, "an array of numbers", found);
    }
    if (header.isFortran) throw new InputError(source, "C's order (numpy.ascontiguousarray)", "Fortran's");
    promised = header.shape.reduce((product, side) => product * side, 1);
    if (promised > maxValues) throw new InputError(source, `at most ${maxValues} values`, `a promise of ${promised}`);
    [width, readValue] = type;
    isLittle = header.descr[0] !== ">";
  }

  function give(chunk: Uint8Array): void {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    const count = Math.floor(bytes.length / width);
    read += count;
    if (read > promised) throw wrongCount("more");
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    onValues(Float64Array.from({length: count}, (_, i) => readValue(data, i * width, isLittle)));
    rest = Uint8Array.from(bytes.subarray(count * width));
  }

  function wrongCount(found: string): InputError {
    return new InputError(source, `${promised} values, as its header says`, found);
  }

  return {
    push(chunk) {
      if (header) return give(chunk);
      head = Uint8Array.from([...head, ...chunk.subarray(0, NPY_HEAD)]);
      const taken = Math.min(chunk.length, NPY_HEAD);
      if (head.length < NPY_HEAD) return;
      open();
      give(head.subarray(Math.min(head.length, header!.end)));
      give(chunk.subarray(taken));
    },
    end() {
      if (!header) {
        open();
        give(head.subarray(Math.min(head.length, header!.end)));
      }
      if (read !== promised || rest.length) throw wrongCount(`${read}`);
      return header!;
    }
  };
}

/** Returns a parser that finds the range of a .npy file's pixels. @throws InputError as `npyImages` does */
export function npyRange(source: string): NpyParser<PixelRange> {
  const facts = noPixels();
  const parser = npyValues(source, (values) => addPixels(facts, values, source));
  return {
    push: parser.push,
    end() {
      const {shape} = parser.end();
      return rangeOf(facts, sideOf(pixelsOf(shape), source), source);
    }
  };
}

/**
 * Returns a parser of the images in a .npy file, as bytes with ink 255. Their *range* must be known (`npyRange`).
 * Shapes: [n, 28, 28], [n, 784] or [n, 28, 28, 1], or the same for 16×16 and 8×8. *source* names the file in errors.
 * @throws InputError for another shape or type, or if the number of values differs from the header
 */
export function npyImages(source: string, {low, high}: PixelRange): NpyParser<{images: Uint8Array; side: Side}> {
  const images = growingBytes();
  const parser = npyValues(source, (values) =>
    images.add(Uint8Array.from(values, (value) => Math.round((255 * (value - low)) / (high - low))))
  );
  return {
    push: parser.push,
    end: () => ({side: sideOf(pixelsOf(parser.end().shape), source), images: images.bytes()})
  };
}

function pixelsOf(shape: readonly number[]): number {
  return shape.slice(1).reduce((product, side) => product * side, 1);
}

/**
 * Returns a parser of the labels in a .npy file: [n], [n, 1], or one-hot [n, classes], whose columns are in the order
 * of *labeling*'s codes. @throws InputError as `npyImages` does
 */
export function npyLabels(source: string, labeling: Labeling = DIGIT_LABELS): NpyParser<ArrayLike<number>> {
  const codes = [...labeling.codes.keys()];
  const labels: number[] = [];
  const onValues = (values: Float64Array) => {
    for (const value of values) labels.push(value);
  };
  const parser = npyValues(source, onValues, MAX_LABELS);
  return {
    push: parser.push,
    end() {
      const {shape} = parser.end();
      const columns = pixelsOf(shape);
      if (columns === 1) return labels;
      if (columns !== codes.length) {
        const each = areDigits(labeling.classes) ? "digit" : `of ${codes.length} classes`;
        throw new InputError(source, `a label an image, or a column for each ${each}`, `${columns} columns`);
      }
      const hot = (i: number) => codes[oneHot(labels.slice(columns * i, columns * i + columns))] ?? NaN;
      return Float64Array.from({length: shape[0] ?? 0}, (_, i) => hot(i));
    }
  };
}

/** Returns the index of the 1 in a one-hot vector; NaN for any other vector. */
function oneHot(values: readonly number[]): number {
  const isHot =
    values.filter((value) => value === 1).length === 1 &&
    values.filter((value) => value === 0).length === values.length - 1;
  return isHot ? values.indexOf(1) : NaN;
}
