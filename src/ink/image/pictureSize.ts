import {fileKind} from "./fileKind.js";

/** The bytes of a file in which to look for the picture's size: a photo's preview and color profile come before it. */
export const SIZE_HEAD = 256 * 1024;

/** The start code before the size in a WebP lossy frame header (RFC 6386, 9.1). */
const VP8_START = [0x9d, 0x01, 0x2a];

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Returns a picture's size in pixels, before any EXIF rotation, from the first *bytes* of a PNG, JPEG, GIF, WebP, BMP,
 * AVIF or HEIC file; undefined if they don't contain it.
 */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return sizeIn(view, bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the bytes end before the size
    throw error;
  }
}

/** @throws RangeError if the bytes end before the size */
function sizeIn(view: DataView, bytes: Uint8Array): PictureSize | undefined {
  switch (fileKind(bytes)) {
    case "png": // PNG, 11.2.1: IHDR comes first
      return {width: view.getUint32(16), height: view.getUint32(20)};
    case "gif": // GIF89a, 18: the logical screen
      return {width: view.getUint16(6, true), height: view.getUint16(8, true)};
    case "bmp": // BITMAPINFOHEADER: top-down rows have a negative height. The older header has 12 bytes.
      if (view.getUint32(14, true) === 12) return {width: view.getUint16(18, true), height: view.getUint16(20, true)};
      return {width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true))};
    case "webp":
      return sizeOfWebp(view);
    case "jpeg":
      return sizeOfJpeg(view);
    case "avif":
    case "heic":
      return largestExtents(view);
    default:
      return undefined;
  }
}

/** RFC 9649: the first chunk, from byte 12, is lossy, lossless or extended. */
function sizeOfWebp(view: DataView): PictureSize | undefined {
  switch (view.getUint32(12)) {
    case 0x56503820: // "VP8 "
      if (VP8_START.some((byte, i) => view.getUint8(23 + i) !== byte)) return undefined;
      return {width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff};
    case 0x5650384c: {
      const bits = view.getUint32(21, true); // "VP8L": 14 bits each after one byte 0x2f
      return {width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1};
    }
    case 0x56503858: // "VP8X": 24 bits each after four bytes of flags
      return {width: (view.getUint32(23, true) >>> 8) + 1, height: (view.getUint32(26, true) >>> 8) + 1};
    default:
      return undefined;
  }
}

/**
 * ITU-T T.81, B.1.1.3: segments of FF, a marker and a length, up to a start of frame: C0 to CF except C4, C8 and CC.
 */
function sizeOfJpeg(view: DataView): PictureSize | undefined {
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff)
      ++at; // a fill byte
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return {height: view.getUint16(at + 5), width: view.getUint16(at + 7)};
    } else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/**
 * ISO/IEC 23008-12, 6.5.3: each image in the file has an "ispe" property. Tiles and previews are smaller than the
 * image.
 */
function largestExtents(view: DataView): PictureSize | undefined {
  let largest: PictureSize | undefined;
  for (let at = 0; at + 16 <= view.byteLength; ++at) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const size = {width: view.getUint32(at + 8), height: view.getUint32(at + 12)};
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
