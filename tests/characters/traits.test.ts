import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {decodeTrait, encodeTrait, NO_TRAIT, TRAITS} from "../../src/characters/traits.js";

describe("encodeTrait and decodeTrait", () => {
  it.each(TRAITS.map((trait) => [trait.label, trait] as const))("keep %s to half a step", (_, trait) => {
    const halfStep = (trait.max - trait.min) / 254 / 2;
    fc.assert(
      fc.property(fc.double({min: trait.min, max: trait.max, noNaN: true}), (value) => {
        const byte = encodeTrait(value, trait);
        expect(byte).toBeLessThan(NO_TRAIT);
        expect(Math.abs(decodeTrait(byte, trait) - value)).toBeLessThanOrEqual(halfStep + 1e-9);
      })
    );
  });

  it("clamp values beyond the range and encode NaN as missing", () => {
    const slant = TRAITS.find(({key}) => key === "slant")!;
    expect(decodeTrait(encodeTrait(-90, slant), slant)).toBe(-63.5);
    expect(decodeTrait(encodeTrait(90, slant), slant)).toBe(63.5);
    expect(encodeTrait(NaN, slant)).toBe(NO_TRAIT);
    expect(decodeTrait(NO_TRAIT, slant)).toBeNaN();
  });
});
