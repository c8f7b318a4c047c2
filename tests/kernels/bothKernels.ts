import {expect} from "vitest";
import {compileKernels} from "../../loaders/kernels.js";
import {plainKernels, vectorKernels, type Kernels} from "../../src/kernels/kernels.js";

const module = await WebAssembly.compile(await compileKernels());

/** How many numbers the memories of `bothOn` have. */
export const SIZE = 40_000;

/** Both kinds of kernels on memories with the same random numbers, from *seed*; many are equal, and some are large. */
export function bothOn(seed: number): [Kernels, Kernels] {
  const both: [Kernels, Kernels] = [vectorKernels(SIZE, module), plainKernels(SIZE)];
  let state = seed | 1;
  for (let i = 0; i < SIZE; ++i) {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    const number = state % 3 === 0 ? (state >> 28) / 4 : state % 7 === 0 ? state / 2 ** 27 : state / 2 ** 31;
    for (const {numbers} of both) numbers[i] = number;
  }
  return both;
}

/** Expects the same bits after the same calls. */
export function expectSameBits(seed: number, use: (kernels: Kernels) => void): void {
  const both = bothOn(seed);
  for (const kernels of both) use(kernels);
  const [compiled, plain] = both.map(({integers}) => integers.slice(0, SIZE));
  expect(Buffer.compare(Buffer.from(compiled!.buffer), Buffer.from(plain!.buffer))).toBe(0);
}
