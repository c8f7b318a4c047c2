/** The worker in which photos are decoded and reduced, so that the page stays free to draw. */
import {reducePicture} from "../digits/reduce.js";
import type {Photo} from "../digits/image.js";

/** Which photo to read. */
export interface PhotoRequest {
  readonly id: number;
  readonly file: Blob;
}

/** The photo, upright and on white paper, or why the browser could not decode it. */
export type PhotoResponse =
  {readonly id: number; readonly photo: Photo} | {readonly id: number; readonly error: string};

self.onmessage = async ({data: {id, file}}: MessageEvent<PhotoRequest>) => {
  const respond = (response: PhotoResponse, transfer: Transferable[] = []) => self.postMessage(response, {transfer});
  try {
    const photo = await decode(file);
    respond({id, photo}, [photo.data.buffer]);
  } catch (error) {
    respond({id, error: String(error)});
  }
};

/** Returns the pixels of an image file, reduced as `reducePicture` does. */
async function decode(file: Blob): Promise<Photo> {
  const bitmap = await createImageBitmap(file, {imageOrientation: "from-image"});
  try {
    return reducePicture(bitmap, (y, count) => readRows(bitmap, y, count));
  } finally {
    bitmap.close();
  }
}

/** Returns rows of a picture laid on white paper: strip by strip, as some browsers have no canvas for a large photo. */
function readRows(bitmap: ImageBitmap, y: number, count: number): Uint8ClampedArray {
  const context = new OffscreenCanvas(bitmap.width, count).getContext("2d", {willReadFrequently: true})!;
  context.fillStyle = "white";
  context.fillRect(0, 0, bitmap.width, count);
  context.drawImage(bitmap, 0, -y);
  return context.getImageData(0, 0, bitmap.width, count).data;
}
