// Random distortion of images, four pixels at a time; its twin is ../plain/distort.ts, which explains the steps. Both
// round each operation on pixels to float32 in the same order, and compute the parameters of an image in float64.

import {hash4} from "./hash";

const SIDE = 28;
const PIXELS: usize = 784;
/** Cells of 4 × 4 pixels along each side of an image; a node is at each of their corners. */
const CELLS = 7;
const CELL = 4;

// Parts of the tables, in bytes from their start: those of ../plain/distortionTables.ts, and then room of its own.
const NOISE: usize = 32;
const FIELD: usize = NOISE + 4 * (1024 + 784);
const FIELD_ROW: usize = 4 * 72;
/** The image with a margin, [30 × 32 bytes]. */
const INK: usize = FIELD + 72 * FIELD_ROW;
const INK_ROW: usize = 32;
/** Its levels, [32 × 32]. */
const LEVELS: usize = INK + 30 * INK_ROW;
const LEVEL_ROW: usize = 4 * 32;
/** The positions of the nodes: columns [8 × 8], then rows. */
const NODES: usize = LEVELS + 32 * LEVEL_ROW;
const NODE_ROW: usize = 4 * 8;
const NODES_Y: usize = 8 * NODE_ROW;
/** What the inner loop needs, four times each: the first column that it reads at, and what follows in these steps. */
const LIMITS: usize = NODES + 2 * NODES_Y;
const LAST_X: usize = 16;
const FIRST_Y: usize = 32;
const LAST_Y: usize = 48;
const STEP_X: usize = 64;
const STEP_Y: usize = 80;
const ROW_LENGTH: usize = 96;
const TO_INTEGER: usize = 112;
const FULL: usize = 128;
const ONE: usize = 144;
/** The random integers of an image, [12]. */
const WORDS: usize = LIMITS + 160;

/** 2²³ as a float32: in the sum with it, an integer is the lowest bits. */
const INTEGER: f32 = 8388608;
const INTEGER_BITS: i32 = 0x4b000000;

let left: i32 = 0;
let right: i32 = 0;
let top: i32 = 0;
let bottom: i32 = 0;

/** Distorts *count* images of 784 bytes each: `Kernels.distort`, with addresses in bytes. */
export function distort(images: usize, count: i32, key: i32, first: i32, tables: usize, output: usize): void {
  putConstants(tables + LIMITS);
  for (let k = 0; k < count; ++k) {
    const to = output + <usize>k * 4 * PIXELS;
    memory.fill(to, 0, 4 * PIXELS);
    drawWords(tables + WORDS, key, first + k);
    const share = within(tables, 4, 0);
    const flip = share > 0 ? 0 : 255; // the erosion is the dilation of the negative
    padInk(images + <usize>k * PIXELS, tables, flip);
    if (top > bottom) continue;
    putLimits(tables + LIMITS);
    changeWidth(tables, <f32>share, flip);
    placeNodes(tables);
    const noise = tables + NOISE + <usize>((word(tables, 9) >> 22) << 2);
    for (let row = 0; row < CELLS; ++row)
      for (let cells = cellsWithInk(tables, row); cells; cells &= cells - 1) sample(tables, row, ctz(cells), noise, to);
  }
}

function putConstants(limits: usize): void {
  v128.store(limits, f32x4.splat(32), ROW_LENGTH);
  v128.store(limits, f32x4.splat(INTEGER), TO_INTEGER);
  v128.store(limits, f32x4.splat(255), FULL);
  v128.store(limits, f32x4.splat(1), ONE);
}

function drawWords(to: usize, key: i32, position: i32): void {
  const own = i32x4.splat(i32x4.extract_lane(hash4(i32x4.splat(key), i32x4.splat(position)), 0));
  v128.store(to, hash4(own, i32x4(0, 1, 2, 3)));
  v128.store(to, hash4(own, i32x4(4, 5, 6, 7)), 16);
  v128.store(to, hash4(own, i32x4(8, 9, 10, 11)), 32);
}

function word(tables: usize, index: usize): u32 {
  return load<u32>(tables + WORDS + (index << 2));
}

/** A random number, the one at *index*, within the amount at *place* either way. */
function within(tables: usize, place: usize, index: usize): f64 {
  return <f64>f32.load(tables + (place << 2)) * (<f64>(<i32>word(tables, index)) / 2147483648.0);
}

/** Copies the image's bytes, XOR *flip*, with a margin of background, and finds the box of the ink. */
function padInk(image: usize, tables: usize, flip: i32): void {
  const mask = i8x16.splat(<i8>flip);
  const none = i8x16.splat(0);
  let to = tables + INK;
  let inkA = none;
  let inkB = none;
  let rows: u32 = 0;
  v128.store(to, mask);
  v128.store(to, mask, 16);
  for (let y = 1; y <= SIDE; ++y) {
    to += INK_ROW;
    const start = v128.load(image);
    const end = v128.load(image, 12);
    const a = i8x16.shuffle(none, start, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    const b = i8x16.shuffle(none, end, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 0, 0, 0);
    v128.store(to, v128.xor(a, mask));
    v128.store(to, v128.xor(b, mask), 16);
    inkA = v128.or(inkA, a);
    inkB = v128.or(inkB, b);
    rows |= (<u32>v128.any_true(v128.or(a, b))) << y;
    image += SIDE;
  }
  v128.store(to, mask, INK_ROW);
  v128.store(to, mask, INK_ROW + 16);
  const columns = i8x16.bitmask(i8x16.ne(inkA, none)) | (i8x16.bitmask(i8x16.ne(inkB, none)) << 16);
  const more = flip ? 0 : 1;
  top = max(1, ctz<i32>(rows) - more);
  bottom = min(SIDE, 31 - clz<i32>(rows) + more);
  left = max(1, ctz<i32>(columns) - more);
  right = min(SIDE, 31 - clz<i32>(columns) + more);
}

function putLimits(limits: usize): void {
  v128.store(limits, f32x4.splat(<f32>(left - 1)));
  v128.store(limits, f32x4.splat(<f32>(right + 1)), LAST_X);
  v128.store(limits, f32x4.splat(<f32>(top - 1)), FIRST_Y);
  v128.store(limits, f32x4.splat(<f32>(bottom + 1)), LAST_Y);
}

/** Writes the levels of the image with its strokes wider or narrower. */
function changeWidth(tables: usize, share: f32, flip: i32): void {
  const mask = i8x16.splat(<i8>flip);
  const shares = f32x4.splat(share);
  let from = tables + INK + <usize>top * INK_ROW;
  let to = tables + LEVELS + <usize>(top - 1) * LEVEL_ROW;
  const last = tables + LEVELS + <usize>(bottom + 1) * LEVEL_ROW;
  clear(to, to + LEVEL_ROW);
  to += LEVEL_ROW;
  // Half a row at a time: 16 pixels, of which *inside* selects those of the image.
  let inside = i8x16(0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  let other = i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0);
  for (; to < last; to += LEVEL_ROW >> 1) {
    const own = v128.load(from);
    const inRow = i8x16.max_u(own, i8x16.max_u(v128.load(from - 1), v128.load(from + 1)));
    const highest = i8x16.max_u(inRow, i8x16.max_u(v128.load(from - INK_ROW), v128.load(from + INK_ROW)));
    const level = v128.xor(own, mask);
    const change = v128.and(i8x16.sub(highest, own), inside);
    blend(to, i16x8.extend_low_i8x16_u(level), i16x8.extend_low_i8x16_u(change), shares);
    blend(to + 32, i16x8.extend_high_i8x16_u(level), i16x8.extend_high_i8x16_u(change), shares);
    const next = other;
    other = inside;
    inside = next;
    from += INK_ROW >> 1;
  }
  clear(last, last + 2 * LEVEL_ROW);
}

function clear(from: usize, to: usize): void {
  for (; from < to; from += 16) v128.store(from, i32x4.splat(0));
}

/** Writes eight levels. */
function blend(to: usize, level: v128, change: v128, shares: v128): void {
  const near = f32x4.mul(shares, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(change)));
  const far = f32x4.mul(shares, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(change)));
  v128.store(to, f32x4.add(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(level)), near));
  v128.store(to, f32x4.add(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(level)), far), 16);
}

/** Writes the positions of the nodes. */
function placeNodes(tables: usize): void {
  const angle = within(tables, 0, 1);
  const scaleX = 1 + within(tables, 1, 2);
  const scaleY = 1 + within(tables, 1, 3);
  const shear = within(tables, 2, 4);
  const x = 13.5 + within(tables, 3, 5);
  const y = 13.5 + within(tables, 3, 6);
  const half = sine(angle / 2);
  const cos = 1 - 2 * half * half;
  const sin = sine(angle);
  const a = (cos + shear * sin) / scaleX;
  const b = (sin - shear * cos) / scaleX;
  const c = -sin / scaleY;
  const d = cos / scaleY;
  placeAxis(tables + NODES, tables + fieldStart(word(tables, 7)), a, b, 14.5 - a * x - b * y);
  placeAxis(tables + NODES + NODES_Y, tables + fieldStart(word(tables, 8)), c, d, 14.5 - c * x - d * y);
}

function fieldStart(word: u32): usize {
  return FIELD + <usize>(word >> 26) * FIELD_ROW + <usize>(((word >> 20) & 63) << 2);
}

function placeAxis(to: usize, field: usize, alongRow: f64, alongColumn: f64, start: f64): void {
  const step = f32x4.splat(<f32>(4 * alongRow));
  const near = f32x4.mul(step, f32x4(0, 1, 2, 3));
  const far = f32x4.mul(step, f32x4(4, 5, 6, 7));
  for (let row = 0; row <= CELLS; ++row) {
    const origin = f32x4.splat(<f32>(start + 4 * alongColumn * <f64>row));
    v128.store(to, f32x4.add(f32x4.add(origin, near), v128.load(field)));
    v128.store(to, f32x4.add(f32x4.add(origin, far), v128.load(field, 16)), 16);
    to += NODE_ROW;
    field += FIELD_ROW;
  }
}

/** The sine of an angle from −π to π, by its Taylor series to x¹⁹. */
function sine(x: f64): f64 {
  const s = x * x;
  let sum = 1 - s / 342;
  sum = 1 - (s / 272) * sum;
  sum = 1 - (s / 210) * sum;
  sum = 1 - (s / 156) * sum;
  sum = 1 - (s / 110) * sum;
  sum = 1 - (s / 72) * sum;
  sum = 1 - (s / 42) * sum;
  sum = 1 - (s / 20) * sum;
  sum = 1 - (s / 6) * sum;
  return x * sum;
}

/** The cells of a row, a bit each, but those whose nodes are all on the same side of the ink. */
function cellsWithInk(tables: usize, row: i32): u32 {
  const node = tables + NODES + <usize>row * NODE_ROW;
  return ~(cellsBeyond(node, tables + LIMITS) | cellsBeyond(node + NODES_Y, tables + LIMITS + FIRST_Y)) & 127;
}

function cellsBeyond(node: usize, limits: usize): u32 {
  const a = v128.load(node);
  const b = v128.load(node, 16);
  const c = v128.load(node, NODE_ROW);
  const d = v128.load(node, NODE_ROW + 16);
  const first = v128.load(limits);
  const last = v128.load(limits, LAST_X);
  const before = nodesOf(f32x4.le(f32x4.pmax(a, c), first), f32x4.le(f32x4.pmax(b, d), first));
  const after = nodesOf(f32x4.ge(f32x4.pmin(a, c), last), f32x4.ge(f32x4.pmin(b, d), last));
  return (before & (before >> 1)) | (after & (after >> 1));
}

function nodesOf(near: v128, far: v128): u32 {
  return i32x4.bitmask(near) | (i32x4.bitmask(far) << 4);
}

/** Writes the 4 × 4 pixels of a cell. Keeps what all rows need in memory: the compiler would compute it for each. */
function sample(tables: usize, row: i32, column: i32, noise: usize, output: usize): void {
  const node = tables + NODES + <usize>row * NODE_ROW + <usize>(column << 2);
  const limits = tables + LIMITS;
  const quarter = f32x4.splat(0.25);
  let x = between(node);
  let y = between(node + NODES_Y);
  v128.store(limits, f32x4.mul(f32x4.sub(between(node + NODE_ROW), x), quarter), STEP_X);
  v128.store(limits, f32x4.mul(f32x4.sub(between(node + NODES_Y + NODE_ROW), y), quarter), STEP_Y);
  const levels = tables + LEVELS - <usize>(INTEGER_BITS << 2);
  let at = (<usize>(row * CELL * SIDE + column * CELL)) << 2;
  for (let k = 0; k < CELL; ++k) {
    const u = f32x4.pmin(f32x4.pmax(x, v128.load(limits)), v128.load(limits, LAST_X));
    const v = f32x4.pmin(f32x4.pmax(y, v128.load(limits, FIRST_Y)), v128.load(limits, LAST_Y));
    const columns = f32x4.floor(u);
    const rows = f32x4.floor(v);
    const places = f32x4.add(
      f32x4.add(f32x4.mul(rows, v128.load(limits, ROW_LENGTH)), columns),
      v128.load(limits, TO_INTEGER)
    );
    const p0 = levels + ((<usize>i32x4.extract_lane(places, 0)) << 2);
    const p1 = levels + ((<usize>i32x4.extract_lane(places, 1)) << 2);
    const p2 = levels + ((<usize>i32x4.extract_lane(places, 2)) << 2);
    const p3 = levels + ((<usize>i32x4.extract_lane(places, 3)) << 2);
    const share = f32x4.sub(u, columns);
    const upperA = v128.load64_lane(p1, v128.load64_zero(p0), 1);
    const upperB = v128.load64_lane(p3, v128.load64_zero(p2), 1);
    const lowerA = v128.load64_lane(p1, v128.load64_zero(p0, LEVEL_ROW), 1, LEVEL_ROW);
    const lowerB = v128.load64_lane(p3, v128.load64_zero(p2, LEVEL_ROW), 1, LEVEL_ROW);
    const upper = mix(i32x4.shuffle(upperA, upperB, 0, 2, 4, 6), i32x4.shuffle(upperA, upperB, 1, 3, 5, 7), share);
    const lower = mix(i32x4.shuffle(lowerA, lowerB, 0, 2, 4, 6), i32x4.shuffle(lowerA, lowerB, 1, 3, 5, 7), share);
    const ink = f32x4.div(mix(upper, lower, f32x4.sub(v, rows)), v128.load(limits, FULL));
    const zero = f32x4.splat(0);
    const noisy = f32x4.add(ink, v128.and(v128.load(noise + at), f32x4.gt(ink, zero)));
    v128.store(output + at, f32x4.pmin(f32x4.pmax(noisy, zero), v128.load(limits, ONE)));
    x = f32x4.add(x, v128.load(limits, STEP_X));
    y = f32x4.add(y, v128.load(limits, STEP_Y));
    at += 4 * SIDE;
  }
}

/** The positions of a node and of three more pixels, towards the next node. */
function between(node: usize): v128 {
  const a = v128.load32_splat(node);
  return f32x4.add(a, f32x4.mul(f32x4.sub(v128.load32_splat(node, 4), a), f32x4(0, 0.25, 0.5, 0.75)));
}

function mix(a: v128, b: v128, share: v128): v128 {
  return f32x4.add(a, f32x4.mul(share, f32x4.sub(b, a)));
}
