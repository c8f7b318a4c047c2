import {InputError} from "../../../src/inputError.js";

/** An array of numbers in a MATLAB file, column-major. */
export interface MatlabArray {
  readonly dimensions: readonly number[];
  /** As many as the product of the dimensions. A view of the file if the values are bytes. */
  readonly values: ArrayLike<number>;
}

/** A variable or a field of a struct: an array, a struct of one element, or "other" for anything unsupported. */
export type MatlabValue = MatlabArray | ReadonlyMap<string, MatlabValue> | "other";

/** Inflates zlib data; errors name *source*. @throws InputError if the data are damaged or a decompression bomb */
export type Inflate = (bytes: Uint8Array, source: string) => Uint8Array;

/*
 * A MAT-file of level 5, https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf
 *
 *   0    "MATLAB 5.0 MAT-file, …", 116 characters
 *   124  version, uint16; "IM" if little-endian, "MI" if big-endian
 *   128  data elements: type and length, uint32 each, then the data, padded to 8 bytes. If the upper half of the type is
 *        not 0, it is the length, and the data are the four bytes that follow.
 *
 *   A matrix (type 14) consists of elements: flags, dimensions, name, and the content of its class. A compressed element
 *   (type 15) is the zlib stream of another element, without padding.
 */
const [MAGIC, HEADER] = ["MATLAB 5.0 MAT-file", 128];
const [MATRIX, COMPRESSED] = [14, 15];
const STRUCT = 2;
/** Classes of numbers: double, single, int8, uint8, int16, uint16, int32, uint32. */
const [FIRST_NUMBER, LAST_NUMBER] = [6, 13];
const MAX_DEPTH = 8;

/** Numeric types of elements: their width in bytes, and how to read them. */
const NUMBERS: Readonly<
  Record<number, readonly [width: number, read: (data: DataView, at: number, isLittle: boolean) => number]>
> = {
  1: [1, (data, at) => data.getInt8(at)],
  2: [1, (data, at) => data.getUint8(at)],
  3: [2, (data, at, isLittle) => data.getInt16(at, isLittle)],
  4: [2, (data, at, isLittle) => data.getUint16(at, isLittle)],
  5: [4, (data, at, isLittle) => data.getInt32(at, isLittle)],
  6: [4, (data, at, isLittle) => data.getUint32(at, isLittle)],
  7: [4, (data, at, isLittle) => data.getFloat32(at, isLittle)],
  9: [8, (data, at, isLittle) => data.getFloat64(at, isLittle)]
};
const UINT8 = 2;

interface Element {
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Offset of the next element. */
  readonly next: number;
}

/** Does *head* begin a MAT-file of level 5, which MATLAB writes as versions 5 to 7? */
export function isMatlab(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(0, MAGIC.length)) === MAGIC;
}

/**
 * Parses a MAT-file of level 5; returns its variables by name. *source* names the file in errors.
 * @throws InputError if this is no such file, or a damaged one
 */
export function parseMatlab(file: Uint8Array, source: string, inflate: Inflate): Map<string, MatlabValue> {
  if (file.length < HEADER || !isMatlab(file))
    throw new InputError(source, "a MATLAB file of version 5 to 7", "something else");
  const isLittle = file[126] === 0x49;

  function damaged(): InputError {
    return new InputError(source, "a whole MATLAB file", "a damaged one");
  }

  function elementAt(bytes: Uint8Array, at: number): Element {
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (at + 8 > bytes.length) throw damaged();
    const tag = data.getUint32(at, isLittle);
    const isSmall = tag >>> 16 > 0;
    const [type, length] = isSmall ? [tag & 0xffff, tag >>> 16] : [tag, data.getUint32(at + 4, isLittle)];
    const start = at + (isSmall ? 4 : 8);
    if (start + length > bytes.length || (isSmall && length > 4)) throw damaged();
    const padded = type === COMPRESSED ? length : Math.ceil(length / 8) * 8;
    return {type, bytes: bytes.subarray(start, start + length), next: isSmall ? at + 8 : start + padded};
  }

  function numbersOf({type, bytes}: Element): ArrayLike<number> {
    if (type === UINT8) return bytes;
    const [width, read] = NUMBERS[type] ?? [];
    if (!width || !read || bytes.length % width) throw damaged();
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Float64Array.from({length: bytes.length / width}, (_, i) => read(data, i * width, isLittle));
  }

  function textOf({bytes}: Element): string {
    return String.fromCharCode(...bytes.subarray(0, 1000)).replace(/\0.*$/s, "");
  }

  function readMatrix(bytes: Uint8Array, depth: number): {name: string; value: MatlabValue} {
    if (!bytes.length) return {name: "", value: "other"}; // an empty field
    if (depth > MAX_DEPTH) throw damaged();
    const flags = elementAt(bytes, 0);
    const dimensions = elementAt(bytes, flags.next);
    const name = elementAt(bytes, dimensions.next);
    const kind = Number(numbersOf(flags)[0]) & 0xff;
    const sides = Array.from(numbersOf(dimensions));
    const count = sides.reduce((product, side) => product * side, 1);
    if (kind === STRUCT && count === 1) return {name: textOf(name), value: readStruct(bytes, name.next, depth)};
    if (kind < FIRST_NUMBER || kind > LAST_NUMBER) return {name: textOf(name), value: "other"};
    const values = numbersOf(elementAt(bytes, name.next));
    if (values.length !== count) throw damaged();
    return {name: textOf(name), value: {dimensions: sides, values}};
  }

  function readStruct(bytes: Uint8Array, start: number, depth: number): Map<string, MatlabValue> {
    const width = elementAt(bytes, start);
    const names = elementAt(bytes, width.next);
    const nameLength = Number(numbersOf(width)[0]);
    const count = names.bytes.length / nameLength;
    if (!Number.isInteger(count)) throw damaged();
    const fields = new Map<string, MatlabValue>();
    for (let i = 0, at = names.next; i < count; ++i) {
      const field = elementAt(bytes, at);
      if (field.type !== MATRIX) throw damaged();
      const name = textOf({...names, bytes: names.bytes.subarray(i * nameLength, (i + 1) * nameLength)});
      fields.set(name, readMatrix(field.bytes, depth + 1).value);
      at = field.next;
    }
    return fields;
  }

  const variables = new Map<string, MatlabValue>();
  for (let at = HEADER; at < file.length;) {
    const element = elementAt(file, at);
    at = element.next;
    const {type, bytes} = element.type === COMPRESSED ? elementAt(inflate(element.bytes, source), 0) : element;
    if (type !== MATRIX) continue;
    const {name, value} = readMatrix(bytes, 0);
    variables.set(name, value);
  }
  return variables;
}
