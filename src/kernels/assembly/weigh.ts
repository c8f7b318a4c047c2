// The gradients of weights at places, four inputs and eight outputs at a time; its twin is ../plain/weigh.ts. Both add
// what each place gives in the same order.

const BLOCK: usize = 32; // bytes of eight outputs

/** Writes the gradients of packed weights to *packed*: `Kernels.weigh`, with all steps in bytes. */
export function weigh(
  x: usize,
  g: usize,
  packed: usize,
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
  scratch: usize
): void {
  const places = rows * columns;
  const size = BLOCK * (1 + <usize>(segments * length));
  const step = (<usize>outputs) << 2;
  const end = scratch + 16 * <usize>places;
  // An image at a time, whose gradients are still in the fastest cache for the next inputs.
  for (let image = 0; image < images; ++image) {
    for (let first = 0, block = packed; first < outputs; first += 8, block += size)
      sumPlaces(g + ((<usize>first) << 2), block, places, step, image > 0, outputs - first);
    let start = x;
    let row = packed + BLOCK;
    for (let segment = 0; segment < segments; ++segment) {
      for (let k = 0; k < length; k += 4) {
        const count = min(4, length - k);
        copyInputs(start + ((<usize>k) << 2), rows, columns, rowStep, columnStep, scratch);
        let to = row;
        for (let first = 0; first < outputs; first += 8) {
          addInputs(scratch, end, g + ((<usize>first) << 2), to, step, count, image > 0, outputs - first);
          to += size;
        }
        row += BLOCK * <usize>count;
      }
      start += segmentStep;
    }
    x += imageStep;
    g += step * <usize>places;
  }
}

/** Copies four inputs of each place, one place after the other. */
function copyInputs(x: usize, rows: i32, columns: i32, rowStep: usize, columnStep: usize, to: usize): void {
  for (let row = 0; row < rows; ++row) {
    let at = x;
    for (let column = 0; column < columns; ++column) {
      v128.store(to, v128.load(at));
      to += 16;
      at += columnStep;
    }
    x += rowStep;
  }
}

/** All bits of the first *n* of four lanes. */
function firstLanes(n: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(n));
}

/** The gradients of eight biases: sums over *places*, added to what is there if *isMore*. */
function sumPlaces(g: usize, to: usize, places: i32, step: usize, isMore: bool, lanes: i32): void {
  let a = isMore ? v128.load(to) : f32x4.splat(0);
  let b = isMore ? v128.load(to, 16) : f32x4.splat(0);
  for (let place = 0; place < places; ++place) {
    a = f32x4.add(a, v128.load(g));
    b = f32x4.add(b, v128.load(g, 16));
    g += step;
  }
  const lanesA = firstLanes(lanes);
  const lanesB = firstLanes(lanes - 4);
  v128.store(to, v128.and(a, lanesA));
  v128.store(to, v128.and(b, lanesB), 16);
}

/** The gradients of the weights of *count* inputs (1 to 4), which are at *x* up to *end*, and eight outputs. */
function addInputs(x: usize, end: usize, g: usize, to: usize, step: usize, count: i32, isMore: bool, lanes: i32): void {
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let a1 = a0;
  let b1 = a0;
  let a2 = a0;
  let b2 = a0;
  let a3 = a0;
  let b3 = a0;
  if (isMore) {
    a0 = v128.load(to);
    b0 = v128.load(to, 16);
    if (count > 1) {
      a1 = v128.load(to, 32);
      b1 = v128.load(to, 48);
    }
    if (count > 2) {
      a2 = v128.load(to, 64);
      b2 = v128.load(to, 80);
    }
    if (count > 3) {
      a3 = v128.load(to, 96);
      b3 = v128.load(to, 112);
    }
  }
  for (let at = x; at < end; at += 16) {
    const ga = v128.load(g);
    const gb = v128.load(g, 16);
    g += step;
    const v0 = v128.load32_splat(at);
    a0 = f32x4.add(a0, f32x4.mul(v0, ga));
    b0 = f32x4.add(b0, f32x4.mul(v0, gb));
    const v1 = v128.load32_splat(at, 4);
    a1 = f32x4.add(a1, f32x4.mul(v1, ga));
    b1 = f32x4.add(b1, f32x4.mul(v1, gb));
    const v2 = v128.load32_splat(at, 8);
    a2 = f32x4.add(a2, f32x4.mul(v2, ga));
    b2 = f32x4.add(b2, f32x4.mul(v2, gb));
    const v3 = v128.load32_splat(at, 12);
    a3 = f32x4.add(a3, f32x4.mul(v3, ga));
    b3 = f32x4.add(b3, f32x4.mul(v3, gb));
  }
  if (lanes < 8) {
    const lanesA = firstLanes(lanes);
    const lanesB = firstLanes(lanes - 4);
    a0 = v128.and(a0, lanesA);
    b0 = v128.and(b0, lanesB);
    a1 = v128.and(a1, lanesA);
    b1 = v128.and(b1, lanesB);
    a2 = v128.and(a2, lanesA);
    b2 = v128.and(b2, lanesB);
    a3 = v128.and(a3, lanesA);
    b3 = v128.and(b3, lanesB);
  }
  v128.store(to, a0);
  v128.store(to, b0, 16);
  if (count > 1) {
    v128.store(to, a1, 32);
    v128.store(to, b1, 48);
  }
  if (count > 2) {
    v128.store(to, a2, 64);
    v128.store(to, b2, 80);
  }
  if (count > 3) {
    v128.store(to, a3, 96);
    v128.store(to, b3, 112);
  }
}
