// Dropout, four numbers at a time; its twin is ../plain/dropout.ts.

import {hash4} from "./hash";

/**
 * Writes *bytes* of numbers at *from*, times *scale*, to *to*; those whose hash with *key* is below the *least* become 0.
 * Addresses are aligned to 16 bytes, and *bytes* is a multiple of 16.
 */
export function dropout(to: usize, from: usize, bytes: usize, key: u32, least: u32, scale: f32): void {
  const keys = i32x4.splat(key);
  const leasts = i32x4.splat(least);
  const scales = f32x4.splat(scale);
  let indices = i32x4(0, 1, 2, 3);
  for (let at: usize = 0; at < bytes; at += 16) {
    const isKept = i32x4.ge_u(hash4(keys, indices), leasts);
    v128.store(to + at, v128.and(f32x4.mul(v128.load(from + at), scales), isKept));
    indices = i32x4.add(indices, i32x4.splat(4));
  }
}
