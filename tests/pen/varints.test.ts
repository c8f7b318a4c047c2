import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {pushSigned, pushVarint, varintReader} from "../../src/pen/varints.js";

/** Returns what *push* appends for some values. */
function bytesOf(push: (bytes: number[], value: number) => void, values: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (const value of values) push(bytes, value);
  return Uint8Array.from(bytes);
}

describe("pushVarint(bytes, value) and varintReader(bytes)", () => {
  it("write the bytes of LEB128", () => {
    // 624485 is the example of https://en.wikipedia.org/wiki/LEB128
    expect([...bytesOf(pushVarint, [624485, 0, 127, 128])]).toEqual([0xe5, 0x8e, 0x26, 0, 127, 0x80, 1]);
  });

  it("give small numbers of either sign one byte", () => {
    expect([...bytesOf(pushSigned, [0, -1, 1, -64, 63, 64])]).toEqual([0, 1, 2, 127, 126, 0x80, 1]);
  });

  it("read back what was written, to 2^53 − 1", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat()), fc.array(fc.integer()), (naturals, integers) => {
        const some = varintReader(bytesOf(pushVarint, naturals));
        expect(naturals.map(() => some.varint())).toEqual(naturals);
        const others = varintReader(bytesOf(pushSigned, integers));
        expect(integers.map(() => others.signed())).toEqual(integers);
        expect([some.left, others.left]).toEqual([0, 0]);
      })
    );
  });

  it("refuse bytes that end within a number, and numbers that are too large", () => {
    expect(() => varintReader(Uint8Array.of(0x80)).varint()).toThrow("the bytes end early");
    expect(() => varintReader(new Uint8Array(8).fill(0xff)).varint()).toThrow("a number is too large");
    expect(() => varintReader(new Uint8Array(500).fill(0x80)).varint()).toThrow("a number is too large");
  });
});
