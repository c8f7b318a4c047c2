import type {Column} from "./seenNetwork.js";

/** The last step of a cell of an LSTM: memory = forget × before + input × candidate; value = output × tanh(memory). */
export interface LstmFormula {
  readonly kind: "lstm";
  readonly value: number;
  /** The gates, in (0, 1), and the candidate, in (−1, 1). */
  readonly input: number;
  readonly forget: number;
  readonly candidate: number;
  readonly output: number;
  /** The memory before the step, and after it. */
  readonly before: number;
  readonly memory: number;
  readonly steps: number;
  /** Whether the cell reads from the last column to the first. */
  readonly isBackward: boolean;
}

/**
 * Returns the last step of a *unit* of two LSTMs that read in both directions, the forward one's cells first; undefined
 * for other layers, and where the weights are not known. Runs through all steps, with Keras's order of the gates: input,
 * forget, cell, output.
 */
export function lstmFormula({layer, inputs, inputShape}: Column, unit: number): LstmFormula | undefined {
  const cells = layer.shape[0]! / 2;
  const isBackward = unit >= cells;
  const weights = weightsOf(layer.weights ?? {}, isBackward ? "backward_" : "forward_");
  const [steps, width] = inputShape;
  if (layer.kind !== "Bidirectional" || !weights || !steps || !width) return undefined;
  let outputs: Float64Array = new Float64Array(cells);
  let memory: Float64Array = new Float64Array(cells);
  let before = memory;
  let gates: Float64Array = new Float64Array(4 * cells);
  for (let step = 0; step < steps; ++step) {
    const at = (isBackward ? steps - 1 - step : step) * width;
    gates = gatesOf(weights, inputs.subarray(at, at + width), outputs);
    before = memory;
    memory = before.map((kept, i) => gates[cells + i]! * kept + gates[i]! * gates[2 * cells + i]!);
    outputs = memory.map((state, i) => gates[3 * cells + i]! * Math.tanh(state));
  }
  const i = unit % cells;
  return {
    kind: "lstm",
    value: layer.values[unit]!,
    input: gates[i]!,
    forget: gates[cells + i]!,
    candidate: gates[2 * cells + i]!,
    output: gates[3 * cells + i]!,
    before: before[i]!,
    memory: memory[i]!,
    steps,
    isBackward
  };
}

type Weights = NonNullable<Column["layer"]["weights"]>;

function weightsOf(
  weights: Weights,
  direction: string
): Record<"kernel" | "recurrent" | "bias", Float32Array> | undefined {
  const of = (name: string) =>
    Object.entries(weights).find(([key]) => key.startsWith(direction) && key.endsWith(`/${name}`))?.[1].values;
  const [kernel, recurrent, bias] = [of("kernel"), of("recurrent_kernel"), of("bias")];
  return kernel && recurrent && bias && {kernel, recurrent, bias};
}

/** Returns the activations of the gates, [4 × cells], for one step. */
function gatesOf(
  {kernel, recurrent, bias}: Record<"kernel" | "recurrent" | "bias", Float32Array>,
  inputs: Float32Array,
  outputs: Float64Array
): Float64Array {
  const n = bias.length;
  const sums = Float64Array.from(bias);
  inputs.forEach((value, k) => sums.forEach((_, g) => (sums[g]! += value * kernel[k * n + g]!)));
  outputs.forEach((value, k) => sums.forEach((_, g) => (sums[g]! += value * recurrent[k * n + g]!)));
  const isCandidate = (g: number) => Math.floor((4 * g) / n) === 2;
  return sums.map((sum, g) => (isCandidate(g) ? Math.tanh(sum) : 1 / (1 + Math.exp(-sum))));
}
