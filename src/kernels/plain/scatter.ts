import type {Places} from "../kernels.js";

/** `Kernels.scatter`, one number at a time. */
export function plainScatter(
  numbers: Float32Array,
  from: number,
  to: number,
  {images, rows, columns, imageStep, rowStep, columnStep, segments, length, segmentStep}: Omit<Places, "outputs">
): void {
  for (let image = 0; image < images; ++image)
    for (let row = 0; row < rows; ++row)
      for (let column = 0; column < columns; ++column)
        for (let segment = 0; segment < segments; ++segment) {
          const first = to + image * imageStep + row * rowStep + column * columnStep + segment * segmentStep;
          for (let at = first; at < first + length; ++at) numbers[at] = numbers[at]! + numbers[from++]!;
        }
}
