import {html} from "htl";
import {SIDE} from "../../ink/image/grid.js";

/**
 * Returns a canvas that shows *pixels*, [784], 0 (background) to 255 (ink), at 28 × 28; CSS enlarges it without blur.
 * *label* describes it; without one it is decoration.
 */
export function digitImage(pixels: Uint8Array, {label = ""} = {}): HTMLCanvasElement {
  const canvas = html<"canvas">`<canvas class="digit-image" width=${SIDE} height=${SIDE}></canvas>`;
  if (label) {
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
  } else canvas.setAttribute("aria-hidden", "true");
  paintDigit(canvas, pixels);
  return canvas;
}

/**
 * Paints *pixels* on a 28 × 28 canvas: black, with the ink as opacity. The page's style recolors it in the dark theme.
 */
export function paintDigit(canvas: HTMLCanvasElement, pixels: Uint8Array): void {
  const image = new ImageData(SIDE, SIDE);
  pixels.forEach((value, i) => (image.data[4 * i + 3] = value));
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}
