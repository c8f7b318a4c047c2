import {PIXELS, SIDE} from "../../ink/image/grid.js";
import {locateInSprite, SPRITE_COLUMNS, SPRITE_DIGITS} from "../../characters/spriteLayout.js";
import {InputError} from "../../inputError.js";
import {siteFileName} from "../../siteFile.js";
import type {DigitPlace, SpriteUrl} from "./digitTile.js";

/**
 * Resolves to the pixels of a digit of the site's data, [784], 0 to 255, read from its sprite's alpha channel. Rejects
 * if the sprite can't be loaded.
 */
export async function readSpriteDigit({split, index}: DigitPlace, spriteUrl: SpriteUrl): Promise<Uint8Array> {
  const {sprite, x, y} = locateInSprite(index);
  return readAlpha(spriteUrl(split, sprite), {x, y, width: SIDE, height: SIDE});
}

/**
 * Resolves to the first *n* digits of a *split*, [n × 784], 0 to 255. Calls *onProgress* with the number read so far.
 * Rejects if a sprite can't be loaded.
 */
export async function readSpriteDigits(
  split: string,
  n: number,
  spriteUrl: SpriteUrl,
  onProgress?: (read: number) => void
): Promise<Uint8Array> {
  const images = new Uint8Array(n * PIXELS);
  for (let start = 0; start < n; start += SPRITE_DIGITS) {
    const count = Math.min(SPRITE_DIGITS, n - start);
    const [width, height] = [SPRITE_COLUMNS * SIDE, Math.ceil(count / SPRITE_COLUMNS) * SIDE];
    const alpha = await readAlpha(spriteUrl(split, start / SPRITE_DIGITS), {x: 0, y: 0, width, height});
    for (let i = start; i < start + count; ++i) {
      const {x, y} = locateInSprite(i);
      for (let v = 0; v < SIDE; ++v) {
        const from = (y + v) * width + x;
        images.set(alpha.subarray(from, from + SIDE), i * PIXELS + v * SIDE);
      }
    }
    onProgress?.(start + count);
  }
  return images;
}

/** Resolves to the alpha of a sprite's region, row by row, 0 to 255. */
async function readAlpha(
  url: string,
  {x, y, width, height}: {x: number; y: number; width: number; height: number}
): Promise<Uint8Array> {
  const image = new Image();
  image.src = url;
  await image.decode().catch(() => {
    throw new InputError(siteFileName(url), "a picture of the images", "none that can be loaded");
  });
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", {willReadFrequently: true})!;
  context.drawImage(image, -x, -y);
  const {data} = context.getImageData(0, 0, width, height);
  return Uint8Array.from({length: width * height}, (_, i) => data[4 * i + 3]!);
}
