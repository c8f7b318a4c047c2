import type {Alphabet} from "../characters/alphabet.js";

/** What a classifier says of images. */
export interface Scores {
  /** [n × classes]; each row sums to 1, or is all 0 where the classifier gives no answer. */
  readonly probabilities: Float32Array;
  /** How likely each image is of the alphabet at all, [n] in [0, 1]; missing where the classifier can't tell. */
  readonly likelihoods?: Float32Array | undefined;
  /** How likely each is each of `SHAPED_MARKS`, [n × 9] in [0, 1]; likewise. */
  readonly marks?: Float32Array | undefined;
}

/** What reads characters that were cut out, whatever is inside it: a network, means of classes, rules. */
export interface Classifier {
  readonly name: string;
  /** The classes that it tells apart, in the order of its probabilities. */
  readonly classes: Alphabet;
  /** Resolves to what it says of *images*, [n × 784] in [0, 1]. */
  classify(images: Float32Array): Promise<Scores>;
  /** Frees its memory; it can't classify afterwards. */
  dispose(): void;
}
