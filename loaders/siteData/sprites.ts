import sharp from "sharp";
import {SIDE} from "../../src/ink/image/grid.js";
import {imageAt, type Digits} from "../../src/characters/digits.js";
import {locateInSprite, SPRITE_COLUMNS, SPRITE_DIGITS} from "../../src/characters/spriteLayout.js";
import type {Splits} from "../datasets/parts/splits.js";

/** Returns the file names of all sprites: `train-0.png`, `train-1.png`, … */
export function spriteNames(splits: Readonly<Record<string, Pick<Digits, "length">>>): string[] {
  return Object.entries(splits).flatMap(([split, {length}]) =>
    Array.from({length: Math.ceil(length / SPRITE_DIGITS)}, (_, i) => `${split}-${i}.png`)
  );
}

/** Returns every sprite as PNG, by file name. */
export async function makeSprites(splits: Splits): Promise<Record<string, Uint8Array>> {
  const sprites: Record<string, Uint8Array> = {};
  for (const [split, digits] of Object.entries(splits)) {
    for (let i = 0; i * SPRITE_DIGITS < digits.length; ++i) {
      sprites[`${split}-${i}.png`] = await makeSprite(digits, i * SPRITE_DIGITS);
    }
  }
  return sprites;
}

/**
 * Returns the PNG of up to 1000 digits from *start*, 40 in a row. Ink is black and as opaque as the pixel is high, so
 * that a page can lay it on any paper and read the values back from the alpha channel.
 */
async function makeSprite(digits: Digits, start: number): Promise<Uint8Array> {
  const count = Math.min(SPRITE_DIGITS, digits.length - start);
  const width = SPRITE_COLUMNS * SIDE;
  const height = Math.ceil(count / SPRITE_COLUMNS) * SIDE;
  const pixels = new Uint8Array(width * height * 2); // grey and alpha
  for (let i = start; i < start + count; ++i) {
    const {x, y} = locateInSprite(i);
    const image = imageAt(digits, i);
    for (let v = 0; v < SIDE; ++v) {
      for (let u = 0; u < SIDE; ++u) pixels[2 * ((y + v) * width + x + u) + 1] = image[v * SIDE + u]!;
    }
  }
  return sharp(pixels, {raw: {width, height, channels: 2}})
    .png({compressionLevel: 9, adaptiveFiltering: false})
    .toBuffer();
}
