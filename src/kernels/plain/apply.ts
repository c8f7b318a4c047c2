import type {Places, Target} from "../kernels.js";

const BLOCK = 8;
const f = Math.fround;

/** `Kernels.apply`, one output at a time. */
export function plainApply(
  numbers: Float32Array,
  from: number,
  packed: number,
  {images, rows, columns, imageStep, rowStep, columnStep, segments, length, segmentStep, outputs}: Places,
  target: Target,
  isRelu: boolean
): void {
  const size = BLOCK * (1 + segments * length);
  const applyAt = (start: number, to: number): void => {
    for (let output = 0; output < outputs; ++output) {
      let w = packed + Math.floor(output / BLOCK) * size + (output % BLOCK);
      let sum = numbers[w]!;
      for (let segment = 0; segment < segments; ++segment) {
        const first = start + segment * segmentStep;
        for (let at = first; at < first + length; ++at) sum = f(sum + f(numbers[at]! * numbers[(w += BLOCK)]!));
      }
      numbers[to + output] = isRelu ? Math.max(0, sum) : sum;
    }
  };
  for (let image = 0; image < images; ++image)
    for (let row = 0; row < rows; ++row)
      for (let column = 0; column < columns; ++column)
        applyAt(
          from + image * imageStep + row * rowStep + column * columnStep,
          target.to + image * target.imageStep + row * target.rowStep + column * target.columnStep
        );
}
