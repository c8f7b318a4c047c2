/** What every system that recognizes digits is, whatever is inside it. */
export interface Recognizer {
  readonly name: string;
  /** Returns the probabilities of the ten digits, [n × 10], for *images*, [n × 784] in [0, 1]. */
  predict(images: Float32Array): Float32Array;
  /**
   * Returns the same; how likely each image is a digit at all, [n] in [0, 1]; and how likely it is each of `SHAPED_MARKS`,
   * [n × 9] in [0, 1]. Not every recognizer can tell.
   */
  recognize(images: Float32Array): {
    readonly probabilities: Float32Array;
    readonly likelihoods?: Float32Array | undefined;
    readonly marks?: Float32Array | undefined;
  };
  /** Frees its memory; it can't predict afterwards. */
  dispose(): void;
}
