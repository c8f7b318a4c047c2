import sharp, {type Sharp} from "sharp";
import {fileKind, type FileKind} from "../../../src/ink/image/fileKind.js";
import {toGray, type GrayImage} from "../../../src/ink/image/image.js";
import {MAX_SIDE} from "../../../src/ink/image/reduce.js";
import {InputError} from "../../../src/inputError.js";
import {DIM, findSampleScale, type SampleScale} from "./sampleScale.js";

/** Maximum number of pixels. A larger header is refused before any memory is allocated. */
export const MAX_PIXELS = 50_000_000;

/**
 * Pictures with more pixels are decoded one at a time, because some formats take 6 bytes of memory a pixel. A phone's
 * camera gives 12 million pixels.
 */
export const LARGE = 13_000_000;

/** The reason for refusing a picture that can be decoded later, when more memory is free. */
export const TOO_LARGE_NOW = "large";

const EXPECTED = "a PNG, JPEG, WebP, GIF, TIFF or AVIF image";

/** Supported formats, with their names in errors. */
const FORMATS = {png: "PNG", jpeg: "JPEG", webp: "WebP", gif: "GIF", tiff: "TIFF", avif: "AVIF"} as const;

export type PictureFormat = keyof typeof FORMATS;

export interface Picture {
  /** 0 black to 255 white, upright, at most 1600 pixels a side. */
  readonly gray: GrayImage;
  /** Pixels of the upright original along one pixel of `gray`, ≥ 1. */
  readonly scale: number;
  readonly format: PictureFormat;
  /** In pixels, of the upright original. */
  readonly width: number;
  readonly height: number;
}

/** Why a picture is refused: the *reason*, the same words for all of a kind, and the parts of an InputError. */
export interface Refusal {
  readonly reason: string;
  readonly expected: string;
  readonly actual: string;
}

// By default libvips caches recently opened files, which are never read twice, and uses threads for each small picture.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes the picture in *bytes*: a PNG, JPEG, WebP, GIF, TIFF or AVIF, detected by its first bytes. Takes the first
 * frame or page, applies the EXIF orientation, converts to sRGB by the ICC profile or from CMYK, and treats transparent
 * parts as paper (see `toGray`). Ignores a PNG's gAMA and cHRM. Reduces 16 bits a sample to the upper 8, or to the
 * upper 8 in use if the samples are dark. *source* names the picture in errors.
 * @throws InputError for anything but a complete picture, or for more than 50 megapixels
 */
export async function readPicture(bytes: Uint8Array, source: string): Promise<Picture> {
  const picture = await decodePicture(bytes);
  if ("reason" in picture) throw new InputError(source, picture.expected, picture.actual);
  return picture;
}

/**
 * Decodes the picture in *bytes* as `readPicture` does, or returns why it can't: `TOO_LARGE_NOW` if only because it has
 * more than *mostPixels* pixels.
 */
export async function decodePicture(bytes: Uint8Array, mostPixels = MAX_PIXELS): Promise<Picture | Refusal> {
  if (!bytes.length) return {reason: "an empty file", expected: EXPECTED, actual: "an empty file"};
  const format = fileKind(bytes);
  if (!isRead(format)) {
    return {reason: "not an image that can be read", expected: EXPECTED, actual: OTHERS[format] ?? "something else"};
  }
  const input = format === "png" ? withoutTexts(bytes) : bytes;
  const image = sharp(input, {limitInputPixels: mostPixels, failOn: "error", pages: 1});
  try {
    let {data, info} = await decodeBytes(image);
    if (format === "tiff" || data.every((level, i) => level < DIM || isAlpha(i, info.channels))) {
      const scale = await findSampleScale(image);
      if (scale) ({data, info} = await decodeBytes(image, scale));
    }
    const longer = Math.max(info.width, info.height);
    const {width, height} = longer < MAX_SIDE ? info : (await image.metadata()).autoOrient;
    return {
      gray: toGray(toRgba(data, info.channels), info.width, info.height),
      // The longer sides give the ratio, because the shorter one was rounded to whole pixels.
      scale: Math.max(width, height) / longer,
      format,
      width,
      height
    };
  } catch (error) {
    return refuse(input, format, mostPixels, error as Error);
  }
}

/** Decodes an *image* to upright pixels, at most 1600 a side, in 8 bits a sample. */
function decodeBytes(image: Sharp, scale?: SampleScale) {
  const upright = image
    .clone()
    .autoOrient()
    .resize({width: MAX_SIDE, height: MAX_SIDE, fit: "inside", withoutEnlargement: true});
  const scaled = scale ? upright.linear(scale.factors, scale.offsets) : upright;
  return scaled.raw({depth: "uchar"}).toBuffer({resolveWithObject: true});
}

function isAlpha(index: number, channels: number): boolean {
  return channels > 3 && index % channels === 3;
}

/** Returns the refusal of a picture that could not be decoded. */
async function refuse(bytes: Uint8Array, format: PictureFormat, mostPixels: number, error: Error): Promise<Refusal> {
  const header = await sharp(bytes, {limitInputPixels: false, pages: 1})
    .metadata()
    .catch(() => undefined);
  const pixels = header ? header.width * header.height : 0;
  if (pixels > mostPixels) {
    const reason = pixels > MAX_PIXELS ? "more than 50 megapixels" : TOO_LARGE_NOW;
    return {reason, expected: "at most 50 megapixels", actual: `${header!.width}×${header!.height}`};
  }
  const [message] = error.message.replace(/^Input buffer /, "").split(/:?\n|:$/);
  const actual = `one that is damaged or can't be decoded (${message})`;
  return {reason: "damaged or can't be decoded", expected: `a whole ${FORMATS[format]} image`, actual};
}

/** Converts pixels of three or more *channels* to RGBA; the fourth channel, if any, is alpha. */
function toRgba(pixels: Uint8Array, channels: number): Uint8Array {
  if (channels === 4) return pixels;
  const rgba = new Uint8Array((pixels.length / channels) * 4);
  for (let from = 0, to = 0; from < pixels.length; from += channels, to += 4) {
    rgba[to] = pixels[from]!;
    rgba[to + 1] = pixels[from + 1]!;
    rgba[to + 2] = pixels[from + 2]!;
    rgba[to + 3] = channels > 3 ? pixels[from + 3]! : 255;
  }
  return rgba;
}

/** Types of PNG chunks, as the numbers of their four letters: tEXt, zTXt, iTXt; IEND. */
const [TEXTS, END] = [[0x74455874, 0x7a545874, 0x69545874], 0x49454e44];

/**
 * Removes the texts of a PNG (https://www.w3.org/TR/png-3/#11textinfo). libvips would unpack all of them, and a file of
 * 7 MB can hold gigabytes.
 */
function withoutTexts(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  const kept: Uint8Array[] = [];
  let start = 0;
  // Each chunk: 4 bytes length of its data, 4 bytes type, the data, 4 bytes checksum.
  for (let at = 8, type = 0; at + 8 <= png.length && type !== END;) {
    type = view.getUint32(at + 4);
    const next = at + 12 + view.getUint32(at);
    if (TEXTS.includes(type)) {
      kept.push(png.subarray(start, at));
      start = next;
    }
    at = next;
  }
  return start ? Buffer.concat([...kept, png.subarray(start)]) : png;
}

/** Names of unsupported formats. */
const OTHERS: Readonly<Partial<Record<FileKind, string>>> = {
  bmp: "a BMP",
  netpbm: "a Netpbm picture (PBM, PGM, PPM, PAM)",
  pdf: "a PDF",
  zip: "a zip file",
  gzip: "a gzip file",
  photoshop: "a Photoshop file",
  icon: "an icon (ICO)",
  "apple-double": "what a Mac keeps beside a file (AppleDouble)",
  "jpeg-xl": "a JPEG XL",
  "jpeg-2000": "a JPEG 2000",
  heic: "a HEIC",
  video: "a video or another file of MP4's family",
  svg: "an SVG", // libvips would render it, although an SVG may load other files
  html: "a web page",
  text: "a text"
};

function isRead(kind: FileKind): kind is PictureFormat {
  return kind in FORMATS;
}
