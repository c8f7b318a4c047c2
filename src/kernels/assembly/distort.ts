// Random distortion of images, four pixels at a time; its twin is ../plain/distort.ts, which explains the steps. Both
// round each operation on pixels to float32 in the same order, and compute the parameters of an image in float64.

const SIDE = 28;
const PIXELS: usize = 784;
const CELLS = 7;
const CELL = 4;

// Parts of the tables, in bytes from their start: `DISTORTION_TABLES` of ../plain/distort.ts.
const NOISE: usize = 32;
const FIELD: usize = NOISE + 4 * (4096 + 784);
const FIELD_ROW: usize = 4 * 72;
const INK: usize = FIELD + 72 * FIELD_ROW; // [30 × 32] bytes
const INK_ROW: usize = 32;
const LEVELS: usize = INK + 30 * INK_ROW; // [32 × 32]
const LEVEL_ROW: usize = 4 * 32;
const X: usize = LEVELS + 32 * LEVEL_ROW; // [8 × 8]
const Y: usize = X + 256;
const NODE_ROW: usize = 4 * 8;
const LIMITS: usize = Y + 256;

/** 2²³ as bits of a float32: added to it, an integer up to 2²² stands in the lowest bits. */
const INTEGER: i32 = 0x4b000000;

let state: u32 = 0;
let left: i32 = 0;
let right: i32 = 0;
let top: i32 = 0;
let bottom: i32 = 0;

/** Distorts *count* images of 784 bytes each: `Kernels.distort`, with addresses in bytes. */
export function distort(images: usize, count: i32, key: i32, first: i32, tables: usize, output: usize): void {
  for (let k = 0; k < count; ++k) {
    const to = output + <usize>k * 4 * PIXELS;
    memory.fill(to, 0, 4 * PIXELS);
    seed(key, first + k);
    const pixels = within(tables, 4);
    padInk(images + <usize>k * PIXELS, tables, pixels > 0 ? 0 : 255);
    if (top > bottom) continue;
    changeWidth(tables, <f32>pixels, pixels > 0 ? 0 : 255);
    placeNodes(tables);
    v128.store(tables + LIMITS, f32x4.splat(<f32>(left - 1)));
    v128.store(tables + LIMITS, f32x4.splat(<f32>(right + 1)), 16);
    v128.store(tables + LIMITS, f32x4.splat(<f32>(top - 1)), 32);
    v128.store(tables + LIMITS, f32x4.splat(<f32>(bottom + 1)), 48);
    const noise = tables + NOISE + <usize>((draw() >> 20) << 2);
    for (let row = 0; row < CELLS; ++row) {
      for (let cells = cellsWithInk(tables, row); cells; cells &= cells - 1) sample(tables, row, ctz(cells), noise, to);
    }
  }
}

function seed(key: i32, position: i32): void {
  state = <u32>key + <u32>position * 0x9e3779b9;
  state = (state ^ (state >> 16)) * 0x85ebca6b;
  state = (state ^ (state >> 13)) * 0xc2b2ae35;
  state ^= state >> 16;
}

function draw(): u32 {
  state = state * 747796405 + 2891336453;
  const word = ((state >> ((state >> 28) + 4)) ^ state) * 277803737;
  return (word >> 22) ^ word;
}

/** A random number from −h to h, where h is the option at *index*. */
function within(tables: usize, index: usize): f64 {
  return <f64>f32.load(tables + (index << 2)) * (<f64>(<i32>draw()) / 2147483648.0);
}

/** Copies the image's bytes, XOR *flip*, with a margin of background, and finds the box of the ink. */
function padInk(image: usize, tables: usize, flip: i32): void {
  const mask = i8x16.splat(<i8>flip);
  const none = i8x16.splat(0);
  let to = tables + INK;
  let inColumns = none;
  let inColumns2 = none;
  let rows: u32 = 0;
  v128.store(to, mask);
  v128.store(to, mask, 16);
  for (let y = 0; y < SIDE; ++y) {
    to += INK_ROW;
    const start = v128.load(image);
    const end = v128.load(image, 12);
    const a = i8x16.shuffle(none, start, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    const b = i8x16.shuffle(none, end, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 0, 0, 0);
    v128.store(to, v128.xor(a, mask));
    v128.store(to, v128.xor(b, mask), 16);
    inColumns = v128.or(inColumns, a);
    inColumns2 = v128.or(inColumns2, b);
    rows |= (<u32>v128.any_true(v128.or(a, b))) << (y + 1);
    image += SIDE;
  }
  v128.store(to, mask, INK_ROW);
  v128.store(to, mask, INK_ROW + 16);
  const columns =
    (<u32>i8x16.bitmask(i8x16.ne(inColumns, none))) | ((<u32>i8x16.bitmask(i8x16.ne(inColumns2, none))) << 16);
  const more = flip ? 0 : 1;
  top = max(1, ctz<i32>(rows) - more);
  bottom = min(SIDE, 31 - clz<i32>(rows) + more);
  left = max(1, ctz<i32>(columns) - more);
  right = min(SIDE, 31 - clz<i32>(columns) + more);
}

/** Writes the levels of an image whose strokes are wider or narrower. */
function changeWidth(tables: usize, share: f32, flip: i32): void {
  const mask = i8x16.splat(<i8>flip);
  const shares = f32x4.splat(share);
  let from = tables + INK + <usize>top * INK_ROW;
  let to = tables + LEVELS + <usize>(top - 1) * LEVEL_ROW;
  clearRow(to);
  to += LEVEL_ROW;
  for (let y = top; y <= bottom; ++y) {
    widen(from, to, mask, shares, i8x16(0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1));
    widen(from + 16, to + 64, mask, shares, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0));
    from += INK_ROW;
    to += LEVEL_ROW;
  }
  clearRow(to);
  clearRow(to + LEVEL_ROW);
}

function clearRow(to: usize): void {
  for (let at: usize = 0; at < LEVEL_ROW; at += 16) v128.store(to + at, i32x4.splat(0));
}

/** Changes 16 pixels, those of the image, which *inside* selects. */
function widen(from: usize, to: usize, mask: v128, shares: v128, inside: v128): void {
  const own = v128.load(from);
  let highest = i8x16.max_u(own, i8x16.max_u(v128.load(from - 1), v128.load(from + 1)));
  highest = i8x16.max_u(highest, i8x16.max_u(v128.load(from - INK_ROW), v128.load(from + INK_ROW)));
  const level = v128.xor(own, mask);
  const more = v128.and(i8x16.sub(highest, own), inside);
  const levels = i16x8.extend_low_i8x16_u(level);
  const levels2 = i16x8.extend_high_i8x16_u(level);
  const mores = i16x8.extend_low_i8x16_u(more);
  const mores2 = i16x8.extend_high_i8x16_u(more);
  v128.store(to, blend(i32x4.extend_low_i16x8_u(levels), i32x4.extend_low_i16x8_u(mores), shares));
  v128.store(to, blend(i32x4.extend_high_i16x8_u(levels), i32x4.extend_high_i16x8_u(mores), shares), 16);
  v128.store(to, blend(i32x4.extend_low_i16x8_u(levels2), i32x4.extend_low_i16x8_u(mores2), shares), 32);
  v128.store(to, blend(i32x4.extend_high_i16x8_u(levels2), i32x4.extend_high_i16x8_u(mores2), shares), 48);
}

function blend(level: v128, more: v128, shares: v128): v128 {
  return f32x4.add(f32x4.convert_i32x4_s(level), f32x4.mul(shares, f32x4.convert_i32x4_s(more)));
}

/** Draws an affine map and a smooth displacement, and writes the positions that they give to the nodes. */
function placeNodes(tables: usize): void {
  const angle = within(tables, 0);
  const scaleX = 1 + within(tables, 1);
  const scaleY = 1 + within(tables, 1);
  const shear = within(tables, 2);
  const x = 13.5 + within(tables, 3);
  const y = 13.5 + within(tables, 3);
  const half = sine(angle / 2);
  const cos = 1 - 2 * half * half;
  const sin = sine(angle);
  const a = (cos + shear * sin) / scaleX;
  const b = (sin - shear * cos) / scaleX;
  const c = -sin / scaleY;
  const d = cos / scaleY;
  const e = 14.5 - a * x - b * y;
  const f = 14.5 - c * x - d * y;
  placeAxis(tables + X, tables + fieldStart(), a, b, e);
  placeAxis(tables + Y, tables + fieldStart(), c, d, f);
}

function fieldStart(): usize {
  const word = draw();
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

/** The cells of a row, a bit each, whose corners are not all on the same side of the ink. */
function cellsWithInk(tables: usize, row: i32): u32 {
  const at = tables + X + <usize>row * NODE_ROW;
  const outside =
    common(below(at, <f32>(left - 1)) & below(at + NODE_ROW, <f32>(left - 1))) |
    common(above(at, <f32>(right + 1)) & above(at + NODE_ROW, <f32>(right + 1))) |
    common(below(at + 256, <f32>(top - 1)) & below(at + 256 + NODE_ROW, <f32>(top - 1))) |
    common(above(at + 256, <f32>(bottom + 1)) & above(at + 256 + NODE_ROW, <f32>(bottom + 1)));
  return ~outside & 127;
}

/** Cells of whose nodes, a bit each, both are set. */
function common(nodes: u32): u32 {
  return nodes & (nodes >> 1);
}

function below(at: usize, limit: f32): u32 {
  const limits = f32x4.splat(limit);
  return (
    (<u32>i32x4.bitmask(f32x4.le(v128.load(at), limits))) |
    ((<u32>i32x4.bitmask(f32x4.le(v128.load(at, 16), limits))) << 4)
  );
}

function above(at: usize, limit: f32): u32 {
  const limits = f32x4.splat(limit);
  return (
    (<u32>i32x4.bitmask(f32x4.ge(v128.load(at), limits))) |
    ((<u32>i32x4.bitmask(f32x4.ge(v128.load(at, 16), limits))) << 4)
  );
}

/** Writes the 4 × 4 pixels of a cell. */
function sample(tables: usize, row: i32, column: i32, noise: usize, output: usize): void {
  const node = tables + X + <usize>row * NODE_ROW + <usize>(column << 2);
  const quarters = f32x4(0, 0.25, 0.5, 0.75);
  const quarter = f32x4.splat(0.25);
  const x = between(node, quarters);
  const y = between(node + 256, quarters);
  const stepX = f32x4.mul(f32x4.sub(between(node + NODE_ROW, quarters), x), quarter);
  const stepY = f32x4.mul(f32x4.sub(between(node + 256 + NODE_ROW, quarters), y), quarter);
  const at = (<usize>(row * CELL * SIDE + column * CELL)) << 2;
  const x1 = f32x4.add(x, stepX);
  const y1 = f32x4.add(y, stepY);
  const x2 = f32x4.add(x1, stepX);
  const y2 = f32x4.add(y1, stepY);
  const x3 = f32x4.add(x2, stepX);
  const y3 = f32x4.add(y2, stepY);
  read(x, y, tables, noise + at, output + at);
  read(x1, y1, tables, noise + at + 112, output + at + 112);
  read(x2, y2, tables, noise + at + 224, output + at + 224);
  read(x3, y3, tables, noise + at + 336, output + at + 336);
}

function read(x: v128, y: v128, tables: usize, noise: usize, output: usize): void {
  const u = f32x4.pmin(f32x4.pmax(x, v128.load(tables + LIMITS)), v128.load(tables + LIMITS + 16));
  const v = f32x4.pmin(f32x4.pmax(y, v128.load(tables + LIMITS + 32)), v128.load(tables + LIMITS + 48));
  const columns = f32x4.floor(u);
  const rows = f32x4.floor(v);
  const places = f32x4.add(f32x4.add(f32x4.mul(rows, f32x4.splat(32)), columns), f32x4.splat(8388608));
  const levels = tables + LEVELS - <usize>(INTEGER << 2);
  const p0 = levels + ((<usize>i32x4.extract_lane(places, 0)) << 2);
  const p1 = levels + ((<usize>i32x4.extract_lane(places, 1)) << 2);
  const p2 = levels + ((<usize>i32x4.extract_lane(places, 2)) << 2);
  const p3 = levels + ((<usize>i32x4.extract_lane(places, 3)) << 2);
  const alongX = f32x4.sub(u, columns);
  const upper = mixPairs(
    v128.load64_lane(p1, v128.load64_zero(p0), 1),
    v128.load64_lane(p3, v128.load64_zero(p2), 1),
    alongX
  );
  const lower = mixPairs(
    v128.load64_lane(p1, v128.load64_zero(p0, LEVEL_ROW), 1, LEVEL_ROW),
    v128.load64_lane(p3, v128.load64_zero(p2, LEVEL_ROW), 1, LEVEL_ROW),
    alongX
  );
  const level = f32x4.add(upper, f32x4.mul(f32x4.sub(v, rows), f32x4.sub(lower, upper)));
  const ink = f32x4.div(level, f32x4.splat(255));
  const zero = f32x4.splat(0);
  const noisy = f32x4.add(ink, v128.and(v128.load(noise), f32x4.gt(ink, zero)));
  v128.store(output, f32x4.pmin(f32x4.pmax(noisy, zero), f32x4.splat(1)));
}

/** The positions at a node and at three more pixels towards the next one. */
function between(node: usize, quarters: v128): v128 {
  const a = v128.load32_splat(node);
  return f32x4.add(a, f32x4.mul(f32x4.sub(v128.load32_splat(node, 4), a), quarters));
}

/** Interpolates the pairs of levels at four positions. */
function mixPairs(a: v128, b: v128, share: v128): v128 {
  const first = i32x4.shuffle(a, b, 0, 2, 4, 6);
  const second = i32x4.shuffle(a, b, 1, 3, 5, 7);
  return f32x4.add(first, f32x4.mul(share, f32x4.sub(second, first)));
}
