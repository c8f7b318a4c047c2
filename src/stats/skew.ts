/**
 * The figures of a set of images to compare: its size, the images of each class, and their ink (mean of the pixels,
 * 0–255).
 */
export interface SplitFigures {
  readonly split: string;
  readonly n: number;
  /** The number of images of each class; null without labels. */
  readonly classes: readonly number[] | null;
  /** The mean and standard deviation over the images. */
  readonly ink: {readonly mean: number; readonly deviation: number};
}

/** The difference of a split from the first one in one property. */
export interface Skew {
  readonly split: string;
  /** `ink`, or the index of a class: `0`, `1`, … */
  readonly property: string;
  /** The property in this split and in the first: a share in [0, 1] for a class, a mean of pixels for ink. */
  readonly value: number;
  readonly reference: number;
  /** In standard deviations; positive if this split has more. */
  readonly difference: number;
}

/** From this absolute standardized difference on, groups are called unbalanced (Austin 2009, section 3). */
export const SKEWED = 0.1;

/**
 * Compares each split with the first, in ink and in the share of each class, by standardized differences: (a − b) /
 * √((var a + var b) / 2), where the variance of a share p is p (1 − p). Unlike a test's p-value, they don't depend on
 * the number of images. P. C. Austin, Balance diagnostics for comparing the distribution of baseline covariates,
 * Statistics in Medicine 28 (2009), https://doi.org/10.1002/sim.3697
 */
export function splitSkew([first, ...others]: readonly SplitFigures[]): Skew[] {
  if (!first) return [];
  return others.flatMap((other) => {
    const ink: Skew = {
      split: other.split,
      property: "ink",
      value: other.ink.mean,
      reference: first.ink.mean,
      difference: standardize(other.ink.mean - first.ink.mean, other.ink.deviation ** 2, first.ink.deviation ** 2)
    };
    const shares = (other.classes ?? []).flatMap((count, digit) => {
      if (!first.classes || !other.n || !first.n) return [];
      const [value, reference] = [count / other.n, first.classes[digit]! / first.n];
      const difference = standardize(value - reference, value * (1 - value), reference * (1 - reference));
      return [{split: other.split, property: String(digit), value, reference, difference}];
    });
    return [ink, ...shares];
  });
}

function standardize(difference: number, variance: number, other: number): number {
  return difference === 0 ? 0 : difference / Math.sqrt((variance + other) / 2);
}
