import {plainKernels, vectorKernels} from "../../kernels/kernels.js";

/** Memory in which arrays of float32 numbers are added up. */
export interface Adder {
  /** The arrays to add, each with room for the *length* rounded up to a multiple of 4. `add` overwrites them. */
  readonly terms: readonly Float32Array[];
  /** Replaces the first term by the sum of all as a pairwise tree: ((0 + 1) + (2 + 3)) + …. */
  add(): void;
}

/**
 * Returns an adder of *count* arrays, a power of two, of *length* numbers. Without the compiled *module* it gives the same
 * bits more slowly.
 */
export function createAdder(count: number, length: number, module: WebAssembly.Module | undefined): Adder {
  const room = Math.ceil(length / 4) * 4;
  const kernels = module ? vectorKernels(count * room, module) : plainKernels(count * room);
  const terms = Array.from({length: count}, (_, i) => kernels.numbers.subarray(i * room, (i + 1) * room));
  return {
    terms,
    add() {
      for (let step = 1; step < count; step *= 2)
        for (let i = 0; i < count; i += 2 * step) kernels.add(i * room, (i + step) * room, room);
    }
  };
}

/** Returns the sum of *terms*, a power of two of them, as the same tree in float64. */
export function sumPairwise(terms: readonly number[]): number {
  if (terms.length === 1) return terms[0]!;
  const half = terms.length / 2;
  return sumPairwise(terms.slice(0, half)) + sumPairwise(terms.slice(half));
}
