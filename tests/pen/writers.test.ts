import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {partOfWriters, WRITER_PARTS} from "../../src/pen/writers.js";

describe("partOfWriters(names)", () => {
  it("holds out every fourth writer by name, and every fifth of the others for validation", () => {
    // Counted by hand: a, e and i are held out; of b c d f g h j, the first and the sixth, b and h, are for validation.
    expect(Object.fromEntries(partOfWriters("jihgfedcba"))).toEqual({
      a: "held-out",
      b: "validation",
      c: "train",
      d: "train",
      e: "held-out",
      f: "train",
      g: "train",
      h: "validation",
      i: "held-out",
      j: "train"
    });
  });

  it("sorts names as texts, not as numbers", () => {
    // 1, 10, 2, 3, 30: the first and the fifth
    const parts = partOfWriters(["w-1", "w-2", "w-3", "w-10", "w-30"]);
    expect([...parts].filter(([, part]) => part === "held-out").map(([name]) => name)).toEqual(["w-1", "w-30"]);
  });

  it("ignores the order and repetition of names", () => {
    const names = fc.uniqueArray(fc.string(), {maxLength: 40});
    const many = names.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.array(all.length ? fc.constantFrom(...all) : fc.constant("")),
        fc.shuffledSubarray(all, {minLength: all.length})
      )
    );
    fc.assert(
      fc.property(many, ([all, more, shuffled]) => {
        const names = all.length ? [...shuffled, ...more] : [];
        expect(new Map(partOfWriters(names))).toEqual(new Map(partOfWriters(all)));
      })
    );
  });

  it("assigns each writer one part: a quarter, a fifth of the rest, and the rest, the first two rounded up", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), {maxLength: 200}), (names) => {
        const parts = [...partOfWriters(names).values()];
        const held = Math.ceil(names.length / 4);
        const validation = Math.ceil((names.length - held) / 5);
        const counts = WRITER_PARTS.map((part) => parts.filter((one) => one === part).length);
        expect(counts).toEqual([names.length - held - validation, validation, held]);
      })
    );
  });
});
