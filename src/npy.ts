import {fromFloat16, toFloat16} from "./float16.js";
import {InputError} from "./inputError.js";

/** A NumPy array, in C order (last axis fastest). */
export interface NpyArray {
  readonly shape: readonly number[];
  /** [product of the shape] */
  readonly values: Float32Array;
}

/*
 * A .npy file, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 *   0  "\x93NUMPY"
 *   6  major and minor version, a byte each
 *   8  length of the header: uint16 in version 1, uint32 in 2 and 3; little-endian, as all of it
 *      header, a literal of Python: {'descr': '${descr}', 'fortran_order': False, 'shape': (784, 128), }, spaces, a newline
 *      values
 */
const MAGIC = "\x93NUMPY";
const WIDTHS: Readonly<Record<string, number>> = {"<f2": 2, "<f4": 4, "<f8": 8, "|i1": 1, "|u1": 1};

/**
 * Formats an array as a .npy file, version 1.0, as `numpy.save` writes it: rounded to float16, exactly as float32
 * (`<f4`), or as bytes (`|u1`), which takes whole numbers from 0 to 255.
 */
export function formatNpy({shape, values}: NpyArray, descr: "<f2" | "<f4" | "|u1" = "<f2"): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const words = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sides}), }`;
  const length = Math.ceil((MAGIC.length + 4 + words.length + 1) / 64) * 64 - MAGIC.length - 4; // values begin at 64 n
  const header = `${words.padEnd(length - 1)}\n`;
  const bytes = new Uint8Array(MAGIC.length + 4 + length + WIDTHS[descr]! * values.length);
  const data = new DataView(bytes.buffer);
  const write = (text: string, at: number) => {
    for (let i = 0; i < text.length; ++i) bytes[at + i] = text.charCodeAt(i);
  };
  write(MAGIC, 0);
  data.setUint8(6, 1);
  data.setUint16(8, length, true);
  write(header, 10);
  const start = 10 + length;
  if (descr === "<f2") toFloat16(values).forEach((bits, i) => data.setUint16(start + 2 * i, bits, true));
  else if (descr === "<f4") values.forEach((value, i) => data.setFloat32(start + 4 * i, value, true));
  else bytes.set(values, start);
  return bytes;
}

/** The header of a .npy file. */
export interface NpyHeader {
  /** NumPy's type descriptor: `<f4`, `|u1`. */
  readonly descr: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** The offset of the values. */
  readonly end: number;
}

/** The number of bytes that any sensible header fits in. */
export const NPY_HEAD = 1024;

/** Parses the header of a .npy file that begins with *bytes*. @throws InputError for any other file */
export function parseNpyHeader(bytes: Uint8Array, source: string): NpyHeader {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end));
  const major = bytes[6] ?? 0;
  const start = major === 1 ? 10 : 12;
  if (text(0, 6) !== MAGIC || major < 1 || major > 3 || bytes.length < start) {
    throw new InputError(source, "a .npy file of NumPy's", `${bytes.length} bytes of something else`);
  }
  const end = start + (major === 1 ? data.getUint16(8, true) : data.getUint32(8, true));
  const header = text(start, Math.min(end, start + 1000));
  const shape = (/'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1] ?? "").split(",").filter((side) => side.trim());
  return {
    descr: /'descr':\s*'([^']*)'/.exec(header)?.[1] ?? "",
    isFortran: /'fortran_order':\s*True/.test(header),
    shape: shape.map(Number),
    end
  };
}

/**
 * Returns a copy of the array in a .npy file. *source* names the file in errors.
 * @throws InputError for any other file, a type other than float16, float32, float64, int8 and uint8, Fortran order,
 * and more or fewer values than the shape says
 */
export function parseNpy(bytes: Uint8Array, source: string): NpyArray {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const {descr, isFortran, shape: sides, end} = parseNpyHeader(bytes, source);
  const width = WIDTHS[descr];
  if (!width) throw new InputError(source, `one of the types ${Object.keys(WIDTHS).join(", ")}`, `"${descr}"`);
  if (isFortran) throw new InputError(source, "C's order", "Fortran's");
  const n = sides.reduce((product, side) => product * side, 1);
  if (bytes.length - end !== n * width) {
    throw new InputError(source, `${n} values of ${width} bytes, as its header says`, `${bytes.length - end} bytes`);
  }
  const read = {
    "<f2": (at: number) => fromFloat16(data.getUint16(at, true)),
    "<f4": (at: number) => data.getFloat32(at, true),
    "<f8": (at: number) => data.getFloat64(at, true),
    "|i1": (at: number) => data.getInt8(at),
    "|u1": (at: number) => data.getUint8(at)
  }[descr]!;
  return {shape: sides, values: Float32Array.from({length: n}, (_, i) => read(end + i * width))};
}
