import {readdir} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../../src/inputError.js";

/** An image file whose label is the name of its folder. */
export interface LabeledFile {
  readonly path: string;
  readonly label: number;
}

const IMAGE = /\.(png|jpe?g|webp|gif|tiff?|avif|bmp)$/i;

/**
 * Returns the image files of the folders `0` … `9` in *dir*, by class and then by name. Hidden files and files that are
 * no images by their name are passed over.
 * @throws InputError where *dir* has no such folder or a folder of a class holds no image
 */
export async function listClassFolders(dir: string): Promise<LabeledFile[]> {
  const classes = (await list(dir, "folders named 0 to 9")).filter((name) => /^\d$/.test(name)).sort();
  if (!classes.length) throw new InputError(dir, "folders named 0 to 9", "none");
  const files: LabeledFile[] = [];
  for (const name of classes) {
    const names = await list(join(dir, name), "a folder of images");
    const images = names.filter((file) => IMAGE.test(file) && !file.startsWith(".")).sort();
    if (!images.length) throw new InputError(join(dir, name), "at least one image", "none");
    files.push(...images.map((file) => ({path: join(dir, name, file), label: Number(name)})));
  }
  return files;
}

async function list(dir: string, expected: string): Promise<string[]> {
  return readdir(dir).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(dir, expected, error.code === "ENOTDIR" ? "a file" : `${error.code}`);
  });
}
