const [LF, CR, COMMA, ZERO] = [10, 13, 44, 48];
/** `0,0,` as one number, big-endian. */
const TWO_ZEROS = 0x302c302c;

/**
 * Parses a plain row that begins at *start* into *row*, which must be zero: as many numbers from 0 to 255 as *row* is
 * long, each of one to three figures, separated by commas and ended by LF or CRLF. Returns the start of the next line,
 * or -1 for a row that isn't plain. Such a row may still be valid, and *row* is then half-written.
 *
 * *bytes* must have an LF at or after *start*. No row is read past it, so the loop needs no check for the end of the
 * bytes.
 */
export function readPlainRow(bytes: Uint8Array, start: number, row: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lastFour = bytes.length - 4;
  const lastColumn = row.length - 1;
  let at = start;
  for (let column = 0; ; ++column) {
    // Four pixels of five are background, and row is zero already. The code below handles the row's last column.
    for (; column + 2 <= lastColumn && at <= lastFour && view.getUint32(at) === TWO_ZEROS; at += 4) column += 2;
    let value = bytes[at++]! - ZERO;
    if (!isFigure(value)) return -1;
    let next = bytes[at++]!;
    for (let figures = 1; figures < 3 && isFigure(next - ZERO); ++figures) {
      value = value * 10 + next - ZERO;
      next = bytes[at++]!;
    }
    if (value > 255) return -1;
    row[column] = value;
    if (column === lastColumn) {
      if (next === CR) next = bytes[at++]!;
      return next === LF ? at : -1;
    }
    if (next !== COMMA) return -1;
  }
}

function isFigure(value: number): boolean {
  return value >= 0 && value <= 9;
}
