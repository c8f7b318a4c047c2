import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {fromFloat16, toFloat16} from "../src/float16.js";

// https://en.wikipedia.org/wiki/Half-precision_floating-point_format, "Half precision examples"
const EXAMPLES: readonly (readonly [number, number])[] = [
  [0, 0x0000],
  [2 ** -24, 0x0001],
  [0.000060975551605224609375, 0x03ff],
  [2 ** -14, 0x0400],
  [0.33325195, 0x3555],
  [0.99951172, 0x3bff],
  [1, 0x3c00],
  [1.00097656, 0x3c01],
  [65504, 0x7bff],
  [Infinity, 0x7c00],
  [-0, 0x8000],
  [-2, 0xc000],
  [-Infinity, 0xfc00]
];

const round = (value: number) => toFloat16(Float32Array.of(value))[0]!;

describe("toFloat16(values)", () => {
  it("matches the standard's examples", () => {
    for (const [value, bits] of EXAMPLES) expect(round(value), String(value)).toBe(bits);
    expect(round(NaN)).toBe(0x7e00);
    expect(round(65520)).toBe(0x7c00); // half way to 2¹⁶: too large
    expect(round(65519)).toBe(0x7bff);
  });

  it("returns each binary16 number unchanged", () => {
    for (let bits = 0; bits < 65_536; ++bits) {
      const value = fromFloat16(bits);
      if (!Number.isNaN(value)) expect(round(value)).toBe(bits);
    }
  });

  it("rounds to nearest, ties to even", () => {
    fc.assert(
      fc.property(fc.float({min: -65504, max: 65504, noNaN: true}), (value) => {
        const bits = round(value);
        const distance = Math.abs(fromFloat16(bits) - value);
        for (const other of [bits - 1, bits + 1]) {
          const there = fromFloat16(other & 0xffff);
          if (!Number.isFinite(there) || Math.sign(there) * Math.sign(value) < 0) continue;
          const theirs = Math.abs(there - value);
          expect(distance).toBeLessThanOrEqual(theirs);
          if (distance === theirs) expect(bits & 1).toBe(0);
        }
      }),
      {numRuns: 2000}
    );
  });

  it("respects the offset and length of a view", () => {
    expect([...toFloat16(Float32Array.of(9, 1, 2).subarray(1))]).toEqual([0x3c00, 0x4000]);
  });
});

describe("fromFloat16(bits)", () => {
  it("matches the standard's examples", () => {
    for (const [value, bits] of EXAMPLES) expect(Math.abs(fromFloat16(bits) - value) || 0).toBeLessThan(1e-8);
    expect(fromFloat16(0x8000)).toBe(-0);
    for (const nan of [0x7c01, 0x7e00, 0xffff]) expect(fromFloat16(nan)).toBeNaN();
  });
});
