/** Newton steps: far more than the two parameters need. */
const MAX_STEPS = 100;

/** Ends the search: a step this small changes no probability that is ever shown. */
const TOLERANCE = 1e-10;

/** Keeps the second derivatives invertible where all confidences are equal. */
const RIDGE = 1e-9;

/**
 * Returns the offset a and slope b with which p = 1 / (1 + exp(−a − b · c)) fits best how often answers of *confidences*
 * c, [n], are right, [n]. Platt, Probabilistic outputs for support vector machines, 1999: by Newton's method, towards
 * targets slightly inside of 0 and 1. Returns zeros for no answers.
 */
export function fitPlatt(
  confidences: ArrayLike<number>,
  isRight: ArrayLike<boolean>
): {readonly offset: number; readonly slope: number} {
  const n = confidences.length;
  let right = 0;
  for (let i = 0; i < n; ++i) right += Number(isRight[i]);
  const [high, low] = [(right + 1) / (right + 2), 1 / (n - right + 2)];
  let [offset, slope] = [Math.log((right + 1) / (n - right + 1)), 0];
  for (let step = 0; n && step < MAX_STEPS; ++step) {
    let [da, db, daa, dab, dbb] = [0, 0, RIDGE, 0, RIDGE];
    for (let i = 0; i < n; ++i) {
      const c = confidences[i]!;
      const p = 1 / (1 + Math.exp(-offset - slope * c));
      const [error, weight] = [p - (isRight[i] ? high : low), p * (1 - p)];
      da += error;
      db += error * c;
      daa += weight;
      dab += weight * c;
      dbb += weight * c * c;
    }
    const determinant = daa * dbb - dab * dab;
    const [a, b] = [(dbb * da - dab * db) / determinant, (daa * db - dab * da) / determinant];
    offset -= a;
    slope -= b;
    if (Math.abs(a) + Math.abs(b) < TOLERANCE) break;
  }
  return {offset, slope};
}
