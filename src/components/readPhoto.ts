import type {Photo} from "../digits/image.js";
/** The longer side to which a photo is reduced before it is read, as in `npm run predict`. */
const LONGEST_SIDE = 1600;

/** Returns the pixels of an image *file*. @throws Error with a sentence for the visitor where it is none */
export async function readPhoto(file: File): Promise<Photo> {
  if (!file.size) throw new Error(`“${file.name}” is empty. Choose a photo of a digit.`);
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(`“${file.name}” can’t be read as an image here. Choose a PNG, JPEG, WebP or GIF.`);
  });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale))) as [
    number,
    number
  ];
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return {data: context.getImageData(0, 0, width, height).data, width, height};
}
