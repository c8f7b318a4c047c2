// Windows side by side, four channels at a time; its twin is ../plain/pooling.ts. Steps are in bytes: from a pixel to the
// one below it is *rowStep*, and to the next one *pixelStep*. *rows* and *columns* count windows.

/** `Kernels.maxPool`. */
export function maxPool(
  x: usize,
  y: usize,
  images: i32,
  rows: i32,
  columns: i32,
  size: i32,
  pixelStep: usize,
  rowStep: usize,
  imageStep: usize
): void {
  for (let image = 0; image < images; ++image)
    for (let row = 0; row < rows; ++row)
      for (let column = 0; column < columns; ++column) {
        const window = x + corner(image, row, column, size, pixelStep, rowStep, imageStep);
        let at: usize = 0;
        for (; at + 16 <= pixelStep; at += 16) {
          let most = v128.load(window + at);
          for (let v = 0; v < size; ++v)
            for (let u = 0; u < size; ++u) {
              const value = v128.load(window + at + <usize>v * rowStep + <usize>u * pixelStep);
              most = v128.bitselect(value, most, f32x4.gt(value, most));
            }
          v128.store(y + at, most);
        }
        for (; at < pixelStep; at += 4) {
          let most = f32.load(window + at);
          for (let v = 0; v < size; ++v)
            for (let u = 0; u < size; ++u) {
              const value = f32.load(window + at + <usize>v * rowStep + <usize>u * pixelStep);
              if (value > most) most = value;
            }
          f32.store(y + at, most);
        }
        y += pixelStep;
      }
}

/** `Kernels.maxPoolGradient`. */
export function maxPoolGradient(
  x: usize,
  g: usize,
  to: usize,
  images: i32,
  rows: i32,
  columns: i32,
  size: i32,
  pixelStep: usize,
  rowStep: usize,
  imageStep: usize
): void {
  for (let image = 0; image < images; ++image)
    for (let row = 0; row < rows; ++row)
      for (let column = 0; column < columns; ++column) {
        const start = corner(image, row, column, size, pixelStep, rowStep, imageStep);
        let at: usize = 0;
        for (; at + 16 <= pixelStep; at += 16) {
          let most = v128.load(x + start + at);
          let winner = i32x4.splat(0);
          for (let v = 0, k = 0; v < size; ++v)
            for (let u = 0; u < size; ++u, ++k) {
              const value = v128.load(x + start + at + <usize>v * rowStep + <usize>u * pixelStep);
              const isMore = f32x4.gt(value, most);
              most = v128.bitselect(value, most, isMore);
              winner = v128.bitselect(i32x4.splat(k), winner, isMore);
            }
          const gradient = v128.load(g + at);
          for (let v = 0, k = 0; v < size; ++v)
            for (let u = 0; u < size; ++u, ++k)
              v128.store(
                to + start + at + <usize>v * rowStep + <usize>u * pixelStep,
                v128.and(gradient, i32x4.eq(winner, i32x4.splat(k)))
              );
        }
        for (; at < pixelStep; at += 4) {
          let most = f32.load(x + start + at);
          let winner = start + at;
          for (let v = 0; v < size; ++v)
            for (let u = 0; u < size; ++u) {
              const pixel = start + at + <usize>v * rowStep + <usize>u * pixelStep;
              const value = f32.load(x + pixel);
              if (value > most) {
                most = value;
                winner = pixel;
              }
              f32.store(to + pixel, 0);
            }
          f32.store(to + winner, f32.load(g + at));
        }
        g += pixelStep;
      }
}

/** `Kernels.averagePool`; *share* is that of a pixel in its window. */
export function averagePool(
  x: usize,
  y: usize,
  images: i32,
  rows: i32,
  columns: i32,
  size: i32,
  pixelStep: usize,
  rowStep: usize,
  imageStep: usize,
  share: f32
): void {
  for (let image = 0; image < images; ++image)
    for (let row = 0; row < rows; ++row)
      for (let column = 0; column < columns; ++column) {
        const window = x + corner(image, row, column, size, pixelStep, rowStep, imageStep);
        let at: usize = 0;
        for (; at + 16 <= pixelStep; at += 16) {
          let sum = f32x4.splat(0);
          for (let v = 0; v < size; ++v)
            for (let u = 0; u < size; ++u)
              sum = f32x4.add(sum, v128.load(window + at + <usize>v * rowStep + <usize>u * pixelStep));
          v128.store(y + at, f32x4.mul(sum, f32x4.splat(share)));
        }
        for (; at < pixelStep; at += 4) {
          let sum: f32 = 0;
          for (let v = 0; v < size; ++v)
            for (let u = 0; u < size; ++u) sum += f32.load(window + at + <usize>v * rowStep + <usize>u * pixelStep);
          f32.store(y + at, sum * share);
        }
        y += pixelStep;
      }
}

/** `Kernels.averagePoolGradient`; *share* is that of a pixel in its window. */
export function averagePoolGradient(
  g: usize,
  to: usize,
  images: i32,
  rows: i32,
  columns: i32,
  size: i32,
  pixelStep: usize,
  rowStep: usize,
  imageStep: usize,
  share: f32
): void {
  for (let image = 0; image < images; ++image)
    for (let row = 0; row < rows; ++row)
      for (let column = 0; column < columns; ++column) {
        const window = to + corner(image, row, column, size, pixelStep, rowStep, imageStep);
        let at: usize = 0;
        for (; at + 16 <= pixelStep; at += 16) {
          const part = f32x4.mul(v128.load(g + at), f32x4.splat(share));
          for (let v = 0; v < size; ++v)
            for (let u = 0; u < size; ++u) v128.store(window + at + <usize>v * rowStep + <usize>u * pixelStep, part);
        }
        for (; at < pixelStep; at += 4) {
          const part = f32.load(g + at) * share;
          for (let v = 0; v < size; ++v)
            for (let u = 0; u < size; ++u) f32.store(window + at + <usize>v * rowStep + <usize>u * pixelStep, part);
        }
        g += pixelStep;
      }
}

/** The bytes from the first pixel of all to the first one of a window. */
function corner(
  image: i32,
  row: i32,
  column: i32,
  size: i32,
  pixelStep: usize,
  rowStep: usize,
  imageStep: usize
): usize {
  return <usize>image * imageStep + <usize>(row * size) * rowStep + <usize>(column * size) * pixelStep;
}
