import type {Kernels} from "../../../kernels/kernels.js";
import type {Take} from "./layer.js";

const BLOCK = 8;

/** Returns how many numbers packed weights take, with their biases. */
export function packedLength(inputs: number, outputs: number): number {
  return Math.ceil(outputs / BLOCK) * BLOCK * (1 + inputs);
}

/** Returns the index of a weight among packed ones; *input* −1 is the bias. */
export function packedIndex(inputs: number, input: number, output: number): number {
  return Math.floor(output / BLOCK) * BLOCK * (1 + inputs) + BLOCK * (1 + input) + (output % BLOCK);
}

/** Returns what *indexOf* says of each of packed weights; *input* −1 is the bias. −1 where nothing belongs. */
export function packIndices(
  inputs: number,
  outputs: number,
  indexOf: (input: number, output: number) => number
): Int32Array {
  const table = new Int32Array(packedLength(inputs, outputs)).fill(-1);
  for (let output = 0; output < outputs; ++output)
    for (let input = -1; input < inputs; ++input) table[packedIndex(inputs, input, output)] = indexOf(input, output);
  return table;
}

/**
 * Returns, for each packed weight, its index among a kernel's, [inputs × outputs], and then the biases', [outputs], or
 * −1 for padding.
 */
export function packedTable(inputs: number, outputs: number): Int32Array {
  return packIndices(inputs, outputs, (input, output) => (input < 0 ? inputs : input) * outputs + output);
}

/** Packed weights that are picked from others: those that carry gradients back. */
export interface Repacked {
  /** Their place. */
  readonly at: number;
  /** Writes down which are picked; called once. */
  begin(kernels: Kernels): void;
  /** Picks them from the packed weights at *weights*. */
  copy(kernels: Kernels, weights: number): void;
}

/** Returns packed weights of which *table* has the indices among other packed weights, or −1 for zeros. */
export function repacked(table: Int32Array, take: Take): Repacked {
  const [at, tableAt] = [take(table.length), take(table.length)];
  return {
    at,
    begin: ({integers}) => integers.set(table, tableAt),
    copy: ({gather}, weights) => gather(at, weights, tableAt, table.length)
  };
}
