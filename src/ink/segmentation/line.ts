/** Places next to each other on a line that may be a digit together: from *first* up to *end*. */
export interface Candidate {
  readonly first: number;
  readonly end: number;
  /** By the height of the line, in (0, 1] and rarely more. */
  readonly height: number;
}

/** A line of handwriting, cut into the least parts that a digit may consist of, from left to right. */
export interface Line<C extends Candidate = Candidate> {
  /** How many parts there are. */
  readonly length: number;
  /** Parts that may be a digit, and neighbors that may be one together. */
  readonly candidates: readonly C[];
}
