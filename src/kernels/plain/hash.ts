/**
 * Returns 32 bits, as an integer from 0 to 2³² − 1, that look random but depend only on a *key* and an *index*, both
 * 32-bit integers.
 */
export function hash(key: number, index: number): number {
  return mix(mix(index) ^ key) >>> 0;
}

/** The finalizer of MurmurHash3 (Austin Appleby, 2011), whose every bit depends on all bits of its input. */
function mix(bits: number): number {
  let h = bits ^ (bits >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
