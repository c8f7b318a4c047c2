/**
 * Appends a whole number from 0 to 2^53 − 1 to *bytes*, seven bits a byte, the lowest first; all but the last byte have
 * their highest bit set (LEB128, https://en.wikipedia.org/wiki/LEB128).
 */
export function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

/** Appends a whole number of either sign, small ones in one byte: 0, −1, 1, −2, … as 0, 1, 2, 3, … */
export function pushSigned(bytes: number[], value: number): void {
  pushVarint(bytes, value < 0 ? -2 * value - 1 : 2 * value);
}

/** Reads numbers from bytes, one after another. */
export interface VarintReader {
  /** The number of bytes not read yet. */
  readonly left: number;
  /** @throws RangeError after the last byte */
  byte(): number;
  /** @throws RangeError after the last byte, or for a number above 2^53 − 1 */
  varint(): number;
  signed(): number;
}

/** Returns a reader of what `pushVarint` and `pushSigned` append. */
export function varintReader(bytes: Uint8Array): VarintReader {
  let at = 0;
  const byte = () => {
    const value = bytes[at++];
    if (value === undefined) throw new RangeError("the bytes end early");
    return value;
  };
  const varint = () => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const next = byte();
      value += (next % 128) * unit;
      if (value > Number.MAX_SAFE_INTEGER || unit > Number.MAX_SAFE_INTEGER)
        throw new RangeError("a number is too large");
      if (next < 128) return value;
    }
  };
  return {
    get left() {
      return Math.max(0, bytes.length - at);
    },
    byte,
    varint,
    signed() {
      const value = varint();
      return value % 2 ? -(value + 1) / 2 : value / 2;
    }
  };
}
