import sharp, {type Sharp} from "sharp";
import {fileKind, type FileKind} from "../../../src/ink/image/fileKind.js";
import {toGray, type GrayImage} from "../../../src/ink/image/image.js";
import {MAX_SIDE} from "../../../src/ink/image/reduce.js";
import {InputError} from "../../../src/inputError.js";
import {DIM, findSampleScale, type SampleScale} from "./sampleScale.js";

/** A header that promises more pixels is refused before any memory is taken. */
export const MAX_PIXELS = 50_000_000;

/**
 * Pictures with more pixels are decoded one at a time: some formats take 6 bytes of memory for each pixel. A phone's camera
 * gives 12 million.
 */
export const LARGE = 13_000_000;

/** The reason why a picture is refused that is not too large but for the moment. */
export const TOO_LARGE_NOW = "large";

const EXPECTED = "a PNG, JPEG, WebP, GIF, TIFF or AVIF image";

/** What is read, and as what it is named in errors. */
const FORMATS = {png: "PNG", jpeg: "JPEG", webp: "WebP", gif: "GIF", tiff: "TIFF", avif: "AVIF"} as const;

export type PictureFormat = keyof typeof FORMATS;

export interface Picture {
  /** 0 black to 255 white, upright, at most 1600 pixels along a side. */
  readonly gray: GrayImage;
  /** Pixels of the upright original in one pixel of `gray`, ≥ 1. */
  readonly scale: number;
  /** What it was. */
  readonly format: PictureFormat;
  /** Pixels of the upright original. */
  readonly width: number;
  readonly height: number;
}

/** Why a picture is not read: the *reason* in words that are the same for all of its kind, and what an InputError says. */
export interface Refusal {
  readonly reason: string;
  readonly expected: string;
  readonly actual: string;
}

// libvips would keep what it opened last, which nobody reads twice, and give threads to each of many small pictures.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Returns the picture in *bytes*: a PNG, JPEG, WebP, GIF, TIFF or AVIF by its first bytes, the first frame or page of
 * several, turned upright by its EXIF orientation, in sRGB by its ICC profile or as CMYK, transparent parts as paper (see `toGray`). A PNG's gAMA and cHRM are passed over;
 * 16 bits a sample are cut to the upper 8, or to the upper 8 that are used where these are dark. *source* names it in errors.
 * @throws InputError for anything that is no whole picture, or has more than 50 megapixels
 */
export async function readPicture(bytes: Uint8Array, source: string): Promise<Picture> {
  const picture = await decodePicture(bytes);
  if ("reason" in picture) throw new InputError(source, picture.expected, picture.actual);
  return picture;
}

/**
 * Returns the picture in *bytes* as `readPicture` does, or why it can't be read: `TOO_LARGE_NOW` where it could be but for
 * having more than *mostPixels*.
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
      // By the longer sides: the shorter one was rounded to whole pixels.
      scale: Math.max(width, height) / longer,
      format,
      width,
      height
    };
  } catch (error) {
    return refuse(input, format, mostPixels, error as Error);
  }
}

/** Returns the pixels of an *image*, upright and at most 1600 along a side, in 8 bits a sample. */
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

/** Returns why a picture could not be decoded. */
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

/** Returns RGBA of pixels with three *channels*, or with alpha and perhaps more after them. */
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

/** Types of a PNG's chunks as the numbers that their four letters are: tEXt, zTXt, iTXt; IEND. */
const [TEXTS, END] = [[0x74455874, 0x7a545874, 0x69545874], 0x49454e44];

/**
 * Returns a PNG without its texts (https://www.w3.org/TR/png-3/#11textinfo), which libvips would all unpack: a file of 7 MB
 * can hold gigabytes of them.
 */
function withoutTexts(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  const kept: Uint8Array[] = [];
  let start = 0;
  // Each chunk: 4 bytes length of its data, 4 type, the data, 4 checksum.
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

/** Names of what is not read. */
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
  svg: "an SVG", // libvips would render it: a program that may ask for other files
  html: "a web page",
  text: "a text"
};

function isRead(kind: FileKind): kind is PictureFormat {
  return kind in FORMATS;
}
