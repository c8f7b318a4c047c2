/** The marks that stand in numbers. */
export const MARKS = [".", ",", "-", "/", ":", "$", "%", "+", "=", "(", ")"] as const;
export type Mark = (typeof MARKS)[number];

/**
 * The marks that are told from a digit by their shape alone. A slash has the shape of a 1, and a comma that of a small one:
 * only their size and place in the line tell them from it.
 */
export const SHAPED_MARKS = [".", "-", ":", "$", "%", "+", "=", "(", ")"] as const satisfies readonly Mark[];
export type ShapedMark = (typeof SHAPED_MARKS)[number];
