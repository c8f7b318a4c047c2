import {randomLcg} from "d3-random";
import {describe, expect, it} from "vitest";
import {shuffledOrder} from "../../../src/training/engine/shuffledOrder.js";

describe("shuffledOrder(n, random)", () => {
  it("returns a permutation", () => {
    for (const n of [1, 10, 1000, 30_000]) {
      const order = [...shuffledOrder(n, randomLcg(n))].sort((a, b) => a - b);
      expect(order).toEqual(Array.from({length: n}, (_, i) => i));
    }
  });

  it("puts each image anywhere with equal frequency", () => {
    // Each tenth of the order about 100 times in 1,000 epochs, standard deviation √(1000 · 0.1 · 0.9) = 9.5.
    const orders = Array.from({length: 1000}, (_, epoch) => shuffledOrder(1000, randomLcg(5_000_016 + epoch)));
    for (const image of [0, 1, 500, 998, 999]) {
      const tenths = new Array<number>(10).fill(0);
      for (const order of orders) ++tenths[Math.floor(order.indexOf(image) / 100)]!;
      for (const count of tenths) expect(Math.abs(count - 100)).toBeLessThan(4.5 * 9.5);
    }
  });
});
