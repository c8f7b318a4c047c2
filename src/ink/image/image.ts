import {colorProjection, paperLevel, project} from "./channels.js";

/** A picture with one channel, row-major, 0 to 255. Each use defines the meaning of 0 and 255. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  /** [height × width] */
  readonly data: Uint8Array | Uint8ClampedArray | Float32Array;
}

/** A photo as RGBA pixels, [height × width × 4], upright. */
export interface Photo {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** A rectangle in whole pixels; *x* and *y* are its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Converts RGBA *pixels* ([height × width × 4], not premultiplied) to gray levels (0 black, 255 white). Transparent
 * parts show paper: white, or black under light ink (see `paperLevel`). The gray level is the luminance with ITU-R
 * BT.601 weights, as in JPEG and PNG viewers, so gray input stays exactly the same. If ink and paper have different
 * colors of the same lightness, it is a projection of the colors (see `colorProjection`).
 */
export function toGray(pixels: Uint8Array | Uint8ClampedArray, width: number, height: number): GrayImage {
  const data = new Uint8Array(width * height);
  const isOpaque = !hasTransparency(pixels);
  const projection = isOpaque ? colorProjection(pixels) : undefined;
  if (projection) {
    for (let i = 0; i < data.length; ++i) data[i] = project(pixels, 4 * i, projection);
    return {width, height, data};
  }
  const paper = isOpaque ? 255 : paperLevel(pixels, width);
  for (let i = 0, j = 0; i < data.length; ++i, j += 4) {
    const luminance = (299 * pixels[j]! + 587 * pixels[j + 1]! + 114 * pixels[j + 2]!) / 1000;
    data[i] = Math.round(paper + ((luminance - paper) * pixels[j + 3]!) / 255);
  }
  return {width, height, data};
}

function hasTransparency(pixels: Uint8Array | Uint8ClampedArray): boolean {
  for (let i = 3; i < pixels.length; i += 4) if (pixels[i]! < 255) return true;
  return false;
}
