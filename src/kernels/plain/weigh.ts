import type {Places} from "../kernels.js";

const BLOCK = 8;
const f = Math.fround;

/** `Kernels.weigh`, one weight at a time. */
export function plainWeigh(
  numbers: Float32Array,
  from: number,
  gradient: number,
  packed: number,
  {images, rows, columns, imageStep, rowStep, columnStep, segments, length, segmentStep, outputs}: Places
): void {
  const inputs = segments * length;
  for (let first = 0; first < outputs; first += BLOCK) {
    const start = packed + first * (1 + inputs);
    numbers.fill(0, start, start + BLOCK * (1 + inputs));
    for (let output = first; output < Math.min(outputs, first + BLOCK); ++output) {
      const to = start + (output % BLOCK);
      for (let place = 0; place < images * rows * columns; ++place)
        numbers[to] = numbers[to]! + numbers[gradient + place * outputs + output]!;
      for (let k = 0; k < inputs; ++k) {
        const input = from + Math.floor(k / length) * segmentStep + (k % length);
        let sum = 0;
        let at = gradient + output;
        for (let image = 0; image < images; ++image)
          for (let row = 0; row < rows; ++row)
            for (let column = 0; column < columns; ++column, at += outputs)
              sum = f(
                sum + f(numbers[input + image * imageStep + row * rowStep + column * columnStep]! * numbers[at]!)
              );
        numbers[to + BLOCK * (1 + k)] = sum;
      }
    }
  }
}
