// Random bits by position instead of by order of drawing: a hash of a key and an index; its twin is ../plain/hash.ts.

/** Returns the hash of a *key* and each of four *indices*: `hash` of the twin. */
export function hash4(key: v128, indices: v128): v128 {
  return mix(v128.xor(mix(indices), key));
}

/** The finalizer of MurmurHash3 (Austin Appleby, 2011), whose every bit depends on all bits of its input. */
function mix(bits: v128): v128 {
  let h = v128.xor(bits, i32x4.shr_u(bits, 16));
  h = i32x4.mul(h, i32x4.splat(0x85ebca6b));
  h = v128.xor(h, i32x4.shr_u(h, 13));
  h = i32x4.mul(h, i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}
