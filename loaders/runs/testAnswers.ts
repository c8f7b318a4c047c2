import * as v from "valibot";
import {isSameAlphabet, type Alphabet} from "../../src/characters/alphabet.js";
import {imageAt, type Digits} from "../../src/characters/digits.js";
import {InputError} from "../../src/inputError.js";
import type {Answers} from "../../src/stats/meanAnswers.js";
import type {Dataset} from "../datasets/dataset.js";
import {describedRun} from "./describedRun.js";
import {fingerprint, inspectRun, type Run} from "./runs.js";
import {findImages, listPages} from "./siteRuns.js";

/** What of a dataset says whether a run was trained on its test images. */
export type TestedDataset = Pick<Dataset, "classes" | "splits" | "provenance">;

type AnsweringRun = Pick<Run, "name" | "about" | "classes" | "predictions" | "fingerprints">;

/** What a run.json says of its training files, of which only some other trainers keep a list. */
const ListedFiles = v.object({files: v.object({list: v.array(v.object({path: v.string(), sha256: v.string()}))})});

/** Of more runs than this only the best by their own figures are read: no more than four have a say in the end. */
const MAX_RUNS = 40;

/**
 * Returns what each run of the *dataset*'s classes that gives probabilities answered for the images of its test split, but for
 * those that it was trained on; of the 40 best runs at most.
 */
export async function readTestAnswers(dataset: TestedDataset): Promise<Answers[]> {
  if (!dataset.splits.test?.labels) return [];
  const answers: Answers[] = [];
  for (const name of await listRead(dataset.classes)) {
    const {run} = await inspectRun(name);
    if (run.predictions) answers.push(answersOf(run, dataset));
  }
  return answers;
}

/** Returns how many runs of these *classes* give probabilities and are not read, since 40 others are more accurate. */
export async function countUnread(classes: Alphabet): Promise<number> {
  return Math.max(0, (await listProbable(classes)).length - MAX_RUNS);
}

/** Returns the names of the 40 most accurate at most of those runs, in their order. */
async function listRead(classes: Alphabet): Promise<string[]> {
  const probable = await listProbable(classes);
  const best = new Set([...probable].sort((a, b) => b.accuracy - a.accuracy).slice(0, MAX_RUNS));
  return probable.filter((one) => best.has(one)).map(({name}) => name);
}

/** Returns the runs of these *classes* that give probabilities, in their order. */
async function listProbable(classes: Alphabet): Promise<{name: string; accuracy: number}[]> {
  const probable: {name: string; accuracy: number}[] = [];
  for (const name of await listPages()) {
    const described = await describedRun(name).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error; // the page lists a broken run with its error
      return undefined;
    });
    const {hasProbabilities, classes: own, evaluation, about} = described?.listed ?? {};
    if (hasProbabilities && !about?.fault && own && isSameAlphabet(own, classes))
      probable.push({name, accuracy: evaluation?.accuracy ?? 0});
  }
  return probable;
}

/**
 * Returns what a run answered for the images of the *dataset*'s test split, zeros for those that it did not answer or was
 * trained on. Predictions are of images that were held out, unless
 * - a test image is also a training or validation image of this dataset, and the run was trained on its files, or
 * - the run was evaluated on other data than its own, and a file that it was trained on is divided anew here, or has another
 *   name, so that it may be test images now.
 *
 * Copies of its training images in files of other bytes can't be told.
 */
export function answersOf(run: AnsweringRun, dataset: TestedDataset): Answers {
  const {splits, provenance} = dataset;
  const test = splits.test!;
  const k = run.classes.length;
  const probabilities = new Float32Array(k * test.length);
  const answered = run.predictions?.probabilities;
  const isOwn = run.about.dataset?.sha256 === provenance.sha256;
  const shared = sharedFiles(run, dataset);
  if (!answered || (!isOwn && mayBeTested(shared, run, dataset))) return {name: run.name, probabilities};
  const trained = isOwn || shared.length ? fingerprintsOf(splits.train, splits.validation) : new Set<string>();
  findImages(run, test).forEach((index, row) => {
    if (index < 0 || trained.has(fingerprint(imageAt(test, index)))) return;
    probabilities.set(answered.subarray(k * row, k * (row + 1)), k * index);
  });
  return {name: run.name, probabilities};
}

/** A file by its name in the data that a run was trained on and in a dataset. */
interface SharedFile {
  readonly trained: unknown;
  readonly here: string;
}

/** Returns the files of the dataset that are, byte for byte, among those that the run.json lists as its training data. */
function sharedFiles({about}: AnsweringRun, {provenance}: TestedDataset): SharedFile[] {
  const listed = v.safeParse(ListedFiles, about.dataset?.provenance);
  if (!listed.success) return [];
  const trained = new Map(listed.output.files.list.map(({path, sha256}) => [sha256, path]));
  return provenance.files.list.flatMap(({path: here, sha256}) =>
    trained.has(sha256) ? [{trained: trained.get(sha256), here}] : []
  );
}

function mayBeTested(shared: readonly SharedFile[], {about}: AnsweringRun, {provenance}: TestedDataset): boolean {
  if (!about.evaluated || about.evaluated.sha256 === about.dataset?.sha256) return false;
  const isDivided = provenance.division.how === "by seed";
  return shared.some(({trained, here}) => isDivided || trained !== here);
}

function fingerprintsOf(...splits: readonly (Digits | undefined)[]): Set<string> {
  const prints = new Set<string>();
  for (const digits of splits) {
    for (let i = 0; i < (digits?.length ?? 0); ++i) prints.add(fingerprint(imageAt(digits!, i)));
  }
  return prints;
}
