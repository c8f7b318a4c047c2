import {bisectLeft, group} from "d3-array";
import {describeAlphabet, type Alphabet} from "../../src/characters/alphabet.js";
import {take, type Split} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import type {MadeSplits} from "./parts/splits.js";
import type {OnProgress} from "./cache.js";
import type {Detected} from "./detect.js";
import {divideParts} from "./divide.js";
import {describeClassFolders, type LabeledFile, type NamedFiles} from "./layouts/classFolders.js";
import {idxDigits, idxParser, type IdxArray} from "./layouts/idx.js";
import {readManifests} from "./contents/readManifests.js";
import {openTable, sparseSampler, TABLE_SAMPLE, type OpenedTable} from "./layouts/pixelTable.js";
import {readPictures, type PictureReport} from "./pictures/readPictures.js";
import type {PixelPart} from "./parts/pixelPart.js";
import {readMatlab} from "./contents/readMatlab.js";
import {readParquet, type ParquetRow} from "./contents/readParquet.js";
import {readNumpyPair} from "./contents/readNumpy.js";
import {inOnePiece, readImages} from "./parts/pieces.js";
import type {Provenance} from "./provenance.js";
import {areDigits, describeCodes, DIGIT_LABELS, labelingOf, noClassReason, type Labeling} from "./labels/labeling.js";
import {reject, type OnReject} from "./parts/rejects.js";
import type {FileSource} from "./sources/source.js";
import {rowWatcher} from "./suspicions/badLabels.js";

export interface ReadOptions {
  /** Path of a file to be created for preprocessed images. It must exist as long as the digits are in use. */
  readonly scratch: string;
  /** The meaning of the labels, unless the file itself says it (MATLAB); by default the digits. */
  readonly labeling?: Labeling | undefined;
  /** Called for each bad row or image, which is then left out; without it the first one is thrown. */
  readonly onReject?: OnReject | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface ReadDigits {
  readonly splits: MadeSplits;
  /** The meaning of the labels: each is an index into these. */
  readonly classes: Alphabet;
  readonly division: Provenance["division"];
  /** Sizes and formats of the image files; undefined if the pixels came as numbers. */
  readonly pictures?: PictureReport;
  /** What is unusual about the files, one sentence each, beginning with the file's name. */
  readonly notes?: readonly string[];
}

/**
 * Reads the digits *detected* in *source* into their splits, and preprocesses image files.
 * @throws InputError for a malformed file; with *onReject*, bad rows and images are reported there, and only a file
 * that cannot be read further throws
 */
export async function readDigits(source: FileSource, detected: Detected, options: ReadOptions): Promise<ReadDigits> {
  if (detected.layout === "MATLAB file") {
    const {onReject, labeling: named} = options;
    const {parts, labeling} = await readMatlab(source, detected.path, {onReject, named});
    return {...readPixels(source, parts), classes: labeling.classes};
  }
  const labeling =
    detected.layout === "class folders" ? labelingOf(detected.classes) : (options.labeling ?? DIGIT_LABELS);
  return {...(await readLayout(source, detected, {...options, labeling})), classes: labeling.classes};
}

type Labeled = ReadOptions & {readonly labeling: Labeling};

async function readLayout(
  source: FileSource,
  detected: Exclude<Detected, {readonly layout: "MATLAB file"}>,
  options: Labeled
): Promise<Omit<ReadDigits, "classes">> {
  switch (detected.layout) {
    case "class folders": {
      const note = areDigits(detected.classes) ? describeClassFolders(detected.files) : "";
      return readFiles(source, detected.files, options, note);
    }
    case "digits in file names":
      return readNamedFiles(source, detected, options);
    case "manifest CSV":
      return readFiles(source, await readManifests(source, detected.manifests, options), options);
    case "IDX":
      return readPixels(source, await Promise.all(detected.pairs.map((pair) => readArrays(source, pair, options))));
    case "parquet":
      return readParquets(source, detected.parquets, options);
    case "NumPy arrays": {
      const parts: PixelPart[] = [];
      for (const pair of detected.pairs) {
        parts.push(await readNumpyPair(source, pair, options.onReject, options.labeling));
      }
      return readPixels(source, parts);
    }
    default: {
      const parts: PixelPart[] = [];
      // One table at a time saves memory.
      for (const table of detected.tables) parts.push(await readTable(source, table, options));
      return readPixels(source, parts);
    }
  }
}

async function readTable(
  source: FileSource,
  {split, path}: {split: Split | undefined; path: string},
  {onReject, labeling}: Labeled
): Promise<PixelPart> {
  const rows = rowWatcher(onReject, {source: source.nameOf(path), root: source.root, classes: labeling.classes});
  const {parser, note} = await openTableAt(source, path, {onReject: rows.onReject, labeling});
  for await (const chunk of source.openChunks(path)) parser.push(chunk);
  return {split, digits: rows.end(parser.end), ...(note && {note: `${path}: ${note}`})};
}

/** Opens a table by its head or, if the head does not determine the dialect, by rows sampled from the whole file. */
async function openTableAt(
  source: FileSource,
  path: string,
  {onReject, labeling}: {onReject: OnReject; labeling: Labeling}
): Promise<OpenedTable> {
  const head = await source.readHead(path, TABLE_SAMPLE);
  try {
    return openTable(head, source.nameOf(path), onReject, labeling);
  } catch (error) {
    if (!(error instanceof InputError) || head.length < TABLE_SAMPLE) throw error;
    const sampler = sparseSampler();
    for await (const chunk of source.openChunks(path)) sampler.push(chunk);
    return openTable(sampler.bytes(), source.nameOf(path), onReject, labeling);
  }
}

async function readArrays(
  source: FileSource,
  {split, images, labels}: {split: Split | undefined; images: string; labels: string},
  {onReject, labeling}: Labeled
): Promise<PixelPart> {
  const names = {images: source.nameOf(images), labels: source.nameOf(labels)};
  const arrays = [await readArray(source, images, 3), await readArray(source, labels, 1)] as const;
  const rows = rowWatcher(onReject, {source: names.labels, root: source.root, classes: labeling.classes});
  return {split, digits: rows.end(() => idxDigits(...arrays, names, rows.onReject, labeling))};
}

async function readArray(source: FileSource, path: string, dimensions: 1 | 3): Promise<IdxArray> {
  const parser = idxParser(source.nameOf(path), dimensions);
  for await (const chunk of source.openChunks(path)) parser.push(chunk);
  return parser.end();
}

function readPixels(source: FileSource, parts: readonly PixelPart[]): Omit<ReadDigits, "classes"> {
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

/** Bytes. A parquet file of digits has about 15 MB and is read into memory whole. */
const MAX_PARQUET = 512 << 20;

/** Reads the image files embedded in parquet files. */
async function readParquets(
  source: FileSource,
  parquets: readonly {split: Split | undefined; path: string}[],
  options: Labeled
): Promise<Omit<ReadDigits, "classes">> {
  const images = new Map<string, Uint8Array>();
  const files: LabeledFile[] = [];
  const {codes, classes} = options.labeling;
  for (const {path, split} of parquets) {
    for (const [i, {image, label}] of (await readRows(source, path, options.labeling)).entries()) {
      const at = `${path}: row ${i + 1}`;
      const index = codes.get(label);
      if (index !== undefined) {
        images.set(at, image);
        files.push({path: at, label: index, split});
      } else {
        const error = new InputError(source.nameOf(at), `a label ${describeCodes(options.labeling)}`, `${label}`);
        reject(options.onReject, noClassReason(classes), error);
      }
    }
  }
  return readFiles({...source, readBytes: (at) => Promise.resolve(images.get(at)!)}, files, options);
}

async function readRows(source: FileSource, path: string, labeling: Labeling): Promise<ParquetRow[]> {
  return readParquet(await source.readBytes(path, MAX_PARQUET), source.nameOf(path), labeling);
}

/** Reads images whose names hold their labels. */
async function readNamedFiles(
  source: FileSource,
  named: NamedFiles,
  options: ReadOptions
): Promise<Omit<ReadDigits, "classes">> {
  const {files, unnamed} = named;
  if (options.labeling && !areDigits(options.labeling.classes)) {
    const expected = `folders named as the classes in dataset.json (${describeAlphabet(options.labeling.classes)})`;
    throw new InputError(source.root, expected, "images that say digits by their names");
  }
  for (const path of unnamed) {
    const expected = "a name that begins with a digit, such as 7_1.png, as most images here have";
    const error = new InputError(source.nameOf(path), expected, "one that says none or two");
    reject(options.onReject, "an image whose name says no digit", error);
  }
  const [first] = files;
  const note = first && `${first.path}: taken for ${first.label}, as its name says; and the others likewise`;
  return readFiles(source, files, options, note);
}

/** Reads image files, split after split. *note* says what is unusual about them. */
async function readFiles(
  source: FileSource,
  files: readonly LabeledFile[],
  {scratch, onReject, onProgress}: ReadOptions,
  note = ""
): Promise<Omit<ReadDigits, "classes">> {
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
