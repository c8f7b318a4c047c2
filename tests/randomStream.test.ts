import {deviation, mean} from "d3-array";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {hashText, randomStream, streamKey} from "../src/randomStream.js";

/** FNV-1a in exact integers, of ASCII text. */
function fnv1a(text: string): bigint {
  let h = 2166136261n;
  for (const byte of new TextEncoder().encode(text)) h = ((h ^ BigInt(byte)) * 16777619n) % 2n ** 32n;
  return h;
}

/** The finalizer of MurmurHash3 in exact integers. */
function finalize(h: bigint): bigint {
  h = ((h ^ (h >> 16n)) * 0x85ebca6bn) % 2n ** 32n;
  h = ((h ^ (h >> 13n)) * 0xc2b2ae35n) % 2n ** 32n;
  return h ^ (h >> 16n);
}

describe("hashText(text)", () => {
  it("is MurmurHash3's finalizer of FNV-1a", () => {
    // Published: the test vectors of FNV-1a (isthe.com/chongo/src/fnv/test_fnv.c), and MurmurHash3_x86_32 of no bytes
    // with the seeds 1 and 2³² − 1, which is its finalizer of the seed.
    expect(["", "a", "foobar"].map(fnv1a)).toEqual([0x811c9dc5n, 0xe40c292cn, 0xbf9cf968n]);
    expect([1n, 0xffffffffn].map(finalize)).toEqual([0x514e28b7n, 0x81f16f39n]);
    fc.assert(
      fc.property(fc.string({unit: "grapheme-ascii"}), (text) => {
        expect(BigInt(hashText(text))).toBe(finalize(fnv1a(text)));
      })
    );
  });
});

describe("streamKey(seed, purpose, …numbers)", () => {
  it("differs for any other seed, purpose or number, fractions included", () => {
    const keys = [
      ...[0, 1, 1.25, 1.5, 2, 12, 1e9].map((seed) => streamKey(seed, "order", 3)),
      ...["distortion", "dropout", "Order", ""].map((purpose) => streamKey(1, purpose, 3)),
      ...[[], [0], [0, 3], [3, 0], [30], [3.5], [-3]].map((numbers) => streamKey(1, "order", ...numbers))
    ];
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(Number.isInteger(key) && key >= 0 && key < 2 ** 32).toBe(true);
  });

  it("collides no more often than chance among 100,000 keys", () => {
    const keys = Array.from({length: 100_000}, (_, i) => streamKey(i % 10, "step", Math.floor(i / 10)));
    // Expected: 100,000² / 2 / 2³² = 1.2 pairs, Poisson distributed.
    expect(keys.length - new Set(keys).size).toBeLessThan(8);
  });
});

describe("randomStream(seed, purpose, …numbers)", () => {
  const draws = (random: () => number, n = 2000) => Array.from({length: n}, random);

  it("repeats itself, and gives uniform numbers in [0, 1)", () => {
    expect(draws(randomStream(7, "order", 2))).toEqual(draws(randomStream(7, "order", 2)));
    const values = draws(randomStream(7, "order", 2), 20_000);
    expect(values.every((v) => v >= 0 && v < 1)).toBe(true);
    expect(Math.abs(mean(values)! - 0.5)).toBeLessThan(0.01); // a standard error of 0.002
    expect(Math.abs(deviation(values)! - Math.sqrt(1 / 12))).toBeLessThan(0.005);
  });

  it("is unrelated to streams of neighboring seeds, numbers and purposes", () => {
    const streams = [
      ...[1, 1.25, 1.5, 2, 3].map((seed) => randomStream(seed, "order")),
      ...[0, 1, 2, 3].map((epoch) => randomStream(1, "order", epoch)),
      ...["distortion", "dropout"].map((purpose) => randomStream(1, purpose))
    ].map((random) => draws(random));
    for (const [i, a] of streams.entries()) {
      for (const b of streams.slice(0, i)) {
        const correlation = 12 * mean(a, (v, k) => (v - 0.5) * (b[k]! - 0.5))!;
        expect(Math.abs(correlation)).toBeLessThan(0.1); // a standard error of 0.022
      }
    }
    // The first numbers of many streams are as uniform as those of one.
    const first = Array.from({length: 10_000}, (_, epoch) => randomStream(1, "order", epoch)());
    expect(Math.abs(mean(first)! - 0.5)).toBeLessThan(0.015);
    expect(Math.abs(mean(first.slice(1), (v, k) => (v - 0.5) * (first[k]! - 0.5))!)).toBeLessThan(0.005);
  });

  it("does what d3's randomLcg does not, which drops the fraction of a seed from 1 on", () => {
    expect(randomLcg(1.25)()).toBe(randomLcg(1.5)());
    expect(randomStream(1.25, "order")()).not.toBe(randomStream(1.5, "order")());
  });
});
