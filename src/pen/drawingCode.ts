import {InputError} from "../inputError.js";
import {PIXELS} from "../ink/image/grid.js";
import type {Constraint} from "../ink/segmentation/constraints.js";
import type {Point, Stroke} from "./pen.js";
import {thinStroke} from "./thinStroke.js";
import {pushSigned, pushVarint, varintReader, type VarintReader} from "./varints.js";

/** A drawing that a link can hold. */
export interface CodedDrawing {
  /** In fractions of the surface's side, y pointing down. */
  readonly strokes: readonly Stroke[];
  /** How hard the pen was pressed at each point, in [0, 1]; missing for a pen that can't tell. */
  readonly pressures?: readonly (readonly number[])[] | undefined;
  /** [784], 0 (background) to 255 (ink): what was entered by keyboard over the strokes; missing for nothing. */
  readonly cells?: Uint8Array | undefined;
  /** How the visitor divided it into digits. */
  readonly constraints: readonly Constraint[];
}

/** The first byte. */
const VERSION = 1;

/** Bits of the second byte. */
const [PRESSURES, CELLS] = [1, 2];

/** The places of the grid along the surface's side: a third of a pixel of the screen's on most surfaces. */
const GRID = 1024;

/** Levels of pressure from 0 to 1. */
const LEVELS = 16;

/** Which points are left out, in places of the grid: where that can't be seen. */
const THIN = {gap: 20, tolerance: 1};

/** A coordinate beyond any pen that leaves the surface. */
const FARTHEST = 1000;

/** Longer texts are no drawings. */
export const MAX_CODE = 200_000;

/**
 * Returns a drawing as text of the characters `A–Z a–z 0–9 - _`, for the address of a page: base64url
 * (https://www.rfc-editor.org/rfc/rfc4648#section-5) of these bytes, numbers as in `pushVarint`:
 *
 * | bytes | |
 * |---|---|
 * | 1 | version, 1 |
 * | 1 | 1 where there are pressures, plus 2 where there are cells |
 * | number | of strokes; for each the number of its points, at least 1, and for each point |
 * | 2 signed numbers | the steps right and down from the last point, at first from the corner, in 1/1024 of the side |
 * | signed number | where there are pressures: the step of the pressure, at first from 0.5, in 1/16 |
 * | 784 cells | where there are cells, in runs: a byte for their gray value, and the number of cells, at least 1 |
 * | number | of constraints; for each twice the number of its parts, plus 1 for a digit; then each part |
 * | 2 | CRC-16/CCITT of all bytes before, https://reveng.sourceforge.io/crc-catalogue/16.htm |
 *
 * Points are left out where no more than 1/1024 of the side changes, so a number of five digits takes under 2,000 characters.
 */
export function encodeDrawing({strokes, pressures, cells, constraints}: CodedDrawing): string {
  const bytes = [VERSION, (pressures ? PRESSURES : 0) + (cells ? CELLS : 0)];
  const written = strokes.map((stroke, i) => thinned(stroke, pressures?.[i])).filter(({length}) => length);
  pushVarint(bytes, written.length);
  let last: Place = [0, 0, LEVELS / 2];
  for (const places of written) {
    pushVarint(bytes, places.length);
    for (const place of places) {
      pushSigned(bytes, place[0] - last[0]);
      pushSigned(bytes, place[1] - last[1]);
      if (pressures) pushSigned(bytes, place[2] - last[2]);
      last = place;
    }
  }
  if (cells) pushRuns(bytes, cells);
  pushVarint(bytes, constraints.length);
  for (const {parts, isDigit} of constraints) {
    pushVarint(bytes, 2 * parts.length + Number(isDigit));
    for (const part of parts) pushVarint(bytes, part);
  }
  return toBase64Url(Uint8Array.from([...bytes, ...checksum(bytes)]));
}

/**
 * Parses what `encodeDrawing` returns. *source* names the text in errors.
 * @throws InputError `SOURCE: expected A, got B` for anything else: a text that was cut, changed, or made by a newer version
 */
export function decodeDrawing(text: string, source: string): CodedDrawing {
  const bytes = fromBase64Url(text, source);
  if (bytes[0] !== VERSION) throw new InputError(source, `version ${VERSION}`, `version ${bytes[0] ?? "none"}`);
  const [content, sum] = [bytes.subarray(0, -2), bytes.subarray(-2)];
  if (bytes.length < 4 || checksum(content).some((byte, i) => byte !== sum[i])) throw damaged(source);
  try {
    return readDrawing(varintReader(content.subarray(1)), source);
  } catch (error) {
    throw error instanceof RangeError ? damaged(source) : error;
  }
}

function readDrawing(reader: VarintReader, source: string): CodedDrawing {
  const flags = reader.byte();
  if (flags > PRESSURES + CELLS) throw damaged(source);
  const hasPressures = (flags & PRESSURES) > 0;
  let last: Place = [0, 0, LEVELS / 2];
  const readPlace = (): Place => {
    const [right, down, harder] = [reader.signed(), reader.signed(), hasPressures ? reader.signed() : 0];
    last = [last[0] + right, last[1] + down, last[2] + harder];
    const [x, y, level] = last;
    if (Math.max(Math.abs(x), Math.abs(y)) > FARTHEST * GRID || level < 0 || level > LEVELS) throw damaged(source);
    return last;
  };
  const places = readList(reader, 3, () => readList(reader, 2, readPlace));
  if (places.some(({length}) => !length)) throw damaged(source);
  const cells = flags & CELLS ? readRuns(reader, source) : undefined;
  const constraints = readList(reader, 2, (): Constraint => {
    const head = reader.varint();
    return {parts: readMany(reader, Math.floor(head / 2), 1, () => reader.varint()), isDigit: head % 2 === 1};
  });
  if (reader.left || constraints.some(({parts}) => !parts.length)) throw damaged(source);
  return {
    strokes: places.map((stroke) => stroke.map(([x, y]): Point => [x / GRID, y / GRID])),
    ...(hasPressures ? {pressures: places.map((stroke) => stroke.map(([, , level]) => level / LEVELS))} : {}),
    ...(cells ? {cells} : {}),
    constraints
  };
}

/** A point on the grid, and its pressure in levels. */
type Place = readonly [x: number, y: number, level: number];

/** Returns a stroke on the grid, without the points that its shape does not need. */
function thinned(stroke: Stroke, pressures: readonly number[] | undefined): Place[] {
  const levelOf = (i: number) => Math.round(LEVELS * Math.max(0, Math.min(1, pressures?.[i] ?? 0.5)));
  const places = stroke
    .map(([x, y], i): Place => [Math.round(GRID * x), Math.round(GRID * y), levelOf(i)])
    .filter(([x, y], i, all) => !i || x !== all[i - 1]![0] || y !== all[i - 1]![1]);
  const points = places.map(([x, y]): Point => [x, y]);
  return thinStroke(points, THIN).map((i) => places[i]!);
}

function pushRuns(bytes: number[], cells: Uint8Array): void {
  for (let start = 0; start < PIXELS;) {
    const gray = cells[start]!;
    let end = start + 1;
    while (end < PIXELS && cells[end] === gray) ++end;
    bytes.push(gray);
    pushVarint(bytes, end - start);
    start = end;
  }
}

function readRuns(reader: VarintReader, source: string): Uint8Array {
  const cells = new Uint8Array(PIXELS);
  for (let start = 0; start < PIXELS;) {
    const [gray, length] = [reader.byte(), reader.varint()];
    if (!length || start + length > PIXELS) throw damaged(source);
    cells.fill(gray, start, (start += length));
  }
  return cells;
}

/** Reads a number, and as many elements. */
function readList<T>(reader: VarintReader, least: number, read: () => T): T[] {
  return readMany(reader, reader.varint(), least, read);
}

/** Reads *count* elements of at least *least* bytes each: a count beyond that is refused before memory is taken. */
function readMany<T>(reader: VarintReader, count: number, least: number, read: () => T): T[] {
  if (count * least > reader.left) throw new RangeError("more elements than bytes");
  return Array.from({length: count}, read);
}

/** Returns the two bytes of CRC-16/CCITT: it tells any change of up to 16 bits in a row, and so of one character or two. */
function checksum(bytes: ArrayLike<number>): [number, number] {
  let crc = 0xffff;
  for (let i = 0; i < bytes.length; ++i) {
    crc ^= bytes[i]! << 8;
    for (let bit = 0; bit < 8; ++bit) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return [crc >> 8, crc & 0xff];
}

function damaged(source: string): InputError {
  return new InputError(source, "a whole drawing", "one that was cut off or changed");
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string, source: string): Uint8Array {
  if (!/^[\w-]+$/.test(text) || text.length > MAX_CODE || text.length % 4 === 1) throw damaged(source);
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
