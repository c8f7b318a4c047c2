const [LF, CR, COMMA, ZERO] = [10, 13, 44, 48];
/** `0,0,` as one number, big-endian. */
const TWO_ZEROS = 0x302c302c;

/**
 * Reads the row that begins at *start* into *row*, which must be zero, where it is plain: as many numbers from 0 to 255
 * as *row* is long, each of one to three figures; commas; LF or CRLF. Returns where the next line starts, or -1 for a
 * row that isn't plain: it may still be right, and *row* is now half-written.
 *
 * An LF must come at *start* or later in *bytes*. No row is read past it, so the end of the bytes needs no watching.
 */
export function readPlainRow(bytes: Uint8Array, start: number, row: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lastFour = bytes.length - 4;
  const lastColumn = row.length - 1;
  let at = start;
  for (let column = 0; ; ++column) {
    // Four pixels of five are background, and row is zero already. What ends the row is left to the code below.
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
