import type {Windows} from "../layerKernels.js";

const f = Math.fround;

/** `Kernels.maxPool`. */
export function plainMaxPool(numbers: Float32Array, from: number, to: number, windows: Windows): void {
  visitWindows(
    windows,
    (pixels, place) => (numbers[to + place] = numbers[from + firstLargest(numbers, from, pixels)]!)
  );
}

/** `Kernels.maxPoolGradient`. */
export function plainMaxPoolGradient(
  numbers: Float32Array,
  from: number,
  gradient: number,
  to: number,
  windows: Windows
): void {
  visitWindows(windows, (pixels, place) => {
    for (const pixel of pixels) numbers[to + pixel] = 0;
    numbers[to + firstLargest(numbers, from, pixels)] = numbers[gradient + place]!;
  });
}

/** `Kernels.averagePool`. */
export function plainAveragePool(numbers: Float32Array, from: number, to: number, windows: Windows): void {
  const share = f(1 / windows.size ** 2);
  visitWindows(windows, (pixels, place) => {
    numbers[to + place] = pixels.reduce((sum, pixel) => f(sum + numbers[from + pixel]!), 0) * share;
  });
}

/** `Kernels.averagePoolGradient`. */
export function plainAveragePoolGradient(numbers: Float32Array, gradient: number, to: number, windows: Windows): void {
  const share = f(1 / windows.size ** 2);
  visitWindows(windows, (pixels, place) => {
    for (const pixel of pixels) numbers[to + pixel] = numbers[gradient + place]! * share;
  });
}

/** Returns the first of the *pixels* with the largest number. */
function firstLargest(numbers: Float32Array, from: number, pixels: readonly number[]): number {
  return pixels.reduce((most, pixel) => (numbers[from + pixel]! > numbers[from + most]! ? pixel : most));
}

/** Calls *visit* with the indices of each window's numbers of a channel, row by row, and the index of its output. */
function visitWindows(
  {images, height, width, channels, size}: Windows,
  visit: (pixels: readonly number[], place: number) => void
): void {
  const [rows, columns] = [Math.floor(height / size), Math.floor(width / size)];
  for (let place = 0; place < images * rows * columns * channels; ++place) {
    const [index, channel] = [Math.floor(place / channels), place % channels];
    const [line, column] = [Math.floor(index / columns), index % columns];
    const top = Math.floor(line / rows) * height + (line % rows) * size;
    visit(
      Array.from({length: size * size}, (_, k) => {
        const pixel = (top + Math.floor(k / size)) * width + column * size + (k % size);
        return pixel * channels + channel;
      }),
      place
    );
  }
}
