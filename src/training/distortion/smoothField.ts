import {FIELD_SIDE} from "../../kernels/plain/distortionTables.js";

/** Pixels from one node of a field to the next one. */
const SPACING = 4;

const [SIZE, MASK] = [FIELD_SIDE ** 2, FIELD_SIDE - 1];

/** Shares of a pixel's two nodes, on average over the pixels between them: of their squares, and of their product. */
const [SQUARES, PRODUCT] = [0.6875, 0.3125];

/**
 * Returns a periodic Gaussian random field at nodes four pixels apart, [64 × 64]. Interpolated linearly between them, it has
 * mean 0, standard deviation 1, and the correlation exp(−d² / 4σ²) of values at distance d, as noise has that a Gaussian
 * with standard deviation σ (*sigma*, 0 to 32 pixels) smoothed. Below 2 pixels, it is as rough as its nodes allow.
 *
 * *normal* returns standard normal deviates. Interpolation smooths like a tent with variance 4² / 6, so the noise at the
 * nodes is smoothed by that much less.
 */
export function smoothField(sigma: number, normal: () => number): Float32Array {
  const kernel = gaussian(Math.sqrt(Math.max(0, sigma ** 2 - SPACING ** 2 / 6)) / SPACING);
  const filter = (field: Float32Array, weights: Float64Array) => filterRows(filterRows(field, weights), weights);
  const field = filter(Float32Array.from({length: SIZE}, normal), kernel);
  const average = field.reduce((sum, v) => sum + v, 0) / SIZE;
  for (let i = 0; i < SIZE; ++i) field[i]! -= average;
  const spread = filter(field, Float64Array.of(PRODUCT / 2, SQUARES, PRODUCT / 2));
  const unit = Math.sqrt(field.reduce((sum, v, i) => sum + v * spread[i]!, 0) / SIZE);
  return field.map((v) => v / unit);
}

function gaussian(sigma: number): Float64Array {
  const radius = Math.ceil(4 * sigma);
  return Float64Array.from({length: 2 * radius + 1}, (_, i) =>
    i === radius ? 1 : Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma))
  );
}

/** Filters each row of a field circularly with an odd-length *kernel*; returns the transpose, ready for columns. */
function filterRows(field: Float32Array, kernel: Float64Array): Float32Array {
  const radius = kernel.length >> 1;
  const filtered = new Float32Array(SIZE);
  for (let i = 0; i < SIZE; ++i) {
    const [row, column] = [i & ~MASK, i & MASK];
    let sum = 0;
    for (let k = 0; k < kernel.length; ++k) sum += kernel[k]! * field[row + ((column + k - radius) & MASK)]!;
    filtered[column * FIELD_SIDE + row / FIELD_SIDE] = sum;
  }
  return filtered;
}
