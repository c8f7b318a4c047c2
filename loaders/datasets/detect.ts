import {basename, dirname} from "node:path/posix";
import {SIDE} from "../../src/ink/image/grid.js";
import type {Split} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import type {Alphabet} from "../../src/characters/alphabet.js";
import {findNamedFiles, isImageName, type LabeledFile, type NamedFiles} from "./layouts/classFolders.js";
import {findMapping} from "./labels/emnist.js";
import {areDigits} from "./labels/labeling.js";
import {findFolderClasses} from "./layouts/namedFolders.js";
import {isIdx} from "./layouts/idx.js";
import {pairArrays, type ArrayPair} from "./layouts/idxPairs.js";
import {isMatlab} from "./layouts/matlab.js";
import {isManifestHeader} from "./layouts/manifest.js";
import {tableSide} from "./layouts/dialect.js";
import {isNumpyName, isNumpyPart, pairNumpyArrays} from "./layouts/numpyPairs.js";
import {isPixelHeader} from "./layouts/pixelCsv.js";
import {splitOfName, splitOfPath} from "./layouts/splitName.js";
import {refuseSeveralDatasets} from "./oneDataset.js";
import {noDigits, refuseForeign} from "./contents/refuseContents.js";
import type {FileSource} from "./sources/source.js";

/**
 * The layout of a dataset and the files that belong to it. A *split* is undefined if no name tells it. *mapping* is the
 * file that says what the labels mean, as in EMNIST.
 */
export type Detected =
  | {
      readonly layout: "digit-recognizer CSV" | "mnist-in-csv" | "table of pixels";
      readonly tables: readonly SplitFile[];
      readonly mapping: string | undefined;
    }
  | {
      readonly layout: "IDX" | "NumPy arrays";
      readonly pairs: readonly ArrayPair[];
      readonly mapping: string | undefined;
    }
  | {readonly layout: "MATLAB file"; readonly path: string}
  | {readonly layout: "parquet"; readonly parquets: readonly SplitFile[]}
  | {readonly layout: "manifest CSV"; readonly manifests: readonly SplitFile[]}
  | {readonly layout: "class folders"; readonly classes: Alphabet; readonly files: readonly LabeledFile[]}
  | ({readonly layout: "digits in file names"} & NamedFiles);

export interface SplitFile {
  readonly split: Split | undefined;
  readonly path: string;
}

type Kind = "parquet" | "matlab" | "pixels" | "small pixels" | "images" | "labels" | "manifest" | "other";

/** Names of files whose content tells their kind: tables, IDX files, and files without an extension. Never images. */
const LOOKED_INTO = /(\.(csv|tsv|tab|txt|dat|data|train|test|tra|tes|mat|parquet|idx\d?)|ubyte|^[^.]+)(\.gz)?$/i;
const IDX_NAME = /(images|labels).*idx\d?[-.]ubyte/i;

/** Bytes read of each file, enough for a table's header; and the number of files read. No dataset has more tables. */
const [HEAD, MAX_LOOKED_INTO] = [64 * 1024, 1000];

/**
 * Detects the layout of the digits in *source* from the content of its files, and returns it with the files that belong
 * to it. If several layouts are present, 28×28 tables of pixels win over IDX; IDX over tables of smaller images; then
 * come NumPy arrays, parquet, MATLAB files, manifests (tables of image files), class folders, and digits in file names.
 * *classes* are those in dataset.json.
 * @throws InputError if there is no layout, or if the layout is incomplete or ambiguous
 */
export async function detectLayout(source: FileSource, classes?: Alphabet): Promise<Detected> {
  const looked = source.paths.filter((path) => LOOKED_INTO.test(basename(path))).slice(0, MAX_LOOKED_INTO);
  const kinds: {path: string; kind: Kind; line: string; head: Uint8Array}[] = [];
  for (const path of looked) {
    const head = await source.readHead(path, HEAD);
    kinds.push({path, ...kindOf(head, classes?.length), head: head.slice(0, 1024)});
  }
  const ofKind = (kind: Kind) => kinds.filter((one) => one.kind === kind);
  // Files named like a table whose content is none. They count as tables, so that parsing reports what is wrong.
  const suspects = ofKind("other").filter(({path}) => /\.csv/i.test(path) && splitOfName(basename(path)));

  const pixels = ofKind("pixels");
  const small = ofKind("small pixels");
  const arrays = kinds.filter(
    ({path, kind}) => kind === "images" || kind === "labels" || IDX_NAME.test(basename(path))
  );
  const parquets = ofKind("parquet");
  const matlab = ofKind("matlab").map(({path}) => path);
  const numpy = source.paths.filter(isNumpyPart);
  const found = findFolderClasses(source.paths, source.root, classes);
  const named = found?.files.length ? undefined : findNamedFiles(source.paths);
  const tables = pixels.length ? [...pixels, ...suspects] : arrays.length ? [] : small;
  const folders = found?.files.map(({path}) => dirname(dirname(path))) ?? [];
  const ofDigits = found && areDigits(found.classes) ? folders : []; // others may be unrelated to a table
  refuseSeveralDatasets(
    [...[...tables, ...arrays, ...parquets].map(({path}) => path), ...numpy, ...matlab, ...ofDigits],
    source
  );

  refuseForeign(pixels.length ? suspects : [], "a table of pixels, as its name says", source);
  if (tables.length) return tableLayout(source, tables);
  refuseForeign(
    arrays.filter(({kind}) => kind === "other"),
    "an IDX file, as its name says",
    source
  );
  if (arrays.length) return withMapping(source, {layout: "IDX", pairs: pairArrays(arrays, source.root)});
  if (numpy.length) return withMapping(source, {layout: "NumPy arrays", pairs: pairNumpyArrays(numpy, source.root)});
  if (parquets.length) return {layout: "parquet", parquets: parquets.map(withSplit)};
  if (matlab.length) return {layout: "MATLAB file", path: onlyOne(source, matlab)};
  const manifests = ofKind("manifest");
  if (manifests.length) return {layout: "manifest CSV", manifests: oneOfEach(source, manifests.map(withSplit))};
  if (found?.files.length) {
    refuseSeveralDatasets(folders, source);
    return {layout: "class folders", ...found};
  }
  if (named && !suspects.length) {
    refuseSeveralDatasets(named.files.map(({path}) => dirname(path)), source); // prettier-ignore
    return {layout: "digits in file names", ...named};
  }
  refuseForeign(suspects, "a table of pixels, as its name says", source);
  if (suspects.length) return tableLayout(source, suspects);
  const unnamed = source.paths.filter(isNumpyName);
  if (unnamed.length)
    return withMapping(source, {layout: "NumPy arrays", pairs: pairNumpyArrays(unnamed, source.root)});
  throw await noDigits(source);
}

function tableLayout(source: FileSource, found: readonly {path: string; line: string}[]): Detected {
  const tables = oneOfEach(source, found.map(withSplit));
  return {layout: nameTables(found), tables, mapping: tables[0] && findMapping(source.paths, tables[0].path)};
}

function withMapping(
  source: FileSource,
  found: {readonly layout: "IDX" | "NumPy arrays"; readonly pairs: readonly ArrayPair[]}
): Detected {
  return {...found, mapping: found.pairs[0] && findMapping(source.paths, found.pairs[0].images)};
}

function nameTables(tables: readonly {line: string}[]): "digit-recognizer CSV" | "mnist-in-csv" | "table of pixels" {
  if (tables.some(({line}) => /\b1x1\b/.test(line))) return "mnist-in-csv";
  return tables.some(({line}) => isPixelHeader(line)) ? "digit-recognizer CSV" : "table of pixels";
}

function kindOf(head: Uint8Array, classes: number | undefined): {kind: Kind; line: string} {
  if (isParquet(head)) return {kind: "parquet", line: ""};
  if (isMatlab(head)) return {kind: "matlab", line: ""};
  const array = isIdx(head);
  const line = new TextDecoder().decode(head).split(/\r?\n/, 1)[0]!;
  if (array) return {kind: array, line: ""};
  if (isPixelHeader(line)) return {kind: "pixels", line};
  if (isManifestHeader(line)) return {kind: "manifest", line};
  const side = tableSide(head, classes);
  return {kind: side === SIDE ? "pixels" : side ? "small pixels" : "other", line};
}

function isParquet(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(0, 4)) === "PAR1";
}

/** Returns the only file of *files*; it holds all splits. @throws InputError if there are several */
function onlyOne(source: FileSource, files: readonly string[]): string {
  const [only, ...others] = files;
  if (only !== undefined && !others.length) return only;
  throw new InputError(source.root, "one MATLAB file (--from or --data can name it)", files.slice(0, 5).join(", "));
}

function withSplit({path}: {path: string}): SplitFile {
  return {path, split: splitOfPath(path)};
}

/**
 * Returns one file for each split; of `train.csv` and `train.csv.gz`, the first.
 * @throws InputError if two different files claim one split
 */
function oneOfEach(source: FileSource, files: readonly SplitFile[]): SplitFile[] {
  const found: SplitFile[] = [];
  for (const file of files) {
    const other = found.find(({split}) => split === file.split);
    if (!other) found.push(file);
    else if (other.path.replace(/\.gz$/, "") !== file.path.replace(/\.gz$/, "")) {
      const what = file.split ? `one table for the ${file.split} split` : "one table, or several named by their split";
      throw new InputError(source.root, what, `${other.path} and ${file.path}`);
    }
  }
  return found;
}

function mappingOf({mapping}: {readonly mapping: string | undefined}): string[] {
  return mapping === undefined ? [] : [mapping];
}

/** Returns the paths that a layout reads. A manifest reads any image, because only its rows tell which. */
export function filesOf(detected: Detected, source: FileSource): string[] {
  switch (detected.layout) {
    case "IDX":
    case "NumPy arrays":
      return [...detected.pairs.flatMap(({images, labels}) => [images, labels]), ...mappingOf(detected)];
    case "MATLAB file":
      return [detected.path];
    case "parquet":
      return detected.parquets.map(({path}) => path);
    case "manifest CSV":
      return [...detected.manifests.map(({path}) => path), ...source.paths.filter(isImageName)];
    case "class folders":
      return detected.files.map(({path}) => path);
    case "digits in file names":
      return [...detected.files.map(({path}) => path), ...detected.unnamed];
    default:
      return [...detected.tables.map(({path}) => path), ...mappingOf(detected)];
  }
}
