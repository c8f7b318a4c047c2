// What happens to each number by itself, four at a time; its twin is ../plain/elements.ts. Addresses are aligned to 16
// bytes, and lengths are in bytes, multiples of 16.

/** Adds the numbers at *from* to those at *to*. */
export function add(to: usize, from: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
}

/** Multiplies the numbers at *to* by those at *by*. */
export function multiply(to: usize, by: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, f32x4.mul(v128.load(to + at), v128.load(by + at)));
}

/** Moves the numbers at *to* by a *share* of the way to those at *from*. */
export function approach(to: usize, from: usize, bytes: usize, share: f32): void {
  const part = f32x4.splat(share);
  for (let at: usize = 0; at < bytes; at += 16) {
    const own = v128.load(to + at);
    v128.store(to + at, f32x4.add(own, f32x4.mul(part, f32x4.sub(v128.load(from + at), own))));
  }
}

/** Sets the gradients at *to* to 0 where the outputs of a ReLU at *outputs* are. */
export function gate(to: usize, outputs: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(to + at, v128.and(v128.load(to + at), f32x4.gt(v128.load(outputs + at), zero)));
}

/** Copies *count* numbers: each has its index after *from* in the *table*, or is 0 where that is negative. */
export function gather(to: usize, from: usize, table: usize, count: i32): void {
  for (let i = 0; i < count; ++i) {
    const at = (<usize>i) << 2;
    const index = load<i32>(table + at);
    i32.store(to + at, index < 0 ? 0 : load<i32>(from + ((<usize>index) << 2)));
  }
}
