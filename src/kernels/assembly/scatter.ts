// Adds numbers at places, four at a time; its twin is ../plain/scatter.ts. Both add in the same order.

/** Adds what is at *from*, place by place, to the numbers at places of *to*: `Kernels.scatter`, with all steps in bytes. */
export function scatter(
  from: usize,
  to: usize,
  images: i32,
  rows: i32,
  columns: i32,
  imageStep: usize,
  rowStep: usize,
  columnStep: usize,
  segments: i32,
  length: i32,
  segmentStep: usize
): void {
  const bytes = (<usize>length) << 2;
  const fours = bytes & ~15;
  for (let image = 0; image < images; ++image) {
    let row = to;
    for (let y = 0; y < rows; ++y) {
      let place = row;
      for (let x = 0; x < columns; ++x) {
        let segment = place;
        for (let k = 0; k < segments; ++k) {
          let at: usize = 0;
          for (; at < fours; at += 16)
            v128.store(segment + at, f32x4.add(v128.load(segment + at), v128.load(from + at)));
          for (; at < bytes; at += 4) f32.store(segment + at, f32.load(segment + at) + f32.load(from + at));
          from += bytes;
          segment += segmentStep;
        }
        place += columnStep;
      }
      row += rowStep;
    }
    to += imageStep;
  }
}
