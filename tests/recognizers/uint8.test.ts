import {randomLcg, randomNormal} from "d3";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {toUint8} from "../../src/recognizers/uint8.js";

/** What TensorFlow.js makes of levels (tfjs-core/src/io/io_utils.ts, decodeWeights): level · scale + min. */
function decode({levels, min, scale}: ReturnType<typeof toUint8>): number[] {
  return Array.from(levels, (level) => level * scale + min);
}

describe("toUint8(values)", () => {
  it("spreads the levels over the numbers where they are spread evenly themselves", () => {
    const {levels, min, scale} = toUint8(Float32Array.from({length: 256}, (_, i) => -1 + i / 100));
    expect([...levels]).toEqual(Array.from({length: 256}, (_, i) => i));
    expect(min).toBeCloseTo(-1, 6);
    expect(scale).toBeCloseTo(0.01, 8);
  });

  it("rounds each number to the nearest level, and those beyond to the first or the last", () => {
    const values = fc.float32Array({noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6, minLength: 1});
    fc.assert(
      fc.property(values, (list) => {
        const rounded = toUint8(list);
        const decoded = decode(rounded);
        const [first, last] = [rounded.min, rounded.min + 255 * rounded.scale];
        for (const [i, value] of list.entries()) {
          const nearest = Math.max(first, Math.min(last, value));
          expect(Math.abs(decoded[i]! - nearest)).toBeLessThanOrEqual(rounded.scale / 2 + 1e-9 * Math.abs(first));
        }
      }),
      {numRuns: 500}
    );
  });

  it("is no further from the numbers, in the mean of the squares, than levels over their whole range", () => {
    const random = randomNormal.source(randomLcg(1))();
    const values = Float32Array.from({length: 20_000}, (_, i) => (i ? random() : 8)); // one is far from all others
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const scale = (most - least) / 255;
    const error = (decoded: (i: number) => number) => values.reduce((sum, v, i) => sum + (decoded(i) - v) ** 2, 0);
    const whole = error((i) => least + Math.round((values[i]! - least) / scale) * scale);
    const decoded = decode(toUint8(values));
    expect(error((i) => decoded[i]!)).toBeLessThan(0.8 * whole);
  });

  it("keeps numbers that are all the same, and takes none", () => {
    expect(decode(toUint8(Float32Array.of(0.25, 0.25)))).toEqual([0.25, 0.25]);
    expect(toUint8(new Float32Array(0)).levels).toHaveLength(0);
  });
});
