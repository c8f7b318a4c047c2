import type {GrayImage} from "../ink/image/image.js";

/** A position of the pen, in any unit; y points down. */
export type Point = readonly [x: number, y: number];

/** The pen's path from touching the surface to leaving it; at least one point. */
export type Stroke = readonly Point[];

/**
 * Draws ink (up to 255) over *image*: all pixels within *radius* of the segment from *a* to *b*, in pixels from the
 * image's upper left corner. Edges are anti-aliased; a segment of length 0 is a disk.
 */
export function drawSegment(image: GrayImage, [ax, ay]: Point, [bx, by]: Point, radius: number): void {
  const {width, height, data} = image;
  const reach = radius + 0.5;
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const x1 = Math.min(width - 1, Math.floor(Math.max(ax, bx) + reach));
  const y1 = Math.min(height - 1, Math.floor(Math.max(ay, by) + reach));
  for (let y = Math.max(0, Math.floor(Math.min(ay, by) - reach)); y <= y1; ++y) {
    for (let x = Math.max(0, Math.floor(Math.min(ax, bx) - reach)); x <= x1; ++x) {
      const [px, py] = [x + 0.5 - ax, y + 0.5 - ay];
      const t = length2 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length2)) : 0;
      const distance = Math.sqrt((px - t * dx) ** 2 + (py - t * dy) ** 2); // Math.hypot is three times slower
      const coverage = Math.round(255 * Math.max(0, Math.min(1, reach - distance)));
      if (coverage > data[y * width + x]!) data[y * width + x] = coverage;
    }
  }
}
