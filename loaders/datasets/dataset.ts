import {readdir} from "node:fs/promises";
import {basename, dirname, join, relative} from "node:path";
import {sum} from "d3-array";
import {DIGITS, type Alphabet} from "../../src/characters/alphabet.js";
import type {Digits, Split} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import {ABOUT, readAbout, type About} from "./about.js";
import type {Splits} from "./parts/splits.js";
import {cached, hashSplits, readSplits, type HashedFile, type Made, type OnProgress} from "./cache.js";
import {detectLayout, filesOf, type Detected} from "./detect.js";
import {findLabeling} from "./findLabeling.js";
import {areDigits} from "./labels/labeling.js";
import {OVERLAY, readOverlay, withOverlay, type Overlay} from "./labels/overlay.js";
import {restoreFolder} from "../files.js";
import {fromUser, RAW, SAMPLE} from "../paths.js";
import {describeOthers, describePictures, describeSplits, type Provenance} from "./provenance.js";
import {readDigits} from "./readDigits.js";
import {refuseMostlyBad, rejectLog} from "./parts/rejects.js";
import {makeSample} from "./sample.js";
import {openSource, type FileSource} from "./sources/source.js";
import {checkDigits} from "./suspicions/checkDigits.js";
import {findDefaultReader, type Reader} from "./suspicions/defaultReader.js";

/** A dataset in the cache: what it is, the files it was read from, and its cache entry. */
export interface KeptDataset {
  /** From dataset.json, or else the name of the folder or file. */
  readonly name: string;
  readonly title: string;
  readonly source?: string;
  readonly license?: string;
  /** Did the project's own generator make the digits, rather than people? */
  readonly synthetic: boolean;
  /** What the labels mean: a label is the index of its class. */
  readonly classes: Alphabet;
  readonly provenance: Provenance;
  /** The content of its dataset.json. */
  readonly about: About;
  /** The files on disk that the digits were read from, zips unopened, relative to the folder *base*. */
  readonly files: readonly string[];
  readonly base: string;
  /** The folder of its cache entry. Results computed from the digits may be kept there too. */
  readonly entry: string;
}

/** A dataset with its digits in memory. */
export interface Dataset extends KeptDataset {
  readonly splits: Splits;
}

export interface DatasetOptions {
  /** Leave out bad rows and images? Defaults to the setting in dataset.json. */
  readonly skipBad?: boolean | undefined;
  /** Take images and labels as they are, without `checkDigits`? Defaults to the setting in dataset.json. */
  readonly asIs?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Returns the folder to read digits from: *option* (`--data`), or else the environment variable `HANDSCOPE_DATA`, or
 * else `data/raw` unless it is empty, or else the sample, which is made if it is missing.
 */
export async function findDataFolder(option?: string, onProgress?: OnProgress): Promise<string> {
  const named = option ?? process.env.HANDSCOPE_DATA;
  if (named) return fromUser(named);
  if (await hasRaw()) return RAW;
  await makeSample(SAMPLE, {onProgress: (done, total) => onProgress?.("making the sample", done, total)});
  return SAMPLE;
}

/** Resolves to whether there is a data set in data/raw; puts back one whose replacement was broken off. */
export async function hasRaw(): Promise<boolean> {
  await restoreFolder(RAW);
  return (await readdir(RAW).catch(() => [])).some((name) => !name.startsWith("."));
}

/**
 * Reads the digits at *path* (a folder, a zip archive, read in place, or a single file) in any layout
 * that `detectLayout` knows. Preprocesses image files. Takes a dataset that was read before from the cache. *skipBad*
 * leaves bad rows and images out and counts them by reason in `provenance.rejected`.
 * @throws InputError if *path* holds no digits, if a file is not what its name says, or, unless *asIs*, if labels or
 * images are not what they seem (`checkDigits`)
 */
export async function readDataset(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const kept = await keepDataset(path, options);
  return {...kept, splits: await readSplits(kept.entry)};
}

/** Puts the digits at *path* into the cache, like `readDataset`, without holding all of them in memory. */
export async function keepDataset(
  path: string,
  {skipBad, asIs: givenAsIs, onProgress}: DatasetOptions = {}
): Promise<KeptDataset> {
  const source = await openSource(path);
  try {
    const about = await readAbout(source);
    const detected = await detectLayout(source, about.classes);
    const how = {
      skip: skipBad ?? about.skipBad ?? false,
      asIs: givenAsIs ?? about.asIs ?? false,
      overlay: await readOverlay(source)
    };
    const reader = await findDefaultReader();
    const name = about.name ?? basename(path).replace(DATA_ENDING, "");
    const used = filesOf(detected, source);
    const base = source.onDisk(source.paths[0]!) === source.root ? dirname(source.root) : source.root;
    const files = [...new Set(used.map((file) => relative(base, source.onDisk(file))))];
    const {provenance, entry} = await cached(
      {
        name,
        root: base,
        files,
        options: JSON.stringify({
          skip: how.skip,
          asIs: how.asIs,
          reader: reader?.sha256,
          classes: about.classes,
          overlay: how.overlay
        })
      },
      (hashed, scratch) =>
        preprocessAll(source, detected, {...how, reader, hashed, used, scratch, onProgress, named: about.classes}),
      onProgress
    );
    return {
      name,
      title: about.title ?? name,
      ...(about.source && {source: about.source}),
      ...(about.license && {license: about.license}),
      synthetic: Boolean(about.generator),
      classes: provenance.classes ?? DIGITS,
      provenance,
      about,
      files,
      base,
      entry
    };
  } finally {
    await source.close();
  }
}

/** Endings that are cut off a file's name to name the dataset. */
const DATA_ENDING = /\.(zip|csv|gz|npz|mat|parquet)$/i;

/** Provenance lists up to this many files with their hashes; beyond, only their number and bytes. */
const FEW = 20;

interface PreprocessOptions {
  readonly skip: boolean;
  readonly asIs: boolean;
  readonly reader: Reader | undefined;
  readonly hashed: readonly HashedFile[];
  readonly used: readonly string[];
  readonly scratch: string;
  readonly onProgress: OnProgress | undefined;
  readonly named: Alphabet | undefined;
  readonly overlay: Overlay;
}

async function preprocessAll(
  source: FileSource,
  detected: Detected,
  {skip, asIs, reader, hashed, used, scratch, onProgress, named, overlay}: PreprocessOptions
): Promise<Made> {
  const log = rejectLog();
  const found = await findLabeling(source, detected, named);
  const read = await readDigits(source, detected, {
    scratch: join(scratch, "images"),
    labeling: found.labeling,
    onProgress,
    ...(skip && {onReject: log.onReject})
  });
  const {division, pictures, classes} = read;
  const rejected = log.rejected(source.root);
  refuseMostlyBad(rejected, sum(Object.values(read.splits), ({length}) => length) + leftOver(division), source.root);
  const looks = {reader, asIs, arePictures: pictures !== undefined, source: source.root, classes};
  const checked = await checkDigits(read.splits, {...looks, areTransposed: found.areTransposed});
  const {suspicions} = checked;
  const {splits, relabeled, notes: unmatched} = withOverlay(checked.splits, classes, overlay);
  const notes = [...found.notes, ...(read.notes ?? []), ...checked.notes, ...unmatched];
  return {
    splits,
    provenance: {
      layout: detected.layout,
      read: new Date().toISOString(),
      files: {
        n: hashed.length,
        bytes: hashed.reduce((sum, {bytes}) => sum + bytes, 0),
        list: hashed.length <= FEW ? [...hashed] : []
      },
      sha256: hashSplits(splits, classes),
      division,
      ...(notes.length && {notes}),
      ...(suspicions.length && {suspicions}),
      ...(relabeled.length && {relabeled}),
      ...(!areDigits(classes) && {classes: [...classes]}),
      splits: describeSplits(splits, classes),
      pictures: pictures ? describePictures(pictures) : null,
      rejected,
      notRead: describeOthers(
        source.paths.filter((path) => path !== ABOUT && path !== OVERLAY),
        used
      )
    }
  };
}

function leftOver(division: Provenance["division"]): number {
  return division.how === "by seed" ? division.leftOver : 0;
}

/** Returns one split of a dataset with its labels. @throws InputError if the split is missing or has no labels */
export function labeledSplit(dataset: Dataset, split: Split, dir: string): Digits & {labels: Uint8Array} {
  const digits = dataset.splits[split];
  if (digits?.labels) return {...digits, labels: digits.labels};
  throw new InputError(dir, `a ${split} split`, `only ${Object.keys(dataset.splits).join(", ")}`);
}
