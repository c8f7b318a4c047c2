import {arrayDigits} from "../layouts/arrayDigits.js";
import {describePixels} from "../layouts/describeDialect.js";
import type {ArrayPair} from "../layouts/idxPairs.js";
import {npyImages, npyLabels, npyRange, type NpyParser} from "../layouts/npyImages.js";
import {DIGIT_LABELS, type Labeling} from "../labels/labeling.js";
import type {PixelPart} from "../parts/pixelPart.js";
import type {OnReject} from "../parts/rejects.js";
import type {FileSource} from "../sources/source.js";
import {rowWatcher} from "../suspicions/badLabels.js";

/**
 * Reads a pair of .npy files, images and labels, whose meaning is *labeling*. Reads the images twice, first to find the
 * range of their pixels.
 */
export async function readNumpyPair(
  source: FileSource,
  pair: ArrayPair,
  onReject?: OnReject,
  labeling: Labeling = DIGIT_LABELS
): Promise<PixelPart> {
  const names = {images: source.nameOf(pair.images), labels: source.nameOf(pair.labels)};
  const range = await parseAll(source, pair.images, npyRange(names.images));
  const {images, side} = await parseAll(source, pair.images, npyImages(names.images, range));
  const labels = await parseAll(source, pair.labels, npyLabels(names.labels, labeling));
  const rows = rowWatcher(onReject, {source: names.labels, root: source.root, classes: labeling.classes});
  const digits = rows.end(() => arrayDigits({images, side, labels}, names, rows.onReject, labeling));
  const note = describePixels(side, range);
  return {split: pair.split, digits, ...(note && {note: `${pair.images}: ${note}`})};
}

/** Feeds a whole file to *parser* and returns its result. */
async function parseAll<T>(source: FileSource, path: string, parser: NpyParser<T>): Promise<T> {
  for await (const chunk of source.openChunks(path)) parser.push(chunk);
  return parser.end();
}
