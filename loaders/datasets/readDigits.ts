import {bisectLeft, group} from "d3";
import {take, type Split} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import type {MadeSplits} from "./parts/splits.js";
import type {OnProgress} from "./cache.js";
import type {Detected} from "./detect.js";
import {divideParts} from "./divide.js";
import {describeClassFolders, isImageName, type LabeledFile, type NamedFiles} from "./layouts/classFolders.js";
import {idxDigits, idxParser, type IdxArray} from "./layouts/idx.js";
import {manifestParser} from "./layouts/manifest.js";
import {findManifestFiles} from "./layouts/manifestFiles.js";
import {openTable, sparseSampler, TABLE_SAMPLE, type OpenedTable} from "./layouts/pixelTable.js";
import {readPictures, type PictureReport} from "./pictures/readPictures.js";
import type {PixelPart} from "./parts/pixelPart.js";
import {readMatlab} from "./contents/readMatlab.js";
import {readParquet} from "./contents/readParquet.js";
import {readNumpyPair} from "./contents/readNumpy.js";
import {inOnePiece, readImages} from "./parts/pieces.js";
import type {Provenance} from "./provenance.js";
import {NO_DIGIT, reject, type OnReject} from "./parts/rejects.js";
import type {FileSource} from "./sources/source.js";
import {rowWatcher} from "./suspicions/badLabels.js";

export interface ReadOptions {
  /** A file that is not there yet, for the images of image files; needed as long as the digits are. */
  readonly scratch: string;
  /** Hears of bad rows and images, which are left out; without it the first one is thrown. */
  readonly onReject?: OnReject | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface ReadDigits {
  readonly splits: MadeSplits;
  readonly division: Provenance["division"];
  /** What the image files were; undefined where pixels came as numbers. */
  readonly pictures?: PictureReport;
  /** What is unusual about the files, each in a sentence that begins with its name. */
  readonly notes?: readonly string[];
}

/**
 * Returns the digits that were *detected* in *source*, image files preprocessed, in their splits.
 * @throws InputError for a file that is not what it should be; where *onReject* hears of bad rows and images, only for
 * one that can't be read on
 */
export async function readDigits(source: FileSource, detected: Detected, options: ReadOptions): Promise<ReadDigits> {
  switch (detected.layout) {
    case "class folders":
      return readFiles(source, detected.files, options, describeClassFolders(detected.files));
    case "digits in file names":
      return readNamedFiles(source, detected, options);
    case "manifest CSV":
      return readFiles(source, await readManifests(source, detected.manifests, options), options);
    case "IDX":
      return readPixels(source, await Promise.all(detected.pairs.map((pair) => readArrays(source, pair, options))));
    case "parquet":
      return readParquets(source, detected.parquets, options);
    case "MATLAB file":
      return readPixels(source, await readMatlab(source, detected.path, options.onReject));
    case "NumPy arrays": {
      const parts: PixelPart[] = [];
      for (const pair of detected.pairs) parts.push(await readNumpyPair(source, pair, options.onReject));
      return readPixels(source, parts);
    }
    default: {
      const parts: PixelPart[] = [];
      for (const table of detected.tables) parts.push(await readTable(source, table, options)); // one at a time: memory
      return readPixels(source, parts);
    }
  }
}

async function readTable(
  source: FileSource,
  {split, path}: {split: Split | undefined; path: string},
  {onReject}: ReadOptions
): Promise<PixelPart> {
  const rows = rowWatcher(onReject, {source: source.nameOf(path), root: source.root});
  const {parser, note} = await openTableAt(source, path, rows.onReject);
  for await (const chunk of source.openChunks(path)) parser.push(chunk);
  return {split, digits: rows.end(parser.end), ...(note && {note: `${path}: ${note}`})};
}

/** Opens a table by its beginning or, where that does not tell its dialect, by rows from all over it. */
async function openTableAt(source: FileSource, path: string, onReject: OnReject | undefined): Promise<OpenedTable> {
  const head = await source.readHead(path, TABLE_SAMPLE);
  try {
    return openTable(head, source.nameOf(path), onReject);
  } catch (error) {
    if (!(error instanceof InputError) || head.length < TABLE_SAMPLE) throw error;
    const sampler = sparseSampler();
    for await (const chunk of source.openChunks(path)) sampler.push(chunk);
    return openTable(sampler.bytes(), source.nameOf(path), onReject);
  }
}

async function readArrays(
  source: FileSource,
  {split, images, labels}: {split: Split | undefined; images: string; labels: string},
  {onReject}: ReadOptions
): Promise<PixelPart> {
  const names = {images: source.nameOf(images), labels: source.nameOf(labels)};
  const arrays = [await readArray(source, images, 3), await readArray(source, labels, 1)] as const;
  const rows = rowWatcher(onReject, {source: names.labels, root: source.root});
  return {split, digits: rows.end(() => idxDigits(...arrays, names, rows.onReject))};
}

async function readArray(source: FileSource, path: string, dimensions: 1 | 3): Promise<IdxArray> {
  const parser = idxParser(source.nameOf(path), dimensions);
  for await (const chunk of source.openChunks(path)) parser.push(chunk);
  return parser.end();
}

function readPixels(source: FileSource, parts: readonly PixelPart[]): ReadDigits {
  const {shares, division} = divideParts(
    parts.map(({split, digits}) => ({split, digits, labels: digits.labels})),
    source.root
  );
  const splits: MadeSplits = {};
  for (const {split, part, indices} of shares) {
    splits[split] = inOnePiece(indices ? take(part.digits, indices) : part.digits);
  }
  return {splits, division, notes: parts.flatMap(({note}) => note ?? [])};
}

async function readManifests(
  source: FileSource,
  manifests: readonly {split: Split | undefined; path: string}[],
  {onReject}: ReadOptions
): Promise<LabeledFile[]> {
  const files: LabeledFile[] = [];
  for (const {path} of manifests) {
    const watcher = rowWatcher(onReject, {source: source.nameOf(path), root: source.root});
    const parser = manifestParser(source.nameOf(path), watcher.onReject);
    for await (const chunk of source.openChunks(path)) parser.push(chunk);
    const {rows} = watcher.end(() => {
      const rows = parser.end();
      return {rows, length: rows.length, labels: Uint8Array.from(rows, ({label}) => label)};
    });
    const where = {path, source: source.nameOf(path), paths: source.paths.filter(isImageName)};
    files.push(...findManifestFiles(rows, where, onReject));
  }
  return files;
}

/** A parquet file of digits is of 15 MB; all of them are in memory at once. */
const MAX_PARQUET = 512 << 20;

/** Reads the images in parquet files, as image files, which they are. */
async function readParquets(
  source: FileSource,
  parquets: readonly {split: Split | undefined; path: string}[],
  options: ReadOptions
): Promise<ReadDigits> {
  const images = new Map<string, Uint8Array>();
  const files: LabeledFile[] = [];
  for (const {path, split} of parquets) {
    const name = source.nameOf(path);
    for (const [i, {image, label}] of (await readParquet(await source.readBytes(path, MAX_PARQUET), name)).entries()) {
      const at = `${path}: row ${i + 1}`;
      if (Number.isInteger(label) && label >= 0 && label <= 9) {
        images.set(at, image);
        files.push({path: at, label, split});
      } else {
        const error = new InputError(source.nameOf(at), "a label from 0 to 9", `${label}`);
        reject(options.onReject, NO_DIGIT, error);
      }
    }
  }
  return readFiles({...source, readBytes: (at) => Promise.resolve(images.get(at)!)}, files, options);
}

/** Reads images that are labeled by their names. */
async function readNamedFiles(source: FileSource, named: NamedFiles, options: ReadOptions): Promise<ReadDigits> {
  const {files, unnamed} = named;
  for (const path of unnamed) {
    const expected = "a name that begins with a digit, such as 7_1.png, as most images here have";
    const error = new InputError(source.nameOf(path), expected, "one that says none or two");
    reject(options.onReject, "an image whose name says no digit", error);
  }
  const {path, label} = files[0];
  return readFiles(source, files, options, `${path}: taken for ${label}, as its name says; and the others likewise`);
}

/** Reads image files, split after split; *note* is what is unusual about them. */
async function readFiles(
  source: FileSource,
  files: readonly LabeledFile[],
  {scratch, onReject, onProgress}: ReadOptions,
  note = ""
): Promise<ReadDigits> {
  const bySplit = group(files, ({split}) => split);
  const {shares, division} = divideParts([...bySplit].map(filePart), source.root);
  const lists = shares.map(({part, indices}) => (indices ? Array.from(indices, (i) => part.files[i]!) : part.files));
  const all = lists.flat();
  const onRead = (done: number) => onProgress?.("reading images", done, all.length);
  const {kept, labels, report} = await readPictures(all, {...source, scratch, onReject, onRead});
  const splits: MadeSplits = {};
  let [before, start] = [0, 0];
  for (const [k, {split}] of shares.entries()) {
    before += lists[k]!.length;
    const [first, end] = [start, bisectLeft(kept, before)];
    splits[split] = {
      length: end - first,
      images: () => readImages(scratch, first, end),
      ...(labels && {labels: labels.subarray(first, end)})
    };
    start = end;
  }
  return {splits, division, pictures: report, notes: note ? [note] : []};
}

function filePart([split, files]: readonly [Split | undefined, LabeledFile[]]) {
  const labels = Uint8Array.from(files, ({label}) => label);
  const writers = files.every(({writer}) => writer) ? files.map(({writer}) => writer!) : undefined;
  return {split, files, labels, writers};
}
