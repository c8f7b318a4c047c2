/** The marks that occur in numbers. */
export const MARKS = [".", ",", "-", "/", ":", "$", "%", "+", "=", "(", ")"] as const;
export type Mark = (typeof MARKS)[number];

/**
 * The marks whose shape alone tells them from digits. A slash looks like a 1 and a comma like a small 1; only their
 * size and position in the line tell them apart.
 */
export const SHAPED_MARKS = [".", "-", ":", "$", "%", "+", "=", "(", ")"] as const satisfies readonly Mark[];
export type ShapedMark = (typeof SHAPED_MARKS)[number];
