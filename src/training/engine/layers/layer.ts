import type {Kernels} from "../../../kernels/kernels.js";

/** What a layer computes on: the images of a shard. All places are indices of `kernels.numbers`. */
export interface Shard {
  readonly kernels: Kernels;
  /** How many images, at most as many as were planned for. */
  readonly images: number;
  /** The layer's packed weights. */
  readonly weights: number;
  /** Where the layer writes the gradients of its weights, packed alike. */
  readonly gradients: number;
  /** [images × inputs] */
  readonly input: number;
  /** [images × outputs] */
  readonly output: number;
  /** With respect to the output, [images × outputs]; the layer may write over it. */
  readonly gradient: number;
  /** Where to write that of the input, [images × inputs]; undefined if nobody needs it. */
  readonly inputGradient: number | undefined;
  /** A 32-bit integer that alone determines what dropout drops; undefined if the network only answers: nothing then. */
  readonly key: number | undefined;
}

/** A layer of a network that is trained by kernels. */
export interface EngineLayer {
  /** Numbers of an image that it takes, and gives. */
  readonly inputs: number;
  readonly outputs: number;
  /** For each packed weight, its index among the layer's weights in the model's order, or −1 for padding. */
  readonly table: Int32Array;
  /** Called once, before everything else. */
  begin?(kernels: Kernels): void;
  /** Called after the weights have changed, before `backward`. */
  prepare?(kernels: Kernels, weights: number): void;
  forward(shard: Shard): void;
  /** Computes the gradients of the weights and the input, after `forward` of the same shard. */
  backward(shard: Shard): void;
}

/** Reserves so many numbers of the kernels' memory, and returns their place, a multiple of 4. */
export type Take = (count: number) => number;
