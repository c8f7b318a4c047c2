const f = Math.fround;

/** `Kernels.add`. */
export function plainAdd(numbers: Float32Array, to: number, from: number, count: number): void {
  for (let i = 0; i < count; ++i) numbers[to + i] = numbers[to + i]! + numbers[from + i]!;
}

/** `Kernels.multiply`. */
export function plainMultiply(numbers: Float32Array, to: number, by: number, count: number): void {
  for (let i = 0; i < count; ++i) numbers[to + i] = numbers[to + i]! * numbers[by + i]!;
}

/** `Kernels.approach`. */
export function plainApproach(numbers: Float32Array, to: number, from: number, count: number, share: number): void {
  const part = f(share);
  for (let i = 0; i < count; ++i) {
    const own = numbers[to + i]!;
    numbers[to + i] = own + f(part * f(numbers[from + i]! - own));
  }
}

/** `Kernels.gate`. */
export function plainGate(numbers: Float32Array, to: number, outputs: number, count: number): void {
  for (let i = 0; i < count; ++i) if (!(numbers[outputs + i]! > 0)) numbers[to + i] = 0;
}

/** `Kernels.gather`. */
export function plainGather(integers: Int32Array, to: number, from: number, table: number, count: number): void {
  for (let i = 0; i < count; ++i) {
    const index = integers[table + i]!;
    integers[to + i] = index < 0 ? 0 : integers[from + index]!;
  }
}
