/** The patches of a convolution's input: squares of *size* pixels, *stride* pixels apart, zero-padded at the border. */
export interface PatchGrid {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly size: number;
  readonly stride: number;
  /** Zeros padded above and to the left. */
  readonly before: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/** Returns the grid of a convolution with TensorFlow's padding: https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2 */
export function patchGrid(
  [height, width, channels]: readonly [number, number, number],
  {size, stride, padding}: {size: number; stride: number; padding: "same" | "valid"}
): PatchGrid {
  const grid = {height, width, channels, size, stride};
  const valid = (side: number) => Math.floor((side - size) / stride) + 1;
  if (padding === "valid") return {...grid, before: 0, outHeight: valid(height), outWidth: valid(width)};
  if (height !== width) throw new RangeError("same padding is for squares");
  const out = Math.ceil(height / stride);
  const before = Math.floor(Math.max(0, (out - 1) * stride + size - height) / 2);
  return {...grid, before, outHeight: out, outWidth: out};
}

/**
 * Calls *visit* with the offset of each row of each patch in the images, its offset in the patches, and its number of
 * values.
 */
function visitRows(
  count: number,
  {height, width, channels, size, stride, before, outHeight, outWidth}: PatchGrid,
  visit: (inImages: number, inPatches: number, values: number) => void
): void {
  const row = size * channels;
  for (let image = 0, patch = 0; image < count; ++image) {
    for (let v = 0; v < outHeight; ++v) {
      for (let u = 0; u < outWidth; ++u, patch += size * row) {
        const [top, left] = [v * stride - before, u * stride - before];
        const [first, end] = [Math.max(0, left), Math.min(width, left + size)];
        for (let k = Math.max(0, -top); k < size && top + k < height; ++k) {
          const inImages = ((image * height + top + k) * width + first) * channels;
          visit(inImages, patch + k * row + (first - left) * channels, (end - first) * channels);
        }
      }
    }
  }
}

/**
 * Returns the patches of *count* images, [count × height × width × channels], as rows of a matrix, [count × outHeight ×
 * outWidth, size × size × channels], which turns a convolution into a matrix product ("im2col": Chellapilla, Puri and
 * Simard, High performance convolutional neural networks for document processing, 2006).
 */
export function gatherPatches(images: Float32Array, count: number, grid: PatchGrid): Float32Array {
  const {size, channels, outHeight, outWidth} = grid;
  const patches = new Float32Array(count * outHeight * outWidth * size * size * channels);
  visitRows(count, grid, (from, to, values) => {
    // Copying long rows as a whole is faster, and short ones value by value.
    if (values > 32) patches.set(images.subarray(from, from + values), to);
    else for (let i = 0; i < values; ++i) patches[to + i] = images[from + i]!;
  });
  return patches;
}

/** Adds each patch value back to its pixel (col2im): the transpose of `gatherPatches`. */
export function scatterPatches(patches: Float32Array, count: number, grid: PatchGrid): Float32Array {
  const {height, width, channels} = grid;
  const images = new Float32Array(count * height * width * channels);
  visitRows(count, grid, (to, from, values) => {
    for (let i = 0; i < values; ++i) images[to + i]! += patches[from + i]!;
  });
  return images;
}
