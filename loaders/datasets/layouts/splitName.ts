import type {Split} from "../../../src/characters/digits.js";

/** UCI names its optdigits splits `.tra` and `.tes`. */
const WORDS: Readonly<Record<Split, RegExp>> = {
  train: /^tra(in(ing)?(set)?)?$/,
  validation: /^(val|valid|validation|dev)(set)?$/,
  test: /^(test?(ing)?(set)?|t10k)$/
};

/**
 * Returns the split in the name of a file or folder: `train.csv`, `trainingSet`, `t10k-images-idx3-ubyte`,
 * `written_name_validation_v2.csv`; undefined if the name holds none or several.
 */
export function splitOfName(name: string): Split | undefined {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const found = (["train", "validation", "test"] as const).filter((split) =>
    words.some((word) => WORDS[split].test(word))
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Returns the split in a path: the one in its last part that names a split. */
export function splitOfPath(path: string): Split | undefined {
  for (const part of path.split("/").reverse()) {
    const split = splitOfName(part);
    if (split) return split;
  }
  return undefined;
}

/** Is *word*, in lower case, the name of a split? */
export function isSplitWord(word: string): boolean {
  return Object.values(WORDS).some((pattern) => pattern.test(word));
}
