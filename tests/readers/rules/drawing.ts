/** Returns an image, [784] of 0 and 1, with a drawing of "#" and "." in its middle. */
export function drawn(...rows: string[]): Float32Array {
  const image = new Float32Array(784);
  const [top, left] = [Math.floor((28 - rows.length) / 2), Math.floor((28 - rows[0]!.length) / 2)];
  rows.forEach((row, y) => [...row].forEach((ink, x) => (image[(top + y) * 28 + left + x] = Number(ink === "#"))));
  return image;
}
