import sharp from "sharp";
import {describe, expect, it} from "vitest";
import {makeSprites, spriteNames} from "../../../loaders/siteData/sprites.js";
import type {Digits} from "../../../src/characters/digits.js";
import {locateInSprite} from "../../../src/characters/spriteLayout.js";

// The PNGs are decoded by sharp, and compared with the pixels that went in.

/** Digits of which no two are the same: pixels that follow from the index in a way that no layout has by chance. */
function manyDigits(length: number, seed: number): Digits {
  return {
    length,
    images: Uint8Array.from({length: length * 784}, (_, i) => Math.imul(i + seed, 2654435761) >>> 24)
  };
}

const splits = {train: manyDigits(1043, 1), test: manyDigits(41, 2)};

describe("spriteNames(splits)", () => {
  it("names one sprite for each 1000 digits of a split that were begun", () => {
    expect(spriteNames(splits)).toEqual(["train-0.png", "train-1.png", "test-0.png"]);
    expect(spriteNames({test: manyDigits(1000, 1)})).toEqual(["test-0.png"]);
    expect(spriteNames({})).toEqual([]);
  });
});

describe("makeSprites(splits)", () => {
  it("makes the sprites that spriteNames names: PNGs, 40 digits in a row and as many rows as it takes", async () => {
    const sprites = await makeSprites(splits);
    expect(Object.keys(sprites)).toEqual(spriteNames(splits));
    const sizes = await Promise.all(
      Object.values(sprites).map(async (bytes) => {
        const {format, width, height} = await sharp(bytes).metadata();
        return [format, width, height];
      })
    );
    expect(sizes).toEqual([
      ["png", 40 * 28, 25 * 28],
      ["png", 40 * 28, 2 * 28],
      ["png", 40 * 28, 2 * 28]
    ]);
  });

  it("has each digit where locateInSprite says: black, as opaque as its pixels are high", async () => {
    const sprites = await makeSprites(splits);
    for (const [split, digits] of Object.entries(splits)) {
      const decoded = await Promise.all(
        spriteNames({[split]: digits}).map((name) =>
          sharp(sprites[name]).toColourspace("srgb").ensureAlpha().raw().toBuffer({resolveWithObject: true})
        )
      );
      for (const index of [0, 1, 39, 40, digits.length - 1]) {
        const {sprite, x, y} = locateInSprite(index);
        const {data, info} = decoded[sprite]!;
        const alpha = [];
        for (let v = 0; v < 28; ++v) {
          for (let u = 0; u < 28; ++u) {
            const at = 4 * ((y + v) * info.width + x + u);
            alpha.push(data[at + 3]);
            expect([data[at], data[at + 1], data[at + 2]]).toEqual([0, 0, 0]);
          }
        }
        expect(alpha).toEqual(Array.from(digits.images.subarray(index * 784, (index + 1) * 784)));
      }
    }
  });

  it("is transparent where the last row has no digit", async () => {
    const {data, info} = await sharp((await makeSprites(splits))["test-0.png"])
      .extractChannel(3)
      .raw()
      .toBuffer({resolveWithObject: true});
    const {x, y} = locateInSprite(41); // the first place that is free
    const rest = Array.from({length: 28}, (_, v) => data.subarray((y + v) * info.width + x, (y + v + 1) * info.width));
    expect(Buffer.concat(rest).every((alpha) => alpha === 0)).toBe(true);
  });
});

describe("locateInSprite(index)", () => {
  it("counts 40 digits of 28 pixels in a row, and 1000 in a sprite", () => {
    expect(locateInSprite(0)).toEqual({sprite: 0, x: 0, y: 0});
    expect(locateInSprite(39)).toEqual({sprite: 0, x: 1092, y: 0});
    expect(locateInSprite(40)).toEqual({sprite: 0, x: 0, y: 28});
    expect(locateInSprite(999)).toEqual({sprite: 0, x: 1092, y: 672});
    expect(locateInSprite(1000)).toEqual({sprite: 1, x: 0, y: 0});
    expect(locateInSprite(2041)).toEqual({sprite: 2, x: 28, y: 28});
  });
});
