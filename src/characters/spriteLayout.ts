import {SIDE} from "../ink/image/grid.js";

/** The number of digits in a sprite and in one of its rows. A sprite takes about 250 kB. */
export const SPRITE_DIGITS = 1000;
export const SPRITE_COLUMNS = 40;

/** Returns the sprite of a split that contains digit *index*, and the digit's upper left pixel in it. */
export function locateInSprite(index: number): {sprite: number; x: number; y: number} {
  const place = index % SPRITE_DIGITS;
  return {
    sprite: Math.floor(index / SPRITE_DIGITS),
    x: (place % SPRITE_COLUMNS) * SIDE,
    y: Math.floor(place / SPRITE_COLUMNS) * SIDE
  };
}
