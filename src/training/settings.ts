import type {Schedule} from "./engine/schedule.js";

/** How a network is trained. */
export interface TrainingSettings {
  /** Number of passes over the training split, ≥ 1. */
  readonly epochs: number;
  /** Images per step, ≥ 1; the last step of an epoch takes the rest. */
  readonly batchSize: number;
  /** Adam's learning rate; the maximum if it follows a schedule. */
  readonly learningRate: number;
  /** How the learning rate changes; constant by default. */
  readonly schedule?: Schedule | undefined;
  /** An integer that alone determines the order of the images, their distortions, and what dropout drops. */
  readonly seed: number;
  /** Early stopping: ends after this many epochs without a lower validation loss, with the best epoch's weights. */
  readonly patience?: number | undefined;
  /**
   * In (0, 1): the network that is validated and kept has the exponential moving average of the weights, of which each step
   * leaves this share (Polyak and Juditsky, Acceleration of stochastic approximation by averaging, 1992).
   */
  readonly averaging?: number | undefined;
}
