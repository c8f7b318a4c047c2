import {html} from "htl";
import {SIDE} from "../../ink/image/grid.js";

/**
 * Returns a canvas that shows *pixels*, [784], 0 (background) to 255 (ink), one screen pixel each until CSS enlarges
 * it, without blur. *label* says what it shows; without one it is decoration.
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

/** Shows other *pixels* on a canvas of 28×28: black ink, as opaque as it is strong; the page's style makes it chalk. */
export function paintDigit(canvas: HTMLCanvasElement, pixels: Uint8Array): void {
  const image = new ImageData(SIDE, SIDE);
  pixels.forEach((value, i) => (image.data[4 * i + 3] = value));
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}
