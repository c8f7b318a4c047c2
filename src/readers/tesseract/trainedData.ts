import {InputError} from "../../inputError.js";
import type {EngineName} from "./settings.js";

/**
 * The parts of a traineddata file that each engine needs to read single characters, by their numbers in Tesseract's
 * `TessdataType` (ccutil/tessdatamanager.h): its classifier and character set, and no dictionary of words.
 */
const PARTS: Readonly<Record<EngineName, readonly number[]>> = {
  // The character set, ambiguities, integer templates, cut-offs, normalization prototypes, shape table; the version.
  legacy: [1, 2, 3, 4, 5, 13, 23],
  // The network, its character set and recoder; the version.
  lstm: [17, 21, 22, 23]
};

/** More parts than any version of Tesseract has. */
const MAX_PARTS = 64;

/**
 * Returns a traineddata file with nothing but what *engine* needs: 0.4 MB (legacy) or 1.3 MB (lstm), compressed, of 11.
 * The file: the number of parts n (int32), n offsets (int64; −1 for a part that is missing), the parts; little-endian.
 * @throws InputError, naming *source*, for bytes that are not laid out so, or without the needed parts
 */
export function pruneTrainedData(bytes: Uint8Array, engine: EngineName, source: string): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const n = bytes.length >= 4 ? view.getInt32(0, true) : 0;
  const head = 4 + 8 * n;
  if (n < 1 || n > MAX_PARTS || head > bytes.length)
    throw new InputError(source, "Tesseract's trained data", "another file");
  const offsets = Array.from({length: n}, (_, part) => Number(view.getBigInt64(4 + 8 * part, true)));
  const kept = PARTS[engine].filter((part) => part < n && offsets[part]! >= head);
  const needed = PARTS[engine].length - 1; // the version may be missing
  if (kept.length < needed)
    throw new InputError(source, `the parts of Tesseract's ${engine} engine`, "data without them");
  const parts = kept.map((part) => {
    const end = Math.min(...offsets.filter((offset) => offset > offsets[part]!), bytes.length);
    return bytes.subarray(offsets[part], end);
  });
  const pruned = new Uint8Array(head + parts.reduce((sum, {length}) => sum + length, 0));
  const written = new DataView(pruned.buffer);
  written.setInt32(0, n, true);
  for (let part = 0; part < n; ++part) written.setBigInt64(4 + 8 * part, -1n, true);
  let at = head;
  parts.forEach((part, i) => {
    written.setBigInt64(4 + 8 * kept[i]!, BigInt(at), true);
    pruned.set(part, at);
    at += part.length;
  });
  return pruned;
}
