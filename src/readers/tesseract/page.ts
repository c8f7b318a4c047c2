import {SIDE} from "../../ink/image/grid.js";
import type {TesseractSetup} from "./settings.js";

/**
 * Returns a file in PGM's binary format (https://netpbm.sourceforge.net/doc/pgm.html) that shows an *image*, [784] in
 * [0, 1], as black ink on a white page: enlarged by *scale* with bilinear interpolation, inside a white *border*.
 */
export function pageOf(image: Float32Array, {scale, border}: Pick<TesseractSetup, "scale" | "border">): Uint8Array {
  const side = scale * SIDE;
  const wide = side + 2 * border;
  const header = new TextEncoder().encode(`P5\n${wide} ${wide}\n255\n`);
  const file = new Uint8Array(header.length + wide * wide).fill(255);
  file.set(header);
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : image[y * SIDE + x]!);
  for (let row = 0; row < side; ++row) {
    const y = (row + 0.5) / scale - 0.5;
    const [top, down] = [Math.floor(y), y - Math.floor(y)];
    for (let column = 0; column < side; ++column) {
      const x = (column + 0.5) / scale - 0.5;
      const [left, right] = [Math.floor(x), x - Math.floor(x)];
      const above = at(left, top) + right * (at(left + 1, top) - at(left, top));
      const below = at(left, top + 1) + right * (at(left + 1, top + 1) - at(left, top + 1));
      const ink = above + down * (below - above);
      file[header.length + (row + border) * wide + border + column] = 255 - Math.round(255 * ink);
    }
  }
  return file;
}
