// Masks of a picture's cells: 1 for each cell in the mask, row-major, *width* cells a row.

/** Counts the cells in a *mask*. */
export function count(mask: Uint8Array): number {
  let n = 0;
  for (const is of mask) n += is;
  return n;
}

/** Is cell *i* of *length* on the picture's border? */
export function isAtBorder(i: number, width: number, length: number): boolean {
  const x = i % width;
  return !x || x === width - 1 || i < width || i >= length - width;
}

/**
 * Labels all cells of *mask* that are reachable from *starts* through side neighbors with *piece*; returns their
 * number.
 */
export function flood(
  mask: Uint8Array,
  width: number,
  starts: readonly number[],
  pieceOf: Int32Array,
  piece: number
): number {
  const queue = [...starts];
  for (const i of starts) pieceOf[i] = piece;
  for (let k = 0; k < queue.length; ++k) {
    const i = queue[k]!;
    const x = i % width;
    for (const j of [x ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
      if (j < 0 || j >= mask.length || !mask[j] || pieceOf[j]) continue;
      pieceOf[j] = piece;
      queue.push(j);
    }
  }
  return queue.length;
}

/**
 * Erodes a *mask* by one cell: keeps the cells whose four neighbors are all in the mask. *isOutsideIn* tells whether
 * cells outside the picture count as in the mask.
 */
export function shrink(mask: Uint8Array, width: number, isOutsideIn: boolean): Uint8Array {
  return mask.map((is, i) => {
    const x = i % width;
    const isKept =
      (x ? mask[i - 1] : isOutsideIn) &&
      (x < width - 1 ? mask[i + 1] : isOutsideIn) &&
      (i >= width ? mask[i - width] : isOutsideIn) &&
      (i < mask.length - width ? mask[i + width] : isOutsideIn);
    return Number(Boolean(is && isKept));
  });
}
