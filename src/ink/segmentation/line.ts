/** Neighboring parts of a line, from *first* up to *end*, that may be a digit together. */
export interface Candidate {
  readonly first: number;
  readonly end: number;
  /** Relative to the line's height: in (0, 1], rarely more. */
  readonly height: number;
}

/** A line of handwriting, cut into the smallest parts of digits, from left to right. */
export interface Line<C extends Candidate = Candidate> {
  /** The number of parts. */
  readonly length: number;
  /** Single parts and groups of neighbors that may be a digit. */
  readonly candidates: readonly C[];
}
