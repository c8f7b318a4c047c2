// A convolution or a dense layer in AssemblyScript, four places and eight outputs at a time. `plainLayer` in
// ../network/kernels/layerKernel.ts does the same in TypeScript: both add each product to its output in the same order,
// rounding to float32 each time, so both give the same bits, as does TensorFlow.js's wasm backend.

const LANES: usize = 16; // bytes
const BLOCK: usize = 32; // bytes of eight outputs

/**
 * Applies weights at *rows* × *columns* places. Each place has *segments* of *length* numbers that follow each other in
 * *x*: a dense layer's has one. Steps are in bytes, from a place, row or segment to the next one.
 * *packed* has, for each eight outputs (the last ones padded with zeros), their biases and then, for each number of a
 * place, their weights. *y* is [rows × columns × outputs]. *isRelu* is 1 where negative outputs become 0.
 */
export function applyLayer(
  x: usize,
  packed: usize,
  y: usize,
  rows: i32,
  columns: i32,
  rowStep: usize,
  columnStep: usize,
  segments: i32,
  length: i32,
  segmentStep: usize,
  outputs: i32,
  isRelu: i32
): void {
  const places = rows * columns;
  const bytes = (<usize>length) << 2;
  const size = BLOCK * (1 + <usize>(segments * length));
  for (let place = 0; place < places; place += 4) {
    const last = places - 1;
    const p1 = min(place + 1, last);
    const p2 = min(place + 2, last);
    const p3 = min(place + 3, last);
    const x0 = x + <usize>(place / columns) * rowStep + <usize>(place % columns) * columnStep;
    const x1 = x + <usize>(p1 / columns) * rowStep + <usize>(p1 % columns) * columnStep;
    const x2 = x + <usize>(p2 / columns) * rowStep + <usize>(p2 % columns) * columnStep;
    const x3 = x + <usize>(p3 / columns) * rowStep + <usize>(p3 % columns) * columnStep;
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
      let offset: usize = 0;
      for (let segment = 0; segment < segments; ++segment) {
        for (let at = offset; at < offset + bytes; at += 4) {
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
        offset += segmentStep;
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
      const step = (<usize>outputs) << 2;
      const to = y + <usize>place * step + ((<usize>first) << 2);
      const n = min(8, outputs - first);
      put(to, a0, b0, n);
      if (place + 1 < places) put(to + step, a1, b1, n);
      if (place + 2 < places) put(to + 2 * step, a2, b2, n);
      if (place + 3 < places) put(to + 3 * step, a3, b3, n);
    }
  }
}

/** Stores the first *n* of eight outputs. */
function put(to: usize, a: v128, b: v128, n: i32): void {
  let rest = n;
  let lanes = a;
  let at = to;
  if (rest >= 4) {
    v128.store(at, lanes);
    at += LANES;
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
