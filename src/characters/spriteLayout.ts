import {SIDE} from "../ink/image/grid.js";

/** Digits in one sprite, and in one of its rows. A sprite weighs about 250 kB. */
export const SPRITE_DIGITS = 1000;
export const SPRITE_COLUMNS = 40;

/** Returns which sprite of its split holds digit *index*, and the pixel at which it starts there. */
export function locateInSprite(index: number): {sprite: number; x: number; y: number} {
  const place = index % SPRITE_DIGITS;
  return {
    sprite: Math.floor(index / SPRITE_DIGITS),
    x: (place % SPRITE_COLUMNS) * SIDE,
    y: Math.floor(place / SPRITE_COLUMNS) * SIDE
  };
}
