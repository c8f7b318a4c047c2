/** Places of a picture, or of a batch, to which one set of weights applies; all steps are in numbers. */
export interface Places {
  readonly rows: number;
  readonly columns: number;
  /** From a place to the one below it, and to the next one. */
  readonly rowStep: number;
  readonly columnStep: number;
  /** Each place has `segments` runs of `length` consecutive numbers. */
  readonly segments: number;
  readonly length: number;
  /** From a segment to the next one. */
  readonly segmentStep: number;
}

/** A convolution or a dense layer that is applied at places; its addresses are in numbers, multiples of 4. */
export interface AppliedLayer extends Places {
  readonly from: number;
  /** Where `packWeights` put the weights. */
  readonly packed: number;
  readonly to: number;
  readonly outputs: number;
  /** Do negative outputs become 0? */
  readonly isRelu: boolean;
}

/** Memory for numbers, and what applies layers to them. */
export interface LayerKernel {
  readonly name: "wasm" | "cpu";
  readonly numbers: Float32Array;
  apply(layer: AppliedLayer): void;
}

/** The number of outputs that the kernel computes at a time: the last ones of a layer are padded with zeros. */
const BLOCK = 8;
const PAGE = 65_536;

/** Returns a kernel in TypeScript, for browsers that block WebAssembly; bit-identical to `assembly/index.ts`. */
export function plainLayer(size: number): LayerKernel {
  const f = Math.fround;
  const numbers = new Float32Array(size);
  return {
    name: "cpu",
    numbers,
    apply: ({from, packed, to, rows, columns, rowStep, columnStep, segments, length, segmentStep, outputs, isRelu}) => {
      const size = BLOCK * (1 + segments * length);
      for (let place = 0; place < rows * columns; ++place) {
        const start = from + Math.floor(place / columns) * rowStep + (place % columns) * columnStep;
        for (let output = 0; output < outputs; ++output) {
          let w = packed + Math.floor(output / BLOCK) * size + (output % BLOCK);
          let sum = numbers[w]!;
          for (let segment = 0; segment < segments; ++segment) {
            const first = start + segment * segmentStep;
            for (let at = first; at < first + length; ++at) sum = f(sum + f(numbers[at]! * numbers[(w += BLOCK)]!));
          }
          numbers[to + place * outputs + output] = isRelu ? Math.max(0, sum) : sum;
        }
      }
    }
  };
}

/** The export of `assembly/index.ts`: addresses and steps in bytes, counts in numbers. */
type ApplyLayer = (...given: [x: number, packed: number, y: number, ...steps: number[]]) => void;

/** Returns a kernel of the compiled `assembly/index.ts`. */
export function vectorLayer(size: number, module: WebAssembly.Module): LayerKernel {
  const memory = new WebAssembly.Memory({initial: Math.ceil((4 * size) / PAGE)});
  const {exports} = new WebAssembly.Instance(module, {env: {memory}});
  const applyLayer = exports.applyLayer as ApplyLayer;
  return {
    name: "wasm",
    numbers: new Float32Array(memory.buffer, 0, size),
    apply: ({from, packed, to, rows, columns, rowStep, columnStep, segments, length, segmentStep, outputs, isRelu}) =>
      applyLayer(
        4 * from,
        4 * packed,
        4 * to,
        rows,
        columns,
        4 * rowStep,
        4 * columnStep,
        segments,
        length,
        4 * segmentStep,
        outputs,
        Number(isRelu)
      )
  };
}

/** Returns how many numbers `packWeights` writes for *inputs* at a place and *outputs*. */
export function packedSize(inputs: number, outputs: number): number {
  return Math.ceil(outputs / BLOCK) * BLOCK * (1 + inputs);
}

/** Writes weights, [inputs × outputs], and biases, [outputs], as the kernel reads them, to *packed*, which is all 0. */
export function packWeights(
  packed: Float32Array,
  weights: Float32Array,
  biases: Float32Array | undefined,
  outputs: number
): void {
  const inputs = weights.length / outputs;
  for (let output = 0; output < outputs; ++output) {
    let at = Math.floor(output / BLOCK) * BLOCK * (1 + inputs) + (output % BLOCK);
    packed[at] = biases?.[output] ?? 0;
    for (let input = 0; input < inputs; ++input) packed[(at += BLOCK)] = weights[input * outputs + output]!;
  }
}
