/**
 * The worker in which photos are decoded and reduced, so that the page stays free to draw; a page that may start no worker
 * imports it instead.
 */
import {paperLevel} from "../../ink/image/channels.js";
import {reducePicture} from "../../ink/image/reduce.js";
import type {Photo} from "../../ink/image/image.js";
import {exposeApi} from "../../exposeApi.js";
import {transfer} from "comlink";
import {mapTuple} from "../../mapTuple.js";

/** What the page may ask of this worker. */
export interface PhotoApi {
  /** Resolves to the photo, upright and on paper where it is transparent; rejects where the browser can't decode it. */
  read(file: Blob): Promise<Photo>;
}

export const api: PhotoApi = {
  read: async (file) => {
    const photo = await decode(file);
    return transfer(photo, [photo.data.buffer]);
  }
};

exposeApi(api);

/** Returns the pixels of an image file, reduced as `reducePicture` does. */
async function decode(file: Blob): Promise<Photo> {
  const bitmap = await createImageBitmap(file, {imageOrientation: "from-image"});
  try {
    const paper = findPaper(bitmap);
    return reducePicture(bitmap, (y, count) => readRows(bitmap, y, count, paper));
  } finally {
    bitmap.close();
  }
}

/** Pixels along the longer side of the picture in which the paper under transparent parts is looked for. */
const SMALL = 256;

/** Returns the level of the paper on which a picture's transparent parts are laid. */
function findPaper(bitmap: ImageBitmap): number {
  const scale = Math.min(1, SMALL / Math.max(bitmap.width, bitmap.height));
  const [width, height] = mapTuple([bitmap.width, bitmap.height], (length) => Math.max(1, Math.round(scale * length)));
  const context = new OffscreenCanvas(width, height).getContext("2d", {willReadFrequently: true})!;
  context.drawImage(bitmap, 0, 0, width, height);
  return paperLevel(context.getImageData(0, 0, width, height).data, width);
}

/** Returns rows of a picture laid on paper: strip by strip, as some browsers have no canvas for a large photo. */
function readRows(bitmap: ImageBitmap, y: number, count: number, paper: number): Uint8ClampedArray {
  const context = new OffscreenCanvas(bitmap.width, count).getContext("2d", {willReadFrequently: true})!;
  context.fillStyle = `rgb(${paper} ${paper} ${paper})`;
  context.fillRect(0, 0, bitmap.width, count);
  context.drawImage(bitmap, 0, -y);
  return context.getImageData(0, 0, bitmap.width, count).data;
}
