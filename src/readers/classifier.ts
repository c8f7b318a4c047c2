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

/** What one layer of a network makes of one image. */
export interface TracedLayer {
  readonly name: string;
  /** The name of the layer that it takes its input from; undefined for the first, which takes the image. */
  readonly from: string | undefined;
  /** The names of the other layers that an average takes, besides the first. */
  readonly alsoFrom?: readonly string[];
  /** The Keras class name: "Dense", "Conv2D". */
  readonly kind: string;
  /** "relu", "softmax", or "linear" for none. */
  readonly activation: string;
  /** Without the batch: [units], or [height, width, channels]. */
  readonly shape: readonly number[];
  /** The activations, row by row, channels last. */
  readonly values: Float32Array;
  /** Its weights as Keras names them, if asked for: a kernel, [inputs × units] or [h × w × channels × maps], and a bias. */
  readonly weights?: Readonly<Record<string, {readonly shape: readonly number[]; readonly values: Float32Array}>>;
  /** The window of a convolution or of pooling, [height, width], how far it moves, and the padding at the border. */
  readonly sliding?: {
    readonly size: readonly [number, number];
    readonly strides: readonly [number, number];
    readonly padding: "same" | "valid";
  };
  /** What batch normalization adds to the variances. */
  readonly epsilon?: number;
}

/** A rule that fired for an image. */
export interface FiredRule {
  /** The class that it answers with; the first rule to fire gives the answer. */
  readonly answer: string;
  /** What it looks for, as one would tell a person. */
  readonly sees: string;
  /** The rule with all its conditions. */
  readonly text: string;
  /** How often its answers are right, in [0, 1]; 0 for a rule that is wrong too often to answer. */
  readonly reliability: number;
  /** Its conditions, with the value measured in the image. */
  readonly conditions: readonly {readonly text: string; readonly value: number; readonly holds: boolean}[];
}

/** Reads images of single characters. A network, class means or rules may be behind it. */
export interface Classifier {
  readonly name: string;
  /** The classes that it distinguishes, in the order of its probabilities. */
  readonly classes: Alphabet;
  /** Resolves to the scores of *images*, [n × 784] in [0, 1]. */
  classify(images: Float32Array): Promise<Scores>;
  /** Resolves to what each layer makes of an *image*, [784] in [0, 1], in order; missing for what has no layers. */
  trace?(image: Float32Array, options?: {readonly withWeights?: boolean}): Promise<readonly TracedLayer[]>;
  /**
   * Resolves to what the *layer* of that name makes of each of *images*, [n × 784] in [0, 1]: [n × its size]; missing for
   * what has no layers. Rejects with a RangeError for a layer that it doesn't have.
   */
  activations?(images: Float32Array, layer: string): Promise<Float32Array>;
  /** Resolves to the rules that fire for an *image*, [784] in [0, 1], in order; missing for what has no rules. */
  firedRules?(image: Float32Array): Promise<readonly FiredRule[]>;
  /** Frees its memory; the classifier can't be used afterwards. */
  dispose(): void;
}
