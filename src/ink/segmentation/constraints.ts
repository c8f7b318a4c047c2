/** A user's constraint on the segmentation: some parts are one digit together, or they are not. */
export interface Constraint {
  /** The indices of the parts: strokes or connected components. */
  readonly parts: readonly number[];
  readonly isDigit: boolean;
}

/**
 * Do the constraints allow *parts* as a digit? Parts of one digit go together and with no others. Parts that are not
 * one digit never all belong to the same digit.
 */
export function allows(constraints: readonly Constraint[], parts: readonly number[]): boolean {
  return constraints.every((constraint) => {
    const shared = constraint.parts.filter((part) => parts.includes(part)).length;
    if (!constraint.isDigit) return shared < constraint.parts.length;
    return !shared || (shared === parts.length && shared === constraint.parts.length);
  });
}

/**
 * Adds the *latest* constraint and drops those that share a part with it, because the latest one wins. Constraints on
 * other parts stay.
 */
export function rule(constraints: readonly Constraint[], latest: Constraint): Constraint[] {
  const touches = ({parts}: Constraint) => parts.some((part) => latest.parts.includes(part));
  return [...constraints.filter((constraint) => !touches(constraint)), latest];
}
