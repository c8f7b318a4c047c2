import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {toFloat16} from "../../src/recognizers/float16.js";

/** Returns the value of binary16 *bits*, by IEEE 754-2008, 3.4: written from its definition, not from our code. */
function valueOf(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024));
}

const round = (value: number) => toFloat16(Float32Array.of(value))[0]!;

describe("toFloat16(values)", () => {
  it("knows the standard's examples", () => {
    // https://en.wikipedia.org/wiki/Half-precision_floating-point_format, "Half precision examples"
    const examples: [number, number][] = [
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
    for (const [value, bits] of examples) expect(round(value), String(value)).toBe(bits);
    expect(valueOf(round(NaN))).toBeNaN();
    expect(round(65520)).toBe(0x7c00); // half way to 2¹⁶: too large
    expect(round(65519)).toBe(0x7bff);
  });

  it("gives each binary16 number back", () => {
    for (let bits = 0; bits < 65_536; ++bits) {
      const value = valueOf(bits);
      if (!Number.isNaN(value)) expect(round(value)).toBe(bits);
    }
  });

  it("rounds to the nearest, to the even one of two", () => {
    fc.assert(
      fc.property(fc.float({min: -65504, max: 65504, noNaN: true}), (value) => {
        const bits = round(value);
        const distance = Math.abs(valueOf(bits) - value);
        for (const other of [bits - 1, bits + 1]) {
          const there = valueOf(other & 0xffff);
          if (!Number.isFinite(there) || Math.sign(there) * Math.sign(value) < 0) continue;
          const theirs = Math.abs(there - value);
          expect(distance).toBeLessThanOrEqual(theirs);
          if (distance === theirs) expect(bits & 1).toBe(0);
        }
      }),
      {numRuns: 2000}
    );
  });

  it("takes a view for what it is", () => {
    expect([...toFloat16(Float32Array.of(9, 1, 2).subarray(1))]).toEqual([0x3c00, 0x4000]);
  });
});
