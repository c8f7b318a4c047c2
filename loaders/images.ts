import sharp from "sharp";
import {toGray, type GrayImage} from "../src/digits/image.js";
import {InputError} from "../src/inputError.js";

/** A header that promises more pixels is refused before any memory is taken. */
const MOST_PIXELS = 50_000_000;

/** The longer side to which larger pictures are reduced before any work: plenty for one line of digits. */
const LONGEST_SIDE = 1600;

export interface Picture {
  /** 0 black to 255 white, upright, at most 1600 pixels along a side. */
  readonly gray: GrayImage;
  /** Pixels of the upright original in one pixel of `gray`, ≥ 1. */
  readonly scale: number;
  /** What it was: png, jpeg, webp, gif, tiff, … */
  readonly format: string;
}

/**
 * Returns the picture in *bytes*: any format that libvips decodes, the first frame of several, turned upright by its
 * EXIF orientation, transparent parts as white paper. *source* names it in errors.
 * @throws InputError for anything that is no whole picture, or has more than 50 megapixels
 */
export async function readPicture(bytes: Uint8Array, source: string): Promise<Picture> {
  if (!bytes.length) throw new InputError(source, "an image", "an empty file");
  try {
    const image = sharp(bytes, {limitInputPixels: false, failOn: "error", pages: 1});
    const {width, height, format, autoOrient} = await image.metadata();
    if (width * height > MOST_PIXELS) {
      throw new InputError(source, "at most 50 megapixels", `${width}×${height}`);
    }
    const {data, info} = await image
      .autoOrient()
      .resize({width: LONGEST_SIDE, height: LONGEST_SIDE, fit: "inside", withoutEnlargement: true})
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({depth: "uchar"})
      .toBuffer({resolveWithObject: true});
    return {
      gray: toGray(data, info.width, info.height),
      // By the longer sides: the shorter one was rounded to whole pixels.
      scale: Math.max(autoOrient.width, autoOrient.height) / Math.max(info.width, info.height),
      format
    };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(source, "an image", (error as Error).message.replace(/^Input buffer /, "something that "));
  }
}
