/** Keras's defaults. */
export const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-7];

/** What takes a step at a rate that is corrected for bias. */
export interface AdamKernel {
  /** Weights, first moments, second moments, gradients; all of one length. */
  readonly arrays: readonly [w: Float32Array, m: Float32Array, v: Float32Array, g: Float32Array];
  step(rate: number): void;
}

/** Returns Adam's step for *length* weights, one after another. */
export function scalarKernel(length: number): AdamKernel {
  const f = Math.fround;
  const [w, m, v, g] = [0, 0, 0, 0].map(() => new Float32Array(length)) as unknown as AdamKernel["arrays"];
  const [keep1, take1, keep2, take2, epsilon] = [BETA1, 1 - BETA1, BETA2, 1 - BETA2, EPSILON].map(f) as [
    number,
    number,
    number,
    number,
    number
  ];
  return {
    arrays: [w, m, v, g],
    step: (corrected) => {
      const rate = f(corrected);
      for (let i = 0; i < length; ++i) {
        const gradient = g[i]!;
        const mean = (m[i] = f(f(keep1 * m[i]!) + f(take1 * gradient)));
        const square = (v[i] = f(f(keep2 * v[i]!) + f(take2 * f(gradient * gradient))));
        w[i] = w[i]! - f(f(rate * mean) / f(f(Math.sqrt(square)) + epsilon));
      }
    }
  };
}

// A step of Adam as a WebAssembly module of one function, written in bytes: the module is smaller than what would
// assemble it. Instructions and sections: https://webassembly.github.io/spec/core/binary/

/** Returns a whole number as unsigned LEB128. */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}

const section = (id: number, contents: number[]) => [id, ...leb(contents.length), ...contents];
const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];
const float = (value: number) => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)]; // f32.const, little-endian
const [I32, F32, V128, NOTHING] = [0x7f, 0x7d, 0x7b, 0x40];
const [get, set, tee] = [0x20, 0x21, 0x22].map((code) => (local: number) => [code, local]) as [
  (local: number) => number[],
  (local: number) => number[],
  (local: number) => number[]
];

/** Instructions on vectors of four floats; loads and stores are aligned to 16 bytes. */
const simd = (code: number) => [0xfd, ...leb(code)];
const [load, store] = [
  [...simd(0), 4, 0],
  [...simd(11), 4, 0]
];
const [splat, sqrt, add, sub, mul, div] = [0x13, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7].map(simd) as [
  number[],
  number[],
  number[],
  number[],
  number[],
  number[]
];

/** Parameters: where the four arrays begin, their bytes, the rate. Locals: the place, and three vectors. */
const [W, M, V, G, BYTES, RATE, AT, GRADIENT, MEAN, SQUARE] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

const address = (array: number) => [...get(array), ...get(AT), 0x6a]; // i32.add
const vector = (array: number) => [...address(array), ...load];
const times = (factor: number) => [...float(factor), ...splat, ...mul];

// prettier-ignore
const BODY = [
  0x02, NOTHING, 0x03, NOTHING, // block, loop
  ...get(AT), ...get(BYTES), 0x4f, 0x0d, 1, // leave at the end: i32.ge_u, br_if
  ...vector(G), ...set(GRADIENT),
  ...address(M), ...vector(M), ...times(BETA1), ...get(GRADIENT), ...times(1 - BETA1), ...add, ...tee(MEAN), ...store,
  ...address(V), ...vector(V), ...times(BETA2),
  ...get(GRADIENT), ...get(GRADIENT), ...mul, ...times(1 - BETA2), ...add, ...tee(SQUARE), ...store,
  ...address(W), ...vector(W), ...get(RATE), ...splat, ...get(MEAN), ...mul,
  ...get(SQUARE), ...sqrt, ...float(EPSILON), ...splat, ...add, ...div, ...sub, ...store,
  ...get(AT), 0x41, 16, 0x6a, ...set(AT), 0x0c, 0, // 16 bytes on, and again: i32.const, i32.add, br
  0x0b, 0x0b, 0x0b
];

const CODE = [2, 1, I32, 3, V128, ...BODY];

// prettier-ignore
const MODULE = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
  ...section(1, [1, 0x60, 6, I32, I32, I32, I32, I32, F32, 0]), // the function's type
  ...section(2, [1, ...name("adam"), ...name("memory"), 2, 0, 1]), // imports: a memory of a page or more
  ...section(3, [1, 0]),
  ...section(7, [1, ...name("step"), 0, 0]), // exports
  ...section(10, [1, ...leb(CODE.length), ...CODE])
]);

const PAGE = 65_536;

/** Returns Adam's step for *length* weights in vectors of WebAssembly; undefined where there are none. */
export function vectorKernel(length: number): AdamKernel | undefined {
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(MODULE)) return undefined;
  const bytes = Math.ceil(length / 4) * 16;
  const memory = new WebAssembly.Memory({initial: Math.max(1, Math.ceil((4 * bytes) / PAGE))});
  const {exports} = new WebAssembly.Instance(new WebAssembly.Module(MODULE), {adam: {memory}});
  const step = exports.step as (w: number, m: number, v: number, g: number, bytes: number, rate: number) => void;
  const starts = [W, M, V, G].map((array) => array * bytes) as [number, number, number, number];
  const arrays = starts.map((start) => new Float32Array(memory.buffer, start, length));
  return {
    arrays: arrays as unknown as AdamKernel["arrays"],
    step: (rate) => step(...starts, bytes, rate)
  };
}
