import type {Split} from "../../../src/characters/digits.js";

/** UCI's optdigits come as `.tra` and `.tes`. */
const WORDS: Readonly<Record<Split, RegExp>> = {
  train: /^tra(in(ing)?(set)?)?$/,
  validation: /^(val|valid|validation|dev)(set)?$/,
  test: /^(test?(ing)?(set)?|t10k)$/
};

/**
 * Returns the split that the name of a file or folder speaks of: `train.csv`, `trainingSet`, `t10k-images-idx3-ubyte`,
 * `written_name_validation_v2.csv`; undefined where it names none, or several.
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

/** Returns the split that a path speaks of: the last of its parts that names one decides. */
export function splitOfPath(path: string): Split | undefined {
  for (const part of path.split("/").reverse()) {
    const split = splitOfName(part);
    if (split) return split;
  }
  return undefined;
}

/** Is *word*, in lower case, a name of a split? */
export function isSplitWord(word: string): boolean {
  return Object.values(WORDS).some((pattern) => pattern.test(word));
}
