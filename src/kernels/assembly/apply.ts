// Weights at places, four places and eight outputs at a time; its twin is ../plain/apply.ts. Both add each product to its
// output in the same order.

const BLOCK: usize = 32; // bytes of eight outputs

/** Applies *packed* weights at places of *x*, and writes *y*: `Kernels.apply`, with all steps in bytes. */
export function apply(
  x: usize,
  packed: usize,
  y: usize,
  images: i32,
  rows: i32,
  columns: i32,
  imageStep: usize,
  rowStep: usize,
  columnStep: usize,
  segments: i32,
  length: i32,
  segmentStep: usize,
  outputs: i32,
  toImage: usize,
  toRow: usize,
  toColumn: usize,
  isRelu: i32,
  scratch: usize
): void {
  const perImage = rows * columns;
  const last = images * perImage - 1;
  const inputs = segments * length;
  const size = BLOCK * (1 + <usize>inputs);
  const end = scratch + 16 * <usize>inputs;
  for (let place = 0; place <= last; place += 4) {
    // Places beyond the last one are the last one once more, and write what it does.
    const p1 = min(place + 1, last);
    const p2 = min(place + 2, last);
    const p3 = min(place + 3, last);
    interleave(
      x + offset(place, perImage, columns, imageStep, rowStep, columnStep),
      x + offset(p1, perImage, columns, imageStep, rowStep, columnStep),
      x + offset(p2, perImage, columns, imageStep, rowStep, columnStep),
      x + offset(p3, perImage, columns, imageStep, rowStep, columnStep),
      segments,
      length,
      segmentStep,
      scratch
    );
    const y0 = y + offset(place, perImage, columns, toImage, toRow, toColumn);
    const y1 = y + offset(p1, perImage, columns, toImage, toRow, toColumn);
    const y2 = y + offset(p2, perImage, columns, toImage, toRow, toColumn);
    const y3 = y + offset(p3, perImage, columns, toImage, toRow, toColumn);
    let w = packed;
    for (let first = 0; first < outputs; first += 8) {
      let a0 = v128.load(w);
      let b0 = v128.load(w, 16);
      let a1 = a0;
      let b1 = b0;
      let a2 = a0;
      let b2 = b0;
      let a3 = a0;
      let b3 = b0;
      let weight = w + BLOCK;
      for (let at = scratch; at < end; at += 16) {
        const wa = v128.load(weight);
        const wb = v128.load(weight, 16);
        weight += BLOCK;
        const v0 = v128.load32_splat(at);
        a0 = f32x4.add(a0, f32x4.mul(v0, wa));
        b0 = f32x4.add(b0, f32x4.mul(v0, wb));
        const v1 = v128.load32_splat(at, 4);
        a1 = f32x4.add(a1, f32x4.mul(v1, wa));
        b1 = f32x4.add(b1, f32x4.mul(v1, wb));
        const v2 = v128.load32_splat(at, 8);
        a2 = f32x4.add(a2, f32x4.mul(v2, wa));
        b2 = f32x4.add(b2, f32x4.mul(v2, wb));
        const v3 = v128.load32_splat(at, 12);
        a3 = f32x4.add(a3, f32x4.mul(v3, wa));
        b3 = f32x4.add(b3, f32x4.mul(v3, wb));
      }
      w += size;
      if (isRelu) {
        const zero = f32x4.splat(0);
        a0 = f32x4.max(a0, zero);
        b0 = f32x4.max(b0, zero);
        a1 = f32x4.max(a1, zero);
        b1 = f32x4.max(b1, zero);
        a2 = f32x4.max(a2, zero);
        b2 = f32x4.max(b2, zero);
        a3 = f32x4.max(a3, zero);
        b3 = f32x4.max(b3, zero);
      }
      const to = (<usize>first) << 2;
      const n = outputs - first;
      if (n >= 8) {
        v128.store(y0 + to, a0);
        v128.store(y0 + to, b0, 16);
        v128.store(y1 + to, a1);
        v128.store(y1 + to, b1, 16);
        v128.store(y2 + to, a2);
        v128.store(y2 + to, b2, 16);
        v128.store(y3 + to, a3);
        v128.store(y3 + to, b3, 16);
      } else {
        put(y0 + to, a0, b0, n);
        put(y1 + to, a1, b1, n);
        put(y2 + to, a2, b2, n);
        put(y3 + to, a3, b3, n);
      }
    }
  }
}

/** Copies the numbers of four places: the first ones of all four, then the second ones, and so on. */
function interleave(
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  segments: i32,
  length: i32,
  segmentStep: usize,
  to: usize
): void {
  const bytes = (<usize>length) << 2;
  const fours = bytes & ~15;
  for (let segment = 0; segment < segments; ++segment) {
    let at: usize = 0;
    for (; at < fours; at += 16) {
      const r0 = v128.load(x0 + at);
      const r1 = v128.load(x1 + at);
      const r2 = v128.load(x2 + at);
      const r3 = v128.load(x3 + at);
      const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
      v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 16);
      v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 32);
      v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 48);
      to += 64;
    }
    for (; at < bytes; at += 4) {
      f32.store(to, f32.load(x0 + at));
      f32.store(to, f32.load(x1 + at), 4);
      f32.store(to, f32.load(x2 + at), 8);
      f32.store(to, f32.load(x3 + at), 12);
      to += 16;
    }
    x0 += segmentStep;
    x1 += segmentStep;
    x2 += segmentStep;
    x3 += segmentStep;
  }
}

/** The bytes from the first place to another one. */
function offset(place: i32, perImage: i32, columns: i32, image: usize, row: usize, column: usize): usize {
  const inImage = place % perImage;
  return <usize>(place / perImage) * image + <usize>(inImage / columns) * row + <usize>(inImage % columns) * column;
}

/** Stores the first *n*, 1 to 7, of eight numbers. */
function put(to: usize, a: v128, b: v128, n: i32): void {
  let rest = n;
  let lanes = a;
  let at = to;
  if (rest >= 4) {
    v128.store(at, lanes);
    at += 16;
    rest -= 4;
    lanes = b;
  }
  if (rest > 0) f32.store(at, f32x4.extract_lane(lanes, 0));
  if (rest > 1) f32.store(at, f32x4.extract_lane(lanes, 1), 4);
  if (rest > 2) f32.store(at, f32x4.extract_lane(lanes, 2), 8);
}
