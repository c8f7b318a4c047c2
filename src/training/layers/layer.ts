import type {Tensor} from "@tensorflow/tfjs";

/** A layer's output for a batch, and its backward pass. */
export interface Pass {
  readonly output: Tensor;
  /**
   * Returns the loss gradients of the layer's weights, in their order, and that of its input if *wanted*. *gradient* is
   * the gradient of the output.
   */
  backward(gradient: Tensor, wanted: boolean): {weights: Tensor[]; input?: Tensor};
}

/** Runs a layer forward in training: *weights* are its tensors, *random* is uniform in [0, 1). */
export type TrainableLayer = (input: Tensor, weights: readonly Tensor[], random: () => number) => Pass;
