import {mostLikely} from "../characters/mostLikely.js";

/** How the answers of two networks to the same images compare with the labels. */
export interface MistakeChange {
  /** The number of images. */
  readonly n: number;
  /** Wrong answers of the first network. */
  readonly before: number;
  /** Wrong answers of the second network. */
  readonly after: number;
  /** Images that only the first one got wrong. */
  readonly mended: number;
  /** Images that only the second one got wrong. */
  readonly broken: number;
}

/** The largest loss of accuracy on the test images, as a share of them, at which a tuned network counts as no worse. */
export const MAX_LOSS = 0.001;

/** Compares the probabilities of two networks, [n × classes] each, with *labels*, [n]. */
export function compareMistakes(first: Float32Array, second: Float32Array, labels: Uint8Array): MistakeChange {
  const classes = first.length / labels.length;
  let [before, after, mended, broken] = [0, 0, 0, 0];
  labels.forEach((label, i) => {
    const wasWrong = mostLikely(first, i * classes, classes) !== label;
    const isWrong = mostLikely(second, i * classes, classes) !== label;
    before += Number(wasWrong);
    after += Number(isWrong);
    mended += Number(wasWrong && !isWrong);
    broken += Number(isWrong && !wasWrong);
  });
  return {n: labels.length, before, after, mended, broken};
}

/** Returns the sum of *changes*, about different images. */
export function sumMistakes(changes: readonly MistakeChange[]): MistakeChange {
  const sum = (field: keyof MistakeChange) => changes.reduce((total, change) => total + change[field], 0);
  return {n: sum("n"), before: sum("before"), after: sum("after"), mended: sum("mended"), broken: sum("broken")};
}

/** Returns whether the second network loses more than 0.1 percentage points of accuracy. */
export function losesAccuracy({n, before, after}: MistakeChange): boolean {
  return after - before > MAX_LOSS * n;
}
