import type {Kernels} from "../../../kernels/kernels.js";

/** Functions of a layer's outputs that can be trained. */
export const ACTIVATIONS = ["linear", "relu", "tanh"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Replaces *count* numbers at *at* by an activation of them; `Kernels.apply` has already applied a ReLU. */
export function applyActivation(kernels: Kernels, activation: Activation, at: number, count: number): void {
  if (activation === "tanh") kernels.tanh(at, wholeFours(count));
}

/** Replaces *count* gradients with respect to an activation at *gradient* by those with respect to what it was applied to. */
export function applyGradient(
  kernels: Kernels,
  activation: Activation,
  gradient: number,
  outputs: number,
  count: number
): void {
  if (activation === "relu") kernels.gate(gradient, outputs, wholeFours(count));
  if (activation === "tanh") kernels.tanhGate(gradient, outputs, wholeFours(count));
}

/** Returns the length of an array of *count* numbers as kernels take it: a multiple of 4, which has been reserved. */
export function wholeFours(count: number): number {
  return Math.ceil(count / 4) * 4;
}
