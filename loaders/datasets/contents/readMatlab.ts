import {inflateSync} from "node:zlib";
import {InputError} from "../../../src/inputError.js";
import {arrayDigits} from "../layouts/arrayDigits.js";
import {describePixels} from "../layouts/describeDialect.js";
import {parseMatlab} from "../layouts/matlab.js";
import {matlabParts} from "../layouts/matlabDigits.js";
import {DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import type {PixelPart} from "../parts/pixelPart.js";
import type {OnReject} from "../parts/rejects.js";
import {damaged, MAX_PLAIN, NO_BOMB} from "../../compression.js";
import type {FileSource} from "../sources/source.js";
import {rowWatcher} from "../suspicions/badLabels.js";

/** EMNIST's largest file has 197 MB. */
const MAX_BYTES = 512 << 20;

/**
 * Reads a MATLAB file; returns one part for each of its splits, and the meaning of their labels: *named*, or else the
 * file's own mapping. @throws InputError if the file holds no digits
 */
export async function readMatlab(
  source: FileSource,
  path: string,
  {onReject, named}: {onReject?: OnReject | undefined; named?: Labeling | undefined} = {}
): Promise<{parts: PixelPart[]; labeling: Labeling}> {
  const name = source.nameOf(path);
  const parts = matlabParts(parseMatlab(await source.readBytes(path, MAX_BYTES), name, inflate), name);
  const labeling = named ?? parts[0]?.labeling ?? DIGIT_LABELS;
  const read = parts.map(({split, range, ...arrays}) => {
    const names = {images: `${name}: ${arrays.name}.images`, labels: `${name}: ${arrays.name}.labels`};
    const rows = rowWatcher(onReject, {source: names.labels, root: source.root, classes: labeling.classes});
    const digits = rows.end(() => arrayDigits(arrays, names, rows.onReject, labeling));
    const note = describePixels(arrays.side, range);
    return {split, digits, ...(note && {note: `${path}: ${note}`})};
  });
  return {parts: read, labeling};
}

/** Inflates a variable of a MATLAB file. @throws InputError if it is damaged or a decompression bomb */
export function inflate(bytes: Uint8Array, source: string): Uint8Array {
  try {
    return inflateSync(bytes, {chunkSize: 1 << 20, maxOutputLength: Math.max(MAX_PLAIN, 100 * bytes.length)});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_BUFFER_TOO_LARGE") throw damaged(source, "MATLAB file", error);
    throw new InputError(source, NO_BOMB, `a variable of ${bytes.length} bytes that unzips to more`);
  }
}
