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
  isRelu: i32
): void {
  const perImage = rows * columns;
  const last = images * perImage - 1;
  const bytes = (<usize>length) << 2;
  const size = BLOCK * (1 + <usize>(segments * length));
  for (let place = 0; place <= last; place += 4) {
    const p1 = min(place + 1, last);
    const p2 = min(place + 2, last);
    const p3 = min(place + 3, last);
    const x0 = x + offset(place, perImage, columns, imageStep, rowStep, columnStep);
    const x1 = x + offset(p1, perImage, columns, imageStep, rowStep, columnStep);
    const x2 = x + offset(p2, perImage, columns, imageStep, rowStep, columnStep);
    const x3 = x + offset(p3, perImage, columns, imageStep, rowStep, columnStep);
    // Places beyond the last one are the last one once more, and write what it does.
    const y0 = y + offset(place, perImage, columns, toImage, toRow, toColumn);
    const y1 = y + offset(p1, perImage, columns, toImage, toRow, toColumn);
    const y2 = y + offset(p2, perImage, columns, toImage, toRow, toColumn);
    const y3 = y + offset(p3, perImage, columns, toImage, toRow, toColumn);
    let block = packed;
    for (let first = 0; first < outputs; first += 8) {
      let w = block;
      block += size;
      let a0 = v128.load(w);
      let b0 = v128.load(w, 16);
      let a1 = a0;
      let b1 = b0;
      let a2 = a0;
      let b2 = b0;
      let a3 = a0;
      let b3 = b0;
      w += BLOCK;
      let start: usize = 0;
      for (let segment = 0; segment < segments; ++segment) {
        for (let at = start; at < start + bytes; at += 4) {
          const wa = v128.load(w);
          const wb = v128.load(w, 16);
          w += BLOCK;
          const v0 = v128.load32_splat(x0 + at);
          a0 = f32x4.add(a0, f32x4.mul(v0, wa));
          b0 = f32x4.add(b0, f32x4.mul(v0, wb));
          const v1 = v128.load32_splat(x1 + at);
          a1 = f32x4.add(a1, f32x4.mul(v1, wa));
          b1 = f32x4.add(b1, f32x4.mul(v1, wb));
          const v2 = v128.load32_splat(x2 + at);
          a2 = f32x4.add(a2, f32x4.mul(v2, wa));
          b2 = f32x4.add(b2, f32x4.mul(v2, wb));
          const v3 = v128.load32_splat(x3 + at);
          a3 = f32x4.add(a3, f32x4.mul(v3, wa));
          b3 = f32x4.add(b3, f32x4.mul(v3, wb));
        }
        start += segmentStep;
      }
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
      const at = (<usize>first) << 2;
      const n = min(8, outputs - first);
      put(y0 + at, a0, b0, n);
      put(y1 + at, a1, b1, n);
      put(y2 + at, a2, b2, n);
      put(y3 + at, a3, b3, n);
    }
  }
}

/** The bytes from the first place to another one. */
function offset(place: i32, perImage: i32, columns: i32, image: usize, row: usize, column: usize): usize {
  const inImage = place % perImage;
  return <usize>(place / perImage) * image + <usize>(inImage / columns) * row + <usize>(inImage % columns) * column;
}

/** Stores the first *n* of eight numbers. */
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
  if (rest >= 4) {
    v128.store(at, lanes);
    return;
  }
  if (rest > 0) f32.store(at, f32x4.extract_lane(lanes, 0));
  if (rest > 1) f32.store(at, f32x4.extract_lane(lanes, 1), 4);
  if (rest > 2) f32.store(at, f32x4.extract_lane(lanes, 2), 8);
}
