/**
 * Returns *change* of each of the *values*, as bytes: what `Uint8Array.from(values, change)` gives, which in V8 takes ten
 * times as long, as it goes through an iterator.
 */
export function mapBytes(values: ArrayLike<number>, change: (value: number, i: number) => number): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = change(values[i]!, i);
  return bytes;
}
