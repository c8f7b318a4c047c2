/**
 * The worker in which photos are decoded and reduced, so that the page stays free to draw; a page that may start no worker
 * imports it instead.
 */
import {paperLevel} from "../../ink/image/channels.js";
import {reducePicture} from "../../ink/image/reduce.js";
import type {Photo} from "../../ink/image/image.js";
import type {Reply} from "../../connectWorker.js";

/** Which photo to read. */
export interface PhotoTask {
  readonly file: Blob;
}

type Request = PhotoTask & {readonly id: number};

const isPage = Reflect.has(globalThis, "document");
if (!isPage) {
  self.onmessage = async ({data}: MessageEvent<Request>) => {
    const reply = await respond(data);
    self.postMessage(reply, {transfer: "result" in reply ? [reply.result.data.buffer] : []});
  };
}

/** Resolves to the photo, upright and on paper where it is transparent, or to why the browser could not decode it; never rejects. */
export async function respond({id, file}: Request): Promise<Reply<Photo>> {
  try {
    return {id, result: await decode(file)};
  } catch (error) {
    return {id, error: String(error)};
  }
}

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
  const [width, height] = [bitmap.width, bitmap.height].map((length) => Math.max(1, Math.round(scale * length)));
  const context = new OffscreenCanvas(width!, height!).getContext("2d", {willReadFrequently: true})!;
  context.drawImage(bitmap, 0, 0, width!, height!);
  return paperLevel(context.getImageData(0, 0, width!, height!).data, width!);
}

/** Returns rows of a picture laid on paper: strip by strip, as some browsers have no canvas for a large photo. */
function readRows(bitmap: ImageBitmap, y: number, count: number, paper: number): Uint8ClampedArray {
  const context = new OffscreenCanvas(bitmap.width, count).getContext("2d", {willReadFrequently: true})!;
  context.fillStyle = `rgb(${paper} ${paper} ${paper})`;
  context.fillRect(0, 0, bitmap.width, count);
  context.drawImage(bitmap, 0, -y);
  return context.getImageData(0, 0, bitmap.width, count).data;
}
