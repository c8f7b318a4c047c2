/** A file's type by its first bytes; "unknown" if it is none of the others. */
export type FileKind =
  | "empty"
  | "png"
  | "jpeg"
  | "webp"
  | "gif"
  | "tiff"
  | "avif"
  | "bmp"
  | "netpbm"
  | "heic"
  | "jpeg-xl"
  | "jpeg-2000"
  | "icon"
  | "photoshop"
  | "video"
  | "pdf"
  | "svg"
  | "html"
  | "text"
  | "zip"
  | "gzip"
  | "apple-double"
  | "unknown";

/** The number of bytes that identify a file's type. */
export const HEAD = 1024;

/** The first bytes of each file type, as Latin-1. The RIFF and MP4 families are told apart by later bytes. */
const STARTS: readonly (readonly [start: string, kind: FileKind])[] = [
  ["\x89PNG\r\n\x1a\n", "png"],
  ["\xff\xd8\xff", "jpeg"],
  ["GIF87a", "gif"],
  ["GIF89a", "gif"],
  ["II*\0", "tiff"],
  ["MM\0*", "tiff"],
  ["II+\0", "tiff"], // BigTIFF
  ["MM\0+", "tiff"],
  ["%PDF", "pdf"],
  ["PK\x03\x04", "zip"],
  ["\x1f\x8b", "gzip"],
  ["8BPS", "photoshop"],
  ["\0\0\x01\0", "icon"],
  ["\0\x05\x16\x07", "apple-double"],
  ["\xff\x0a", "jpeg-xl"],
  ["\0\0\0\x0cJXL ", "jpeg-xl"],
  ["\0\0\0\x0cjP  ", "jpeg-2000"]
];

/**
 * Detects a file's type from its *bytes*: the whole file or at least its first 1024 bytes. Ignores the name's
 * extension: a text named .png is a text.
 */
export function fileKind(bytes: Uint8Array): FileKind {
  if (!bytes.length) return "empty";
  const head = String.fromCharCode(...bytes.subarray(0, HEAD)); // Latin-1: one character per byte
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "webp";
  const brands = brandsOf(head);
  if (brands.some((brand) => brand === "avif" || brand === "avis")) return "avif";
  if (brands.length) return /^(he[iv]|mif1|msf1)/.test(brands[0]!) ? "heic" : "video";
  const known = STARTS.find(([start]) => head.startsWith(start));
  if (known) return known[1];
  if (/^BM[^]*\0/.test(head)) return "bmp"; // a text may start with BM too
  if (/^P([1-6](\s+|#[^\n]*\n)+\d+(\s+|#[^\n]*\n)+\d+\s|7\nWIDTH )/.test(head)) return "netpbm"; // netpbm.sourceforge.net/doc
  if (/<svg[\s>]/i.test(head)) return "svg";
  if (/<html[\s>]|<!doctype html/i.test(head)) return "html";
  return /[^\P{Cc}\s\x80-\x9f]/u.test(head) ? "unknown" : "text";
}

/** Returns the brands of an MP4-family file (ISO/IEC 14496-12, box ftyp), the major brand first. */
function brandsOf(head: string): string[] {
  return head.startsWith("ftyp", 4) ? (head.slice(8, 72).match(/[^]{4}/g) ?? []) : [];
}
