import {readdir} from "node:fs/promises";
import {basename, dirname, join, relative} from "node:path";
import {sum} from "d3";
import * as v from "valibot";
import {checkAlphabet, DIGITS, type Alphabet} from "../../src/characters/alphabet.js";
import type {Digits, Split} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import type {Splits} from "./parts/splits.js";
import {cached, hashSplits, readSplits, type HashedFile, type Made, type OnProgress} from "./cache.js";
import {detectLayout, filesOf, type Detected} from "./detect.js";
import {findLabeling} from "./findLabeling.js";
import {areDigits} from "./labels/labeling.js";
import {restoreFolder} from "../files.js";
import {parseJson} from "../../src/parseJson.js";
import {fromUser, RAW, SAMPLE} from "../paths.js";
import {describeOthers, describePictures, describeSplits, type Provenance} from "./provenance.js";
import {readDigits} from "./readDigits.js";
import {refuseMostlyBad, rejectLog} from "./parts/rejects.js";
import {makeSample} from "./sample.js";
import {openSource, type FileSource} from "./sources/source.js";
import {checkDigits} from "./suspicions/checkDigits.js";
import {findDefaultReader, type Reader} from "./suspicions/defaultReader.js";

/** Where digits come from, and where they are kept. */
export interface KeptDataset {
  /** What their dataset.json says, or the name of the folder or file. */
  readonly name: string;
  readonly title: string;
  readonly source?: string;
  readonly license?: string;
  /** Was it made by the project's own generator, not by people? */
  readonly synthetic: boolean;
  /** What the labels mean: a label is the index of its class. */
  readonly classes: Alphabet;
  readonly provenance: Provenance;
  /** What its dataset.json says. */
  readonly about: About;
  /** The files on disk that it was read from, zips unopened, relative to the folder *base*. */
  readonly files: readonly string[];
  readonly base: string;
  /** Where the cache keeps this: a folder for what else is computed from it. */
  readonly entry: string;
}

/** Digits and where they come from. */
export interface Dataset extends KeptDataset {
  readonly splits: Splits;
}

export interface DatasetOptions {
  /** Are bad rows and images to be left out? As the dataset.json says, where nothing is said. */
  readonly skipBad?: boolean | undefined;
  /** Are images and labels to be taken as they are, whatever they look like? As the dataset.json says, likewise. */
  readonly asIs?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Returns the folder that the digits come from: *option* (from `--data`), the variable `HANDSCOPE_DATA`, `data/raw`
 * where something lies there, or else the sample, which is made where it is missing.
 */
export async function findDataFolder(option?: string, onProgress?: OnProgress): Promise<string> {
  const named = option ?? process.env.HANDSCOPE_DATA;
  if (named) return fromUser(named);
  await restoreFolder(RAW);
  if ((await readdir(RAW).catch(() => [])).some((name) => !name.startsWith("."))) return RAW;
  await makeSample(SAMPLE, {onProgress: (done, total) => onProgress?.("making the sample", done, total)});
  return SAMPLE;
}

/**
 * Returns the digits at *path*: a folder, a zip archive, which is read in place, or a single file, in any layout that
 * `detectLayout` knows; image files are preprocessed. What was read before comes from the cache.
 * @throws InputError for a path that holds no digits, or a file that is not what its name says; with *skipBad* bad rows
 * and images are left out, counted by reason in `provenance.rejected`; for labels or images that are not what they seem
 * (`checkDigits`), but with *asIs*
 */
export async function readDataset(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const kept = await keepDataset(path, options);
  return {...kept, splits: await readSplits(kept.entry)};
}

/** Puts the digits at *path* into the cache, as `readDataset` does, without having all of them in memory. */
export async function keepDataset(
  path: string,
  {skipBad, asIs: givenAsIs, onProgress}: DatasetOptions = {}
): Promise<KeptDataset> {
  const source = await openSource(path);
  try {
    const about = await readAbout(source);
    const detected = await detectLayout(source, about.classes);
    const skip = skipBad ?? about.skipBad ?? false;
    const asIs = givenAsIs ?? about.asIs ?? false;
    const reader = await findDefaultReader();
    const name = about.name ?? basename(path).replace(DATA_ENDING, "");
    const used = filesOf(detected, source);
    const base = source.onDisk(source.paths[0]!) === source.root ? dirname(source.root) : source.root;
    const files = [...new Set(used.map((file) => relative(base, source.onDisk(file))))];
    const {provenance, entry} = await cached(
      {name, root: base, files, options: JSON.stringify({skip, asIs, reader: reader?.sha256, classes: about.classes})},
      (hashed, scratch) =>
        preprocessAll(source, detected, {skip, asIs, reader, hashed, used, scratch, onProgress, named: about.classes}),
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

/** What the name of a set is without. */
const DATA_ENDING = /\.(zip|csv|gz|npz|mat|parquet)$/i;

/** Where a folder says what it holds. */
const ABOUT = "dataset.json";

/** As many files are listed one by one, with their sums. */
const FEW = 20;

async function preprocessAll(
  source: FileSource,
  detected: Detected,
  {
    skip,
    asIs,
    reader,
    hashed,
    used,
    scratch,
    onProgress,
    named
  }: {
    skip: boolean;
    asIs: boolean;
    reader: Reader | undefined;
    hashed: readonly HashedFile[];
    used: readonly string[];
    scratch: string;
    onProgress: OnProgress | undefined;
    named: Alphabet | undefined;
  }
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
  const {
    splits,
    suspicions,
    notes: lies
  } = await checkDigits(read.splits, {...looks, areTransposed: found.areTransposed});
  const notes = [...found.notes, ...(read.notes ?? []), ...lies];
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
      ...(!areDigits(classes) && {classes: [...classes]}),
      splits: describeSplits(splits, classes),
      pictures: pictures ? describePictures(pictures) : null,
      rejected,
      notRead: describeOthers(
        source.paths.filter((path) => path !== ABOUT),
        used
      )
    }
  };
}

function leftOver(division: Provenance["division"]): number {
  return division.how === "by seed" ? division.leftOver : 0;
}

/** Returns one split of a dataset, with its labels. @throws InputError where it has none */
export function labeledSplit(dataset: Dataset, split: Split, dir: string): Digits & {labels: Uint8Array} {
  const digits = dataset.splits[split];
  if (digits?.labels) return {...digits, labels: digits.labels};
  throw new InputError(dir, `a ${split} split`, `only ${Object.keys(dataset.splits).join(", ")}`);
}

/** What a folder's dataset.json may say of its digits. */
const About = v.looseObject({
  name: v.optional(v.string()),
  title: v.optional(v.string()),
  source: v.optional(v.string()),
  license: v.optional(v.string()),
  /** Only where a program made them. */
  generator: v.optional(v.string()),
  /** Are bad rows and images to be left out? As `npm run data -- --skip-bad` wrote it. */
  skipBad: v.optional(v.boolean()),
  /** Are images and labels to be taken as they are? As `npm run data -- --as-is` wrote it. */
  asIs: v.optional(v.boolean()),
  /** What the labels mean: the class of label 0, of label 1 …; or the names of the folders of images. */
  classes: v.optional(v.array(v.string()))
});
export type About = v.InferOutput<typeof About>;

/** Returns what dataset.json says; nothing where there is none. @throws InputError for anything else */
export async function readAbout(source: FileSource): Promise<About> {
  if (!source.paths.includes(ABOUT)) return {};
  const bytes = await source.readBytes(ABOUT);
  const name = source.nameOf(ABOUT);
  const about = parseJson(About, new TextDecoder().decode(bytes), name);
  if (about.classes) checkAlphabet(about.classes, `${name}: classes`);
  return about;
}
