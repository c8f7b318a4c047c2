/**
 * Returns image *n* of those in files that NumPy and SciPy wrote, 784 levels, row-major: a line in row 5 + n from column 4
 * to 23, of level 200 + n, and one of 255 down column 7 from row 5 to 19.
 */
export function lineImage(n: number): number[] {
  return Array.from({length: 784}, (_, i) => {
    const [row, column] = [Math.floor(i / 28), i % 28];
    if (column === 7 && row >= 5 && row < 20) return 255;
    return row === 5 + n && column >= 4 && column < 24 ? 200 + n : 0;
  });
}
