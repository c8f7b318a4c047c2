import {PIXELS, SIDE} from "../digits/digits.js";
import {locateInSprite} from "../digits/spriteLayout.js";
import type {DigitPlace, SpriteUrl} from "./digitTile.js";

/**
 * Resolves to the pixels of a digit of the site's data, [784], 0 to 255, read back from its sprite's alpha channel.
 * Rejects where the sprite can't be loaded.
 */
export async function readSpriteDigit({split, index}: DigitPlace, spriteUrl: SpriteUrl): Promise<Uint8Array> {
  const {sprite, x, y} = locateInSprite(index);
  const image = new Image();
  image.src = spriteUrl(split, sprite);
  await image.decode();
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d", {willReadFrequently: true})!;
  context.drawImage(image, -x, -y);
  const {data} = context.getImageData(0, 0, SIDE, SIDE);
  return Uint8Array.from({length: PIXELS}, (_, i) => data[4 * i + 3]!);
}
