import {randomLcg, randomNormal} from "d3-random";
import {describe, expect, it} from "vitest";
import {smoothNoise} from "../../../src/ink/page/noise.js";

const SIDE = 40;

/** A dark square on light paper, with normal noise of standard deviation *noise*, in gray levels. */
function page(noise: number) {
  const random = randomNormal.source(randomLcg(1))(0, noise);
  const level = (i: number) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    return (x >= 14 && x < 26 && y >= 14 && y < 26 ? 60 : 180) + random();
  };
  const data = Uint8Array.from({length: SIDE * SIDE}, (_, i) => Math.max(0, Math.min(255, Math.round(level(i)))));
  return {width: SIDE, height: SIDE, data};
}

function deviationOfPaper({data}: {data: ArrayLike<number>}): number {
  const rows = Array.from({length: 10 * SIDE}, (_, i) => data[i]! - 180);
  return Math.sqrt(rows.reduce((sum, d) => sum + d * d, 0) / rows.length);
}

describe("smoothNoise(picture)", () => {
  it("returns a picture with weak noise unchanged", () => {
    for (const noise of [0, 2, 5]) {
      const picture = page(noise);
      expect(smoothNoise(picture)).toBe(picture);
    }
  });

  it("smooths strong noise like a binomial filter", () => {
    // The filter's weights are (1 2 1)/4 in each direction: their squares add up to (6/16)² = 0.1406, √0.1406 = 0.375.
    const once = smoothNoise(page(14));
    expect(deviationOfPaper(once) / 14).toBeCloseTo(0.375, 1);
    expect(once.data[20 * SIDE + 20]).toBeGreaterThan(40);
    expect(once.data[20 * SIDE + 20]).toBeLessThan(80);
    expect(deviationOfPaper(smoothNoise(page(50)))).toBeLessThan(0.3 * 50);
  });

  it("keeps the mean of a noisy page up to its edges", () => {
    const {data} = smoothNoise(page(14));
    const mean = (from: number) =>
      Array.from(data)
        .slice(from, from + SIDE)
        .reduce((sum, v) => sum + v, 0) / SIDE;
    for (const row of [0, SIDE - 1]) expect(Math.abs(mean(row * SIDE) - 180)).toBeLessThan(8);
  });

  it("accepts tiny and uniform pictures", () => {
    expect([...smoothNoise({width: 1, height: 1, data: Uint8Array.of(7)}).data]).toEqual([7]);
    expect([...smoothNoise({width: 2, height: 1, data: Uint8Array.of(9, 9)}).data]).toEqual([9, 9]);
  });
});
