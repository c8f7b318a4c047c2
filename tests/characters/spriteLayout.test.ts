import {describe, expect, it} from "vitest";
import {locateInSprite, SPRITE_COLUMNS, SPRITE_DIGITS} from "../../src/characters/spriteLayout.js";

describe("locateInSprite(index)", () => {
  it("fills rows of 40 digits of 28 pixels, 1,000 digits a sprite", () => {
    expect(locateInSprite(0)).toEqual({sprite: 0, x: 0, y: 0});
    expect(locateInSprite(1)).toEqual({sprite: 0, x: 28, y: 0});
    expect(locateInSprite(39)).toEqual({sprite: 0, x: 39 * 28, y: 0});
    expect(locateInSprite(40)).toEqual({sprite: 0, x: 0, y: 28});
    expect(locateInSprite(999)).toEqual({sprite: 0, x: 39 * 28, y: 24 * 28});
    expect(locateInSprite(1000)).toEqual({sprite: 1, x: 0, y: 0});
    expect(locateInSprite(29_999)).toEqual({sprite: 29, x: 39 * 28, y: 24 * 28});
  });

  it("gives each digit a distinct position inside the sprite", () => {
    const places = Array.from({length: 3 * SPRITE_DIGITS}, (_, i) => locateInSprite(i));
    expect(new Set(places.map(({sprite, x, y}) => `${sprite} ${x} ${y}`)).size).toBe(places.length);
    for (const {x, y} of places) {
      expect(x + 28).toBeLessThanOrEqual(SPRITE_COLUMNS * 28);
      expect(y + 28).toBeLessThanOrEqual((SPRITE_DIGITS / SPRITE_COLUMNS) * 28);
    }
  });
});
