import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {largestShard, SHARDS, shardStart, sumShards} from "../../../src/training/engine/shards.js";

describe("shardStart(n, shard)", () => {
  it("cuts a batch into eight shards of consecutive images, as large as each other give or take one", () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 1000}), (n) => {
        const starts = Array.from({length: SHARDS + 1}, (_, shard) => shardStart(n, shard));
        expect([starts[0], starts[SHARDS]]).toEqual([0, n]);
        const sizes = starts.slice(1).map((end, shard) => end - starts[shard]!);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(Math.max(...sizes)).toBe(largestShard(n));
      })
    );
  });
});

describe("sumShards({first, count, into}, compute, add)", () => {
  /** Returns the sum of some shards as a text with its parentheses, and the arrays that it took. */
  function spell(first: number, count: number): [string, number] {
    const arrays: string[] = [];
    sumShards(
      {first, count, into: 0},
      (shard, into) => void (arrays[into] = String(shard)),
      (to, from) => void (arrays[to] = `(${arrays[to]}+${arrays[from]})`)
    );
    return [arrays[0]!, arrays.length];
  }

  it("adds pairs, then pairs of pairs, in as many arrays as that needs", () => {
    expect(spell(0, 8)).toEqual(["(((0+1)+(2+3))+((4+5)+(6+7)))", 4]);
    expect(spell(5, 1)).toEqual(["5", 1]);
  });

  it("gives workers parts of the same sum", () => {
    for (const count of [1, 2, 4]) {
      let parts = Array.from({length: SHARDS / count}, (_, rank) => spell(rank * count, count)[0]);
      while (parts.length > 1)
        parts = Array.from({length: parts.length / 2}, (_, i) => `(${parts[2 * i]}+${parts[2 * i + 1]})`);
      expect(parts[0]).toBe(spell(0, SHARDS)[0]);
    }
  });
});
