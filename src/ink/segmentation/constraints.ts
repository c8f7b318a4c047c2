/** What somebody says of a division into digits: that some parts are one digit together, or that they are not one. */
export interface Constraint {
  /** The numbers of the parts: of strokes, or of pieces of ink. */
  readonly parts: readonly number[];
  readonly isDigit: boolean;
}

/**
 * May *parts* be a digit? Parts that are one digit go together and with no others; of those that are not one, no digit
 * has all.
 */
export function allows(constraints: readonly Constraint[], parts: readonly number[]): boolean {
  return constraints.every((constraint) => {
    const shared = constraint.parts.filter((part) => parts.includes(part)).length;
    if (!constraint.isDigit) return shared < constraint.parts.length;
    return !shared || (shared === parts.length && shared === constraint.parts.length);
  });
}

/**
 * Returns *constraints* with one more, and without those that it contradicts: what was said last holds. The earlier ones
 * about other parts stay.
 */
export function rule(constraints: readonly Constraint[], latest: Constraint): Constraint[] {
  const touches = ({parts}: Constraint) => parts.some((part) => latest.parts.includes(part));
  return [...constraints.filter((constraint) => !touches(constraint)), latest];
}
