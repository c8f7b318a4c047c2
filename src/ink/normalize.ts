import {PIXELS, SIDE} from "./image/grid.js";
import type {Box, GrayImage} from "./image/image.js";
import {mapBytes} from "./image/mapBytes.js";

/** The longer side of the ink inside the 28×28 image, in pixels. */
export const INNER = 20;

/** The result of each step, for the pages that show them. `image` is the network's input. */
export interface Preprocessed {
  /** The picture with background 0 and ink up to 255. */
  readonly ink: GrayImage;
  /** The tight bounding box of the ink, in pixels of the picture. */
  readonly box: Box;
  /** The box, averaged down to a longer side of 20 pixels; its strongest pixel is 255. */
  readonly inner: GrayImage;
  /** [784], 28×28, centered by mass. */
  readonly image: Uint8Array;
}

/**
 * Crops ink (0 background to 255) to its bounding box, averages it to 20×20 and centers it by mass in 28×28; undefined
 * if there is no ink.
 *
 * The procedure is MNIST's, as reconstructed for QMNIST (Yadav and Bottou 2019, `making_qmnist/xnist.lsh` in
 * https://github.com/facebookresearch/qmnist), with one difference: the box starts on a whole pixel of the 20×20 image,
 * so an image that is already normalized stays the same.
 */
export function normalizeInk(ink: GrayImage): Preprocessed | undefined {
  const box = findInkBox(ink);
  if (!box) return undefined;
  const inner = stretch(averageToInner(ink, box));
  return {ink, box, inner, image: pasteByMass(inner)};
}

/** Returns the bounding box of all pixels above 0; undefined if there are none. */
export function findInkBox({width, height, data}: GrayImage): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      if (!(data[y * width + x]! > 0)) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? undefined : {x: left, y: top, width: right - left + 1, height: bottom - top + 1};
}

/**
 * Scales the *box* of a picture to a longer side of *side* pixels, in the upper left of an image of *side* × *side*.
 * Each pixel is the mean of the area that it covers, whether the box shrinks or grows. Keeps the aspect ratio, unless
 * *stretch* makes the box fill the image.
 */
export function averageToInner(
  picture: GrayImage,
  box: Box,
  {side = INNER, stretch = false}: {side?: number; stretch?: boolean} = {}
): GrayImage {
  const longer = Math.max(box.width, box.height);
  // Picture pixels per pixel of the result.
  const [scaleX, scaleY] = stretch ? [box.width / side, box.height / side] : [longer / side, longer / side];
  const data = new Float32Array(side * side);
  for (let y = 0; y < side; ++y) {
    const [top, bottom] = [y * scaleY, Math.min((y + 1) * scaleY, box.height)];
    for (let x = 0; x < side; ++x) {
      const [left, right] = [x * scaleX, Math.min((x + 1) * scaleX, box.width)];
      let sum = 0;
      for (let v = Math.floor(top); v < bottom; ++v) {
        const rowShare = Math.min(v + 1, bottom) - Math.max(v, top);
        const row = (box.y + v) * picture.width + box.x;
        for (let u = Math.floor(left); u < right; ++u) {
          sum += picture.data[row + u]! * rowShare * (Math.min(u + 1, right) - Math.max(u, left));
        }
      }
      data[y * side + x] = sum / (scaleX * scaleY);
    }
  }
  return {width: side, height: side, data};
}

/** Scales a picture so that its strongest pixel is 255, rounded to whole levels. */
export function stretch({width, height, data}: GrayImage): GrayImage {
  let most = 0;
  for (const v of data) most = Math.max(most, v);
  return {width, height, data: mapBytes(data, (v) => (most ? Math.round((255 * v) / most) : 0))};
}

/** Returns the center of mass in pixel indices (the center of the first pixel is 0); undefined if there is no ink. */
export function centerOfMass({width, height, data}: GrayImage): {x: number; y: number} | undefined {
  let [mass, sumX, sumY] = [0, 0, 0];
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const v = data[y * width + x]!;
      mass += v;
      sumX += v * x;
      sumY += v * y;
    }
  }
  return mass ? {x: sumX / mass, y: sumY / mass} : undefined;
}

/**
 * Pastes *inner* into a blank 28×28 image with its center of mass on pixel 14 (13.5 to 14.5, because of rounding to
 * whole pixels), as in MNIST: the offset is trunc(15 − center), with the center measured from the pixel's edge.
 */
export function pasteByMass(inner: GrayImage): Uint8Array {
  const center = centerOfMass(inner);
  return center ? paste(inner, Math.trunc(14.5 - center.x), Math.trunc(14.5 - center.y)) : new Uint8Array(PIXELS);
}

/** Pastes *inner* into a blank 28×28 image with its upper left corner at (x, y); cuts off anything outside. */
export function paste(inner: GrayImage, x: number, y: number): Uint8Array {
  const image = new Uint8Array(PIXELS);
  for (let v = 0; v < inner.height; ++v) {
    for (let u = 0; u < inner.width; ++u) {
      const [column, row] = [u + x, v + y];
      if (column < 0 || column >= SIDE || row < 0 || row >= SIDE) continue;
      image[row * SIDE + column] = inner.data[v * inner.width + u]!;
    }
  }
  return image;
}
