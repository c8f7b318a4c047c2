/** Vectors in 255 levels around 0. */
export interface Levels {
  /** [values], 0 to 255. */
  readonly levels: Float32Array;
  /** The difference between two levels. */
  readonly step: number;
}

/** The level of 0. */
const ZERO = 128;

/**
 * Rounds *values* to 255 levels, the same for all of them: distances between vectors stay what they were, but for the
 * rounding. Principal components have means of 0.
 */
export function toLevels(values: Float32Array): Levels {
  const most = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const step = Math.fround(most / (ZERO - 1)) || 1;
  return {levels: values.map((value) => Math.round(value / step) + ZERO), step};
}

/** Returns the values that *levels* stand for. */
export function fromLevels({levels, step}: Levels): Float32Array {
  return levels.map((level) => (level - ZERO) * step);
}
