import {fileKind, type FileKind} from "../../../src/ink/image/fileKind.js";

/** The kind of a file by its content, and the remedy if digits were expected. */
export interface Contents {
  /** With an article: "a web page", "a pickle". */
  readonly what: string;
  /** The remedy; "" if there is none. */
  readonly wayOut: string;
}

const AGAIN = "download it again: a server sent it in place of the data";
const UNPACK = "unpack it, or make it a zip";
const ARRAYS = "save its arrays with numpy.savez, as x_train, y_train, x_test and y_test";
const TABLE = "save it as CSV";
const IMAGES = "save its images in folders 0 to 9";

/** First bytes of files, as Latin-1; *at* is their offset (default: 0). */
const STARTS: readonly (readonly [start: string, what: string, wayOut: string, at?: number])[] = [
  ["\x89HDF\r\n\x1a\n", "HDF5", ARRAYS],
  ["MATLAB 7.3 MAT-file", "a MATLAB 7.3 file (HDF5)", "save it in MATLAB with -v7"],
  ["MATLAB 5.0 MAT-file", "a MATLAB file", ""],
  ["version https://git-lfs.github.com/spec/v1", "a Git LFS pointer", "fetch the file itself: git lfs pull"],
  ["SQLite format 3\0", "an SQLite database", TABLE],
  ["Rar!\x1a\x07", "a RAR archive", UNPACK],
  ["7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK],
  ["\xfd7zXZ\0", "an xz file", UNPACK],
  ["BZh", "a bzip2 file", UNPACK],
  ["\x28\xb5\x2f\xfd", "a Zstandard file", UNPACK],
  ["\x04\x22\x4d\x18", "an LZ4 file", UNPACK],
  ["\x1f\x9d", "a file of compress (.Z)", UNPACK],
  ["ustar", "a tar archive", UNPACK, 257],
  ["PAR1", "a parquet file", ""],
  ["ARROW1\0\0", "an Arrow file", TABLE],
  ["\xff\xff\xff\xff", "an Arrow stream", TABLE],
  ["FEA1", "a Feather file", TABLE],
  ["Obj\x01", "an Avro file", TABLE],
  ["\x93NUMPY", "a NumPy array", "call it x_train.npy, and its labels y_train.npy"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (Word, Excel)", TABLE],
  ["{\\rtf", "an RTF document", TABLE],
  ["RDX2\n", "R data", "save it in R with write.csv"],
  ["RDX3\n", "R data", "save it in R with write.csv"],
  ["X\n\0\0\0", "an R object (RDS)", "save it in R with write.csv"],
  ["%!PS", "a PostScript file", IMAGES],
  ["\x7fELF", "a program", ""],
  ["MZ", "a Windows program", ""],
  ["\x80\x02", "a pickle", ARRAYS],
  ["\x80\x03", "a pickle", ARRAYS],
  ["\x80\x04", "a pickle", ARRAYS],
  ["\x80\x05", "a pickle", ARRAYS]
];

/** Members of zip archives that identify a file format. */
const ZIPS: readonly (readonly [member: RegExp, what: string, wayOut: string])[] = [
  [/(^|\W)word\//, "a Word document", TABLE],
  [/(^|\W)xl\//, "an Excel workbook", TABLE],
  [/(^|\W)ppt\//, "a PowerPoint presentation", IMAGES],
  [/\[Content_Types\]\.xml/, "an Office document", TABLE],
  [/mimetypeapplication\/vnd\.oasis|(^|\W)META-INF\/manifest\.xml/, "an OpenDocument file", TABLE],
  [/\/data\.pkl|\/byteorder/, "a PyTorch file", ARRAYS],
  [/\.npy/, "a NumPy archive", "name it with --from or --data"],
  [/META-INF\//, "a Java archive", ""]
];

const KINDS: Readonly<Partial<Record<FileKind, readonly [what: string, wayOut: string]>>> = {
  empty: ["an empty file", ""],
  png: ["a PNG image", IMAGES],
  jpeg: ["a JPEG image", IMAGES],
  webp: ["a WebP image", IMAGES],
  gif: ["a GIF image", IMAGES],
  tiff: ["a TIFF image", IMAGES],
  avif: ["an AVIF image", IMAGES],
  bmp: ["a BMP image", IMAGES],
  heic: ["a HEIC image", IMAGES],
  svg: ["an SVG image", IMAGES],
  pdf: ["a PDF", IMAGES],
  html: ["a web page", AGAIN],
  video: ["a video", IMAGES],
  zip: ["a zip archive", "name it with --from or --data, or put it at the folder's top"],
  gzip: ["a gzip file in a gzip file", "unpack it"],
  photoshop: ["a Photoshop file", IMAGES],
  "apple-double": ["what a Mac keeps beside a file (AppleDouble)", "take the file itself"]
};

/**
 * Returns the kind of a file that begins with *head*, its first 1 kB or all of it, regardless of its name. The first
 * line decides the kind of a text.
 */
export function contentsOf(head: Uint8Array): Contents {
  const start = String.fromCharCode(...head.subarray(0, 1024)); // Latin-1: one character a byte
  const known = STARTS.find(([text, , , at = 0]) => start.startsWith(text, at));
  if (known) return {what: known[1], wayOut: known[2]};
  const zip = start.startsWith("PK\x03\x04") ? zipContents([start]) : undefined;
  if (zip) return zip;
  const kind = fileKind(head);
  const [what, wayOut] = KINDS[kind] ?? [];
  if (what) return {what, wayOut: wayOut ?? ""};
  return kind === "text" ? textContents(head) : {what: "a file of a kind that is not known", wayOut: ""};
}

/** Returns the file format that a zip archive is, by the *paths* in it; undefined for a plain archive of files. */
export function zipContents(paths: readonly string[]): Contents | undefined {
  const found = ZIPS.find(([member]) => paths.some((path) => member.test(path)));
  return found && {what: found[1], wayOut: found[2]};
}

/** First characters of texts. */
const TEXTS: readonly (readonly [start: RegExp, what: string, wayOut: string])[] = [
  [/^<\?xml/i, "an XML file", TABLE],
  [/^<(html|head|body|script|!--)/i, "a web page", AGAIN],
  [/^\s*[{[]/, "JSON", TABLE],
  [/^(%[^\n]*\n|\s)*@relation/i, "an ARFF table (Weka)", TABLE],
  [/^-?\d+(\.\d+)?( \d+:\S+)+/, "a LIBSVM table", TABLE],
  [/^\(?lp?\d|^\(dp?\d|^cnumpy/, "a pickle", ARRAYS],
  [/^(import|from) \w+/, "a Python program", ""]
];

function textContents(head: Uint8Array): Contents {
  const text = new TextDecoder().decode(head.subarray(0, 1024)).trimStart();
  const known = TEXTS.find(([start]) => start.test(text));
  if (known) return {what: known[1], wayOut: known[2]};
  const [line = ""] = text.split(/[\r\n]/, 1);
  return {what: `a text that begins "${line.slice(0, 40)}"`, wayOut: ""};
}

/** Formats a file's kind and the remedy for an error. */
export function describeContents({what, wayOut}: Contents): string {
  return wayOut ? `${what}; ${wayOut}` : what;
}

/** Is this a known kind that no layout of digits uses? Texts and unknown bytes are not: they may be damaged digits. */
export function isForeign({wayOut}: Contents): boolean {
  return wayOut !== "";
}
