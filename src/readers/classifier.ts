import type {Alphabet} from "../characters/alphabet.js";

/** A classifier's output for a batch of images. */
export interface Scores {
  /** [n × classes]; each row sums to 1, or is all 0 where the classifier gives no answer. */
  readonly probabilities: Float32Array;
  /** [n], in [0, 1]: the likelihood that an image shows any class at all; missing if the classifier can't tell. */
  readonly likelihoods?: Float32Array | undefined;
  /** [n × 9], in [0, 1]: the likelihood of each of `SHAPED_MARKS`; missing if the classifier can't tell. */
  readonly marks?: Float32Array | undefined;
}

/** Reads images of single characters. A network, class means or rules may be behind it. */
export interface Classifier {
  readonly name: string;
  /** The classes that it distinguishes, in the order of its probabilities. */
  readonly classes: Alphabet;
  /** Resolves to the scores of *images*, [n × 784] in [0, 1]. */
  classify(images: Float32Array): Promise<Scores>;
  /** Frees its memory; the classifier can't be used afterwards. */
  dispose(): void;
}
