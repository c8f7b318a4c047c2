/** How a window moves over an image along both axes, and the sides of the image and of what comes out. */
export interface Windows {
  readonly height: number;
  readonly width: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly size: readonly [height: number, width: number];
  readonly strides: readonly [down: number, across: number];
  readonly padding: "same" | "valid";
}

/** Returns how many rows or columns of zeros TensorFlow pads before an axis: the smaller half. */
export function paddedBefore(
  {height, width, outHeight, outWidth, size, strides, padding}: Windows,
  axis: 0 | 1
): number {
  if (padding === "valid") return 0;
  const [inputs, outputs] = axis ? [width, outWidth] : [height, outHeight];
  return Math.floor(Math.max(0, (outputs - 1) * strides[axis] + size[axis] - inputs) / 2);
}

/**
 * Calls *visit* for each output place and each pixel of the image under its window, row by row: with the index of the
 * place, the index of the pixel, and the index in the window.
 */
export function visitWindows(windows: Windows, visit: (place: number, pixel: number, inWindow: number) => void): void {
  const {height, width, outHeight, outWidth, size, strides} = windows;
  const [above, left] = [paddedBefore(windows, 0), paddedBefore(windows, 1)];
  for (let place = 0; place < outHeight * outWidth; ++place) {
    const top = Math.floor(place / outWidth) * strides[0] - above;
    const start = (place % outWidth) * strides[1] - left;
    for (let v = Math.max(0, -top); v < size[0] && top + v < height; ++v) {
      for (let u = Math.max(0, -start); u < size[1] && start + u < width; ++u)
        visit(place, (top + v) * width + start + u, v * size[1] + u);
    }
  }
}
