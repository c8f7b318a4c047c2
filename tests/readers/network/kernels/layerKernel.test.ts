import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {compileReadingKernel} from "../../../../loaders/kernels.js";
import {
  packedSize,
  packWeights,
  plainLayer,
  vectorLayer,
  type AppliedLayer,
  type LayerKernel
} from "../../../../src/readers/network/kernels/layerKernel.js";

let module: WebAssembly.Module;
beforeAll(async () => void (module = await WebAssembly.compile(await compileReadingKernel())));

const float = fc.float({noNaN: true, min: -8, max: 8});

/** A layer on random numbers, with its output behind all else. */
const applied = fc
  .record({
    rows: fc.integer({min: 1, max: 5}),
    columns: fc.integer({min: 1, max: 6}),
    segments: fc.integer({min: 1, max: 3}),
    length: fc.integer({min: 1, max: 9}),
    outputs: fc.integer({min: 1, max: 20}),
    isRelu: fc.boolean(),
    seed: fc.array(float, {minLength: 64, maxLength: 64})
  })
  .map(({seed, ...layer}) => {
    const [columnStep, segmentStep] = [layer.length + 1, 6 * (layer.length + 1)];
    const from = 4;
    const inputs = layer.segments * layer.length;
    const span = 8 * segmentStep;
    const packed = from + Math.ceil(span / 4) * 4;
    const to = packed + Math.ceil(packedSize(inputs, layer.outputs) / 4) * 4;
    const numberAt = (i: number) => seed[(i * 7 + (i >> 4)) % seed.length]!;
    const steps = {rowStep: segmentStep, columnStep, segmentStep};
    return {layer: {...layer, ...steps, from, packed, to} satisfies AppliedLayer, inputs, numberAt};
  });

const size = 4096;

function run(kernel: LayerKernel, {layer, inputs, numberAt}: typeof applied extends fc.Arbitrary<infer T> ? T : never) {
  const {numbers} = kernel;
  for (let i = 0; i < layer.packed; ++i) numbers[i] = numberAt(i);
  const weights = Float32Array.from({length: inputs * layer.outputs}, (_, i) => numberAt(3 * i + 1));
  const biases = Float32Array.from({length: layer.outputs}, (_, i) => numberAt(5 * i + 2));
  packWeights(numbers.subarray(layer.packed, layer.to), weights, biases, layer.outputs);
  kernel.apply(layer);
  return {numbers, weights, biases};
}

describe("a layer's kernel", () => {
  it("gives the same bits compiled and in TypeScript, and writes nothing but its output", () => {
    fc.assert(
      fc.property(applied, (given) => {
        const [vector, plain] = [vectorLayer(size, module), plainLayer(size)].map(
          (kernel) => run(kernel, given).numbers
        );
        const bits = (numbers: Float32Array) => new Uint32Array(numbers.slice().buffer);
        expect(bits(vector!)).toEqual(bits(plain!));
        const {rows, columns, outputs, to} = given.layer;
        expect(vector!.subarray(to + rows * columns * outputs).every((value) => value === 0)).toBe(true);
      }),
      {numRuns: 300}
    );
  });

  it("is the sum of products of each place and its weights, with the bias, as float64 says within rounding", () => {
    fc.assert(
      fc.property(applied, (given) => {
        const {numbers, weights, biases} = run(vectorLayer(size, module), given);
        const {rows, columns, rowStep, columnStep, segments, length, segmentStep, outputs, isRelu, from, to} =
          given.layer;
        for (let row = 0; row < rows; ++row) {
          for (let column = 0; column < columns; ++column) {
            for (let output = 0; output < outputs; ++output) {
              let sum = biases[output]!;
              for (let segment = 0; segment < segments; ++segment) {
                for (let i = 0; i < length; ++i) {
                  const x = numbers[from + row * rowStep + column * columnStep + segment * segmentStep + i]!;
                  sum += x * weights[(segment * length + i) * outputs + output]!;
                }
              }
              const expected = isRelu ? Math.max(0, sum) : sum;
              expect(numbers[to + (row * columns + column) * outputs + output]).toBeCloseTo(expected, 2);
            }
          }
        }
      }),
      {numRuns: 100}
    );
  });
});
