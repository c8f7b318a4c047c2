import {html} from "htl";
import {locateInSprite, SPRITE_COLUMNS} from "../../characters/spriteLayout.js";
import {SIDE} from "../../ink/image/grid.js";

/** Returns the address of the *index*-th sprite of a split. */
export type SpriteUrl = (split: string, index: number) => string;

/** A digit of the site's data. */
export interface DigitPlace {
  readonly split: string;
  /** The index in its split; −1 if the site lacks the image. */
  readonly index: number;
}

/**
 * Returns a digit's picture, *side* CSS pixels wide, cut out of its sprite; an empty frame if the site
 * lacks the image, which the page says once.
 */
export function digitTile({split, index}: DigitPlace, spriteUrl: SpriteUrl, side: number): HTMLElement {
  if (index < 0) return html`<span class="tile tile-missing" style=${`width:${side}px;height:${side}px`}></span>`;
  const {sprite, x, y} = locateInSprite(index);
  const scale = side / SIDE;
  const tile = html`<span class="tile"></span>`;
  Object.assign(tile.style, {
    width: `${side}px`,
    height: `${side}px`,
    backgroundImage: `url("${spriteUrl(split, sprite)}")`,
    backgroundSize: `${SPRITE_COLUMNS * side}px auto`,
    backgroundPosition: `${-x * scale}px ${-y * scale}px`
  });
  return tile;
}
