import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {toUint8} from "../../../src/readers/network/uint8.js";

/** Decodes levels as TensorFlow.js does (tfjs-core/src/io/io_utils.ts, decodeWeights): level · scale + min. */
function decode({levels, min, scale}: ReturnType<typeof toUint8>): number[] {
  return Array.from(levels, (level) => level * scale + min);
}

describe("toUint8(values)", () => {
  it("maps the minimum to level 0 and the maximum to 255", () => {
    const {levels, min, scale} = toUint8(Float32Array.of(-1, 0, 1.55, 0.5));
    expect([...levels]).toEqual([0, 100, 255, 150]);
    expect(min).toBe(-1);
    expect(scale).toBeCloseTo(0.01, 8);
  });

  it("rounds each number by at most half a level", () => {
    const values = fc.float32Array({noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6, minLength: 1});
    fc.assert(
      fc.property(values, (list) => {
        const rounded = toUint8(list);
        const most = rounded.scale / 2 + 1e-9 * Math.abs(rounded.min);
        decode(rounded).forEach((value, i) => expect(Math.abs(value - list[i]!)).toBeLessThanOrEqual(most));
      }),
      {numRuns: 500}
    );
  });

  it("handles equal numbers and an empty array", () => {
    expect(decode(toUint8(Float32Array.of(0.25, 0.25)))).toEqual([0.25, 0.25]);
    expect(toUint8(new Float32Array(0)).levels).toHaveLength(0);
  });
});
