/** Bytes that parsers trip over: ends, separators, signs, the ends of ranges. */
const INTERESTING = [0, 1, 9, 10, 13, 34, 44, 45, 46, 47, 48, 57, 92, 127, 128, 254, 255];

/** Returns the bytes after one to four changes that *random* chooses; *other* is what pieces may be taken from. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  let result = bytes;
  for (let left = 1 + below(random, 4); left; --left)
    result = CHANGES[below(random, CHANGES.length)]!(result, other, random);
  return result;
}

type Change = (bytes: Uint8Array, other: Uint8Array, random: () => number) => Uint8Array;

const CHANGES: readonly Change[] = [
  // A bit or a byte is another one
  (bytes, _, random) => with1(bytes, below(random, bytes.length), (byte) => byte ^ (1 << below(random, 8))),
  (bytes, _, random) =>
    with1(bytes, below(random, bytes.length), () => INTERESTING[below(random, INTERESTING.length)]!),
  // The file is cut short, or a piece is missing
  (bytes, _, random) => bytes.subarray(0, below(random, bytes.length + 1)),
  (bytes, _, random) => {
    const [start, end] = range(bytes, random);
    return join(bytes.subarray(0, start), bytes.subarray(end));
  },
  // A piece comes twice, or one of another file comes in between
  (bytes, _, random) => {
    const [start, end] = range(bytes, random);
    return join(bytes.subarray(0, end), bytes.subarray(start));
  },
  (bytes, other, random) => {
    const [start, end] = range(other, random);
    const at = below(random, bytes.length + 1);
    return join(bytes.subarray(0, at), other.subarray(start, end), bytes.subarray(at));
  },
  // Random bytes come in between
  (bytes, _, random) => {
    const noise = Uint8Array.from({length: 1 + below(random, 8)}, () => below(random, 256));
    const at = below(random, bytes.length + 1);
    return join(bytes.subarray(0, at), noise, bytes.subarray(at));
  },
  // Four bytes in a row say a large number, as a length or a size does
  (bytes, _, random) => {
    const at = below(random, bytes.length + 1);
    const large = [0xff, 0xff, 0xff, below(random, 2) ? 0xff : 0x7f];
    return join(bytes.subarray(0, at), Uint8Array.from(large), bytes.subarray(at + 4));
  }
];

/** Returns a whole number from 0 up to but not *end*. */
export function below(random: () => number, end: number): number {
  return Math.floor(random() * end);
}

function range(bytes: Uint8Array, random: () => number): [number, number] {
  const start = below(random, bytes.length + 1);
  // Mostly short pieces, sometimes all that is left
  const length = below(random, 4) ? below(random, 32) : below(random, bytes.length - start + 1);
  return [start, Math.min(bytes.length, start + length)];
}

function with1(bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  if (!bytes.length) return bytes;
  const result = Uint8Array.from(bytes); // a Buffer's slice would be a view of it
  result[at] = change(result[at]!);
  return result;
}

function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
