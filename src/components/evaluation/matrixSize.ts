/**
 * How large the cells of a matrix are: all of it fits its card; small ones that scroll in it, with numbers; tiny ones, without.
 * A name for the sheet of styles, as `data-size`.
 */
export type MatrixSize = "fitting" | "small" | "tiny";

/** More classes than these don't fit a card with readable numbers; more than those have no room for numbers at all. */
const [MAX_FITTING, MAX_SMALL] = [16, 36];

/** Returns how large the cells of a matrix of *k* classes are. */
export function matrixSize(k: number): MatrixSize {
  if (k <= MAX_FITTING) return "fitting";
  return k <= MAX_SMALL ? "small" : "tiny";
}
