import {html} from "htl";
import type {NamedPhoto} from "./photoInput.js";

/** Returns a canvas with the pixels of a *photo*, described by its name. */
export function photoCanvas({data, width, height, name}: NamedPhoto): HTMLCanvasElement {
  const canvas = html<"canvas">`<canvas
    role="img"
    aria-label=${`The photo ${name}`}
    width=${width}
    height=${height}
  ></canvas>`;
  const pixels = new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height);
  canvas.getContext("2d")!.putImageData(pixels, 0, 0);
  return canvas;
}
