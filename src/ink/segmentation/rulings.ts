/** What somebody says of a division into digits: that some parts are one digit together, or that they are not one. */
export interface Ruling {
  /** The numbers of the parts: of strokes, or of pieces of ink. */
  readonly parts: readonly number[];
  readonly isDigit: boolean;
}

/**
 * May *parts* be a digit? Parts that are one digit go together and with no others; of those that are not one, no digit
 * has all.
 */
export function allows(rulings: readonly Ruling[], parts: readonly number[]): boolean {
  return rulings.every((ruling) => {
    const shared = ruling.parts.filter((part) => parts.includes(part)).length;
    if (!ruling.isDigit) return shared < ruling.parts.length;
    return !shared || (shared === parts.length && shared === ruling.parts.length);
  });
}

/**
 * Returns *rulings* with one more, and without those that it contradicts: what was said last holds. The earlier ones
 * about other parts stay.
 */
export function rule(rulings: readonly Ruling[], latest: Ruling): Ruling[] {
  const touches = ({parts}: Ruling) => parts.some((part) => latest.parts.includes(part));
  return [...rulings.filter((ruling) => !touches(ruling)), latest];
}
