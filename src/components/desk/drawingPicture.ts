import {svg} from "htl";
import {SIDE} from "../../ink/image/grid.js";
import type {KeptDrawing} from "../../characters/drawings.js";
import type {Point, Stroke} from "../../pen/pen.js";
import {isDot} from "../../pen/strokes.js";
import {digitImage} from "../images/digitImage.js";
import {PEN_WIDTHS} from "../pad/penWidths.js";

/** Pixels along a side of the picture of a drawing. */
const PICTURE = 560;
/** Pixels for each of the 28 of a photo's digits, where there is room. */
const ENLARGED = 10;
/** As wide as every browser's canvas may be. */
const WIDEST = 8192;

/**
 * Returns the way of the pen as an SVG path in a square of 560. A dot is a line of a hundredth: one without length is
 * painted in SVG but not on a canvas.
 */
export function strokesPath(strokes: readonly Stroke[]): string {
  const place = ([x, y]: Point) => `${PICTURE * x},${PICTURE * y}`;
  return strokes
    .map((stroke) => (isDot(stroke) ? `M${place(stroke[0]!)}h0.01` : `M${stroke.map(place).join("L")}`))
    .join("");
}

/** Returns a drawing as it was drawn, in the page's text color; *label* says what it is. */
export function strokesPicture(strokes: readonly Stroke[], label: string): SVGElement {
  return svg`<svg viewBox="0 0 ${PICTURE} ${PICTURE}" role="img" aria-label=${label}>
    <path
      d=${strokesPath(strokes)}
      fill="none"
      stroke="currentColor"
      stroke-width=${PICTURE * PEN_WIDTHS.Medium}
      stroke-linecap="round"
      stroke-linejoin="round"
    ></path>
  </svg>`;
}

/**
 * Resolves to a PNG of *drawing*, black ink on white: 560×560 for a drawing; for a photo its digits as the network saw
 * them, ten times as large, a row for each line.
 */
export function drawingPng({strokes, lines}: KeptDrawing): Promise<Blob> {
  const most = Math.max(...lines.map((digits) => digits.length));
  const side = SIDE * Math.max(1, Math.min(ENLARGED, Math.floor(WIDEST / SIDE / most)));
  const [width, height] = strokes.length ? [PICTURE, PICTURE] : [side * most, side * lines.length];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  if (strokes.length) {
    context.lineWidth = PICTURE * PEN_WIDTHS.Medium;
    context.lineCap = context.lineJoin = "round";
    context.stroke(new Path2D(strokesPath(strokes)));
  } else {
    context.imageSmoothingEnabled = false;
    lines.forEach((digits, row) =>
      digits.forEach(({image}, i) => context.drawImage(digitImage(image), i * side, row * side, side, side))
    );
  }
  return canvas.convertToBlob({type: "image/png"});
}
