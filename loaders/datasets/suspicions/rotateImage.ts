import {PIXELS, SIDE} from "../../../src/ink/image/grid.js";

/** Rotates an *image*, [784], by *degrees* clockwise about its center, with bilinear interpolation; 0 outside of it. */
export function rotateImage(image: Uint8Array, degrees: number): Uint8Array {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const middle = (SIDE - 1) / 2;
  const levelAt = (x: number, y: number) => (x >= 0 && y >= 0 && x < SIDE && y < SIDE ? image[y * SIDE + x]! : 0);
  return Uint8Array.from({length: PIXELS}, (_, i) => {
    const [dx, dy] = [(i % SIDE) - middle, Math.floor(i / SIDE) - middle];
    const [x, y] = [middle + cos * dx + sin * dy, middle - sin * dx + cos * dy];
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, bottom] = [x - left, y - top];
    const upper = levelAt(left, top) * (1 - right) + levelAt(left + 1, top) * right;
    const lower = levelAt(left, top + 1) * (1 - right) + levelAt(left + 1, top + 1) * right;
    return Math.round(upper * (1 - bottom) + lower * bottom);
  });
}
