import {SIDE} from "../ink/image/grid.js";
import type {GrayImage} from "../ink/image/image.js";

/** The side of the page, in pixels. */
export const PAGE_SIDE = 96;

/** The range of a digit's size: the side of its 28×28 image, in pixels of the page. */
const SIZES = [40, 80] as const;

/** The levels of paper and ink on a light page, and of slate and chalk on a dark one; 0 black, 255 white. */
const SHADES = {paper: [225, 45], slate: [35, 215]} as const;

/** The maximum falloff of the light from one side of the page to the other, as a share of the level. */
const UNEVENNESS = 0.25;

/**
 * Simulates a photo, [96 × 96], gray, 0 black to 255 white, of a digit (*image*, [784], ink 255 on 0): at a random size
 * and position on a page, dark on light or light on dark, with light that falls off to one side. *random* returns
 * numbers in [0, 1); this draws five.
 */
export function layOnPage(image: Uint8Array, random: () => number): GrayImage {
  const size = SIZES[0] + (SIZES[1] - SIZES[0]) * random();
  const [left, top] = [(PAGE_SIDE - size) * random(), (PAGE_SIDE - size) * random()];
  const [ground, ink] = random() < 0.5 ? SHADES.paper : SHADES.slate;
  const angle = 2 * Math.PI * random();
  const [alongX, alongY] = [Math.cos(angle), Math.sin(angle)];
  const data = new Uint8Array(PAGE_SIDE * PAGE_SIDE);
  for (let y = 0; y < PAGE_SIDE; ++y) {
    for (let x = 0; x < PAGE_SIDE; ++x) {
      const strength =
        levelAt(image, ((x + 0.5 - left) * SIDE) / size - 0.5, ((y + 0.5 - top) * SIDE) / size - 0.5) / 255;
      const way = ((x / PAGE_SIDE - 0.5) * alongX + (y / PAGE_SIDE - 0.5) * alongY) / Math.SQRT2 + 0.5; // 0 to 1
      data[y * PAGE_SIDE + x] = Math.round((ground + (ink - ground) * strength) * (1 - UNEVENNESS * way));
    }
  }
  return {width: PAGE_SIDE, height: PAGE_SIDE, data};
}

/** Interpolates an image bilinearly at (x, y), in pixels from the center of the first one; 0 beyond the image. */
export function levelAt(image: Uint8Array, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const at = (u: number, v: number) => (u >= 0 && u < SIDE && v >= 0 && v < SIDE ? image[v * SIDE + u]! : 0);
  const upper = at(column, row) + (x - column) * (at(column + 1, row) - at(column, row));
  const lower = at(column, row + 1) + (x - column) * (at(column + 1, row + 1) - at(column, row + 1));
  return upper + (y - row) * (lower - upper);
}
