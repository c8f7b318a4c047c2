/**
 * Maps *values* to bytes by *change*. Equals `Uint8Array.from(values, change)`, which is ten times slower in V8 because
 * it uses an iterator.
 */
export function mapBytes(values: ArrayLike<number>, change: (value: number, i: number) => number): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = change(values[i]!, i);
  return bytes;
}
