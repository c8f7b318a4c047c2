import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {DIGITS, type Alphabet} from "../../src/characters/alphabet.js";
import type {Digits} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import {decodeText} from "../../src/run/decodeText.js";
import {KIND_FILES} from "../../src/run/modelFiles.js";
import {listedAbout, type ListedAbout} from "../../src/run/runAbout.js";
import type {Dataset} from "../datasets/dataset.js";
import {
  describedRun,
  digestLabels,
  relativeToRuns,
  roundRecord,
  type DescribedRun,
  type ListedRun
} from "./describedRun.js";
import {kindOf, readModelFolder} from "./modelFiles.js";
import {fingerprintImages, listRuns, readFingerprints, readLog, runFolder, type Run} from "./runs.js";
import {messageOf} from "../../src/messageOf.js";

/** What the pages know of a run before they load more of it, in `data/runs.json`. */
export interface SiteRun extends Omit<ListedRun, "about"> {
  readonly about: ListedAbout;
  /** How many of the predicted images this site has. */
  readonly imagesFound: number;
  /** Whether it kept its answers to validation images by epoch; and whether this site has these images. */
  readonly hasEpochs: boolean;
  readonly validationFound: boolean;
}

/** The images of a site; without classes they are digits. */
export type SiteImages = Pick<Dataset, "splits"> & {readonly classes?: Alphabet};

/** A run folder that could not be read, and why. */
export interface BrokenRun {
  readonly name: string;
  readonly error: string;
}

/** The runs of the site, in `data/runs.json`. */
export interface SiteRuns {
  readonly runs: SiteRun[];
  readonly broken: BrokenRun[];
  /** Runs that were trained with a fault on purpose: no list, chart or comparison of the others has them. */
  readonly faulty: SiteRun[];
}

/**
 * Returns all runs for `data/runs.json`, those that can't be read and those with a fault apart: one broken run never hides another. Of a run with a
 * broken file the other files are shown.
 */
export async function describeRuns(images: SiteImages): Promise<SiteRuns> {
  const runs: SiteRun[] = [];
  const broken: BrokenRun[] = [];
  const faulty: SiteRun[] = [];
  const names = await listRuns();
  for (const name of names) {
    try {
      checkAddress(name, names);
      const run = await describedRun(name);
      const list = run.listed.about.fault ? faulty : runs;
      list.push(describeForSite(run, await imagesOf(run, images), images));
    } catch (error) {
      broken.push({name, error: relativeToRuns(messageOf(error))});
    }
  }
  return {runs, broken, faulty};
}

/** Returns the names of the runs that have a page: those that can be part of an address, unlike any other's. */
export async function listPages(): Promise<string[]> {
  const names = await listRuns();
  return names.filter((name) => {
    try {
      checkAddress(name, names);
      return true;
    } catch {
      return false;
    }
  });
}

/** @throws InputError for a name that can't be an address, or is that of an earlier run but for its case: servers differ */
function checkAddress(name: string, names: readonly string[]): void {
  runFolder(name, name);
  const twin = names.find((other) => other.toLowerCase() === name.toLowerCase())!;
  if (twin !== name)
    throw new InputError(name, `a run name that differs from "${twin}" by more than case`, `"${name}"`);
}

function describeForSite(
  {listed, validationLabels}: DescribedRun,
  found: Int32Array,
  {splits: {validation}, classes = DIGITS}: SiteImages
): SiteRun {
  return {
    ...listed,
    about: listedAbout(listed.about),
    imagesFound: found.reduce((count, index) => count + Number(index >= 0), 0),
    hasEpochs: validationLabels !== null,
    validationFound: validationLabels !== null && validationLabels === digestLabels(classes, validation?.labels)
  };
}

/**
 * Returns, for each predicted image of a run, its index in the site's own *test* split, or −1 where that has it not:
 * by the run's fingerprints; without these, all in order if the labels are the same, one for one, and of the same *classes*.
 */
export function findImages(
  {predictions, fingerprints, classes: own}: Pick<Run, "classes" | "predictions" | "fingerprints">,
  test: Digits | undefined,
  classes: Alphabet = DIGITS
): Int32Array {
  const [n, labels] = [predictions?.length ?? 0, digestLabels(own, predictions?.labels)];
  return locateImages({n, labels, fingerprints}, {splits: test ? {test} : {}, classes});
}

function locateImages(
  {n, labels, fingerprints}: {n: number; labels: string | null; fingerprints: readonly string[] | undefined},
  {splits: {test}, classes = DIGITS}: SiteImages
): Int32Array {
  if (!n || !test) return new Int32Array(n).fill(-1);
  if (fingerprints?.length === n) {
    const index = placesOf(test);
    return Int32Array.from(fingerprints, (print) => index.get(print) ?? -1);
  }
  const same = labels !== null && labels === digestLabels(classes, test.labels);
  return Int32Array.from({length: n}, (_, i) => (same ? i : -1));
}

/** Where each image of a split is, by its fingerprint: the same for all runs. */
const places = new WeakMap<Digits, ReadonlyMap<string, number>>();

function placesOf(test: Digits): ReadonlyMap<string, number> {
  const known = places.get(test) ?? new Map(fingerprintImages(test).map((print, i) => [print, i]));
  places.set(test, known);
  return known;
}

async function imagesOf({listed, labels}: DescribedRun, images: SiteImages): Promise<Int32Array> {
  const n = listed.evaluation?.n ?? 0;
  const fingerprints = n && images.splits.test ? await readFingerprints(listed.name) : undefined;
  return locateImages({n, labels, fingerprints}, images);
}

/** Returns the names of the files that the site publishes of a run. */
function publishedFiles({listed: run, validationLabels}: DescribedRun): string[] {
  return [
    "run.json",
    ...(run.evaluation ? ["predictions.csv", "images.bin"] : []),
    ...(run.epochs ? ["history.json"] : []),
    ...(run.hasRobustness ? ["robustness.csv"] : []),
    ...(validationLabels === null ? [] : ["epochs.csv"]),
    ...(run.kernelBytes ? ["first-layer.npz"] : []),
    ...(run.hasModel ? KIND_FILES[kindOf(run.about, run.name)] : [])
  ];
}

/**
 * Returns the files that the site publishes of a run: all that is known of how it was made, its tables as they are, but that a page reads UTF-8, with the images that
 * the predictions are about (little-endian int32, from `findImages`), its history to six figures, and its model with the
 * weights in one file.
 */
export async function publishRun(name: string, images: SiteImages): Promise<Record<string, Uint8Array>> {
  const run = await describedRun(name);
  const dir = runFolder(name);
  const {about, hasModel} = run.listed;
  const model = hasModel ? await readModelFolder(dir, kindOf(about, name)) : {};
  const contentOf = async (file: string): Promise<Uint8Array> => {
    if (file === "run.json") return Buffer.from(JSON.stringify(about));
    if (file === "images.bin") return new Uint8Array((await imagesOf(run, images)).buffer);
    if (file === "history.json") return Buffer.from(JSON.stringify((await readLog(name)).map(roundRecord)));
    if (model[file]) return model[file];
    const bytes = await readFile(join(dir, file));
    return file.endsWith(".csv") ? Buffer.from(decodeText(bytes)) : bytes;
  };
  const files: Record<string, Uint8Array> = {};
  for (const file of publishedFiles(run)) files[file] = await contentOf(file);
  return files;
}
