import type {FileKind} from "../../ink/image/fileKind.js";
import type {PictureSize} from "../../ink/image/pictureSize.js";

/** A header that promises more megapixels is refused before any memory is taken: a phone's camera gives 12 to 50. */
const MAX_MEGAPIXELS = 100;

const WHAT = "Choose a photo: a JPEG, PNG, WebP, GIF, BMP or AVIF.";

/** What a browser may decode, and its name; some can't decode all of them. */
const PICTURES: Readonly<Partial<Record<FileKind, string>>> = {
  png: "PNG",
  jpeg: "JPEG",
  webp: "WebP",
  gif: "GIF",
  bmp: "BMP",
  avif: "AVIF",
  tiff: "TIFF",
  heic: "HEIC"
};

/** What is no photo, and what to do about it. */
const OTHERS: Readonly<Partial<Record<FileKind, string>>> = {
  empty: `is empty: there is nothing in it. ${WHAT}`,
  svg: "is an SVG drawing. Take a screenshot of it, or export it as a PNG.",
  pdf: "is a PDF. Take a screenshot of it, or export the page as an image.",
  text: `is a text, whatever its name says. ${WHAT}`,
  html: "is a web page. Take a screenshot of it, or save the picture that it shows.",
  video: "is a video. Take a screenshot of it.",
  zip: "is a zip file, or a document of an office program. Unpack it, or take a screenshot of it.",
  photoshop: "is a Photoshop file. Export it as a PNG or JPEG.",
  netpbm: "is a Netpbm picture (PBM, PGM or PPM). Save it as a PNG.",
  icon: "is an icon. Save it as a PNG.",
  "jpeg-xl": "is a JPEG XL. Save it as a JPEG or PNG.",
  "jpeg-2000": "is a JPEG 2000. Save it as a JPEG or PNG."
};

/** Returns why a file called *name* is not read, in a sentence or two for the visitor; undefined where it may be. */
export function findProblem(name: string, kind: FileKind, size?: PictureSize): string | undefined {
  if (!(kind in PICTURES)) return `“${name}” ${OTHERS[kind] ?? `is no picture that is known here. ${WHAT}`}`;
  const megapixels = size ? (size.width * size.height) / 1e6 : 0;
  if (megapixels <= MAX_MEGAPIXELS) return undefined;
  const [count, most] = [Math.round(megapixels).toLocaleString("en"), MAX_MEGAPIXELS];
  return `“${name}” has ${count} megapixels (${size!.width} × ${size!.height}), and at most ${most} are read. Choose a smaller copy.`;
}

/** Returns why the browser could not decode a picture called *name*, as far as its kind tells, and what to do about it. */
export function explainFailure(name: string, kind: FileKind): string {
  if (kind === "heic") {
    return `“${name}” is a HEIC photo, which this browser can’t read. Save or export it as a JPEG; an iPhone takes JPEGs after Settings › Camera › Formats › Most Compatible.`;
  }
  if (kind === "tiff") return `“${name}” is a TIFF, which this browser can’t read. Export it as a PNG or JPEG.`;
  return `“${name}” can’t be decoded as a ${PICTURES[kind]} here: it is damaged, cut short, or too much for this device. Choose another copy of it.`;
}
