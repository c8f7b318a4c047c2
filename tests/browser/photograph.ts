import sharp, {type Sharp} from "sharp";
import type {Stroke} from "../../src/pen/pen.js";

export interface PhotographOptions {
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly ink?: string;
  readonly paper?: string;
}

/** Returns strokes as a photo might have them, at its right: two thirds of its height, by a pen of a twentieth of it. */
export function photograph(
  strokes: readonly Stroke[],
  {width = 240, height = 180, ink = "#232323", paper = "#ebebeb"}: PhotographOptions = {}
): Sharp {
  const place = ([x, y]: readonly [number, number]) => `${width - height + x * height},${y * height}`;
  const lines = strokes.map((stroke) => `<polyline points="${stroke.map(place).join(" ")}"/>`);
  const pen = `fill="none" stroke="${ink}" stroke-width="${height / 20}" stroke-linecap="round" stroke-linejoin="round"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="${paper}"/><g ${pen}>${lines.join("")}</g></svg>`;
  return sharp(Buffer.from(svg), {limitInputPixels: false});
}
