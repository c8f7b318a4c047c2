import type {Kernels} from "../../../kernels/kernels.js";

/** Functions of a layer's outputs that can be trained. */
export const ACTIVATIONS = ["linear", "relu"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Replaces *count* numbers at *at* by an activation of them; `Kernels.apply` has already applied a ReLU. */
export function applyActivation(_kernels: Kernels, _activation: Activation, _at: number, _count: number): void {}

/** Replaces *count* gradients with respect to an activation at *gradient* by those with respect to what it was applied to. */
export function applyGradient(
  kernels: Kernels,
  activation: Activation,
  gradient: number,
  outputs: number,
  count: number
): void {
  if (activation === "relu") kernels.gate(gradient, outputs, Math.ceil(count / 4) * 4);
}
