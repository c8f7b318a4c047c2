/** What of a set of images is compared: its size, how many are of each class, and their ink (mean of the pixels, 0–255). */
export interface SplitFigures {
  readonly split: string;
  readonly n: number;
  /** How many are of each; null without labels. */
  readonly classes: readonly number[] | null;
  /** Mean and standard deviation over the images. */
  readonly ink: {readonly mean: number; readonly deviation: number};
}

/** How far a split is from the first one in one property. */
export interface Skew {
  readonly split: string;
  /** `ink`, or the index of a class: `0`, `1`, … */
  readonly property: string;
  /** Here and in the first split: a share in [0, 1] for a class, a mean of pixels for ink. */
  readonly value: number;
  readonly reference: number;
  /** In standard deviations: above 0 where the split has more. */
  readonly difference: number;
}

/** From this standardized difference on, either way, groups are called unbalanced (Austin 2009, section 3). */
export const SKEWED = 0.1;

/**
 * Returns how each split but the first differs from the first, in ink and in the share of each class, as standardized
 * differences: (a − b) / √((var a + var b) / 2), where the variance of a share p is p (1 − p). Unlike a test's p-value,
 * these do not grow with the number of images. P. C. Austin, Balance diagnostics for comparing the distribution of
 * baseline covariates, Statistics in Medicine 28 (2009), https://doi.org/10.1002/sim.3697
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
