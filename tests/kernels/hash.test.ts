import {describe, expect, it} from "vitest";
import {hash} from "../../src/kernels/plain/hash.js";

describe("hash(key, index)", () => {
  it("mixes with MurmurHash3's finalizer", () => {
    // MurmurHash3_x86_32 of no bytes is the finalizer of its seed; the reference (https://github.com/aappleby/smhasher)
    // gives these for the seeds 0 and 1.
    expect(hash(0, 0)).toBe(0);
    expect(hash(1, 0)).toBe(0x514e28b7);
  });

  it("is spread evenly over 2³² for consecutive indices, whatever the key", () => {
    for (const key of [0, 1, 2, -7, 2 ** 31]) {
      const counts = new Array<number>(16).fill(0);
      for (let i = 0; i < 16_000; ++i) ++counts[hash(key, i) >>> 28]!;
      // χ² with 15 degrees of freedom is below 37.7 in 99.9 % of cases
      expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(37.7);
    }
  });

  it("differs in half of the bits between neighboring keys and between neighboring indices", () => {
    const [n, apart] = [4000, {key: 0, index: 0}];
    for (let i = 0; i < n; ++i) {
      apart.key += ones(hash(5, i) ^ hash(6, i));
      apart.index += ones(hash(5, i) ^ hash(5, i + 1));
    }
    // 16 of 32 bits, with a standard deviation of √8 / √n = 0.045
    expect(Math.abs(apart.key / n - 16)).toBeLessThan(0.2);
    expect(Math.abs(apart.index / n - 16)).toBeLessThan(0.2);
  });
});

function ones(bits: number): number {
  return (bits >>> 0).toString(2).replaceAll("0", "").length;
}
