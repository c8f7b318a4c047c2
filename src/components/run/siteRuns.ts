import {isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import {InputError} from "../../inputError.js";
import type {EpochRecord} from "../../run/history.js";
import {parseEpochPredictions, type EpochPredictions} from "../../run/epochPredictions.js";
import {parsePredictions, type Predictions} from "../../run/predictions.js";
import {parseRobustness, type RobustnessRecord} from "../../stats/robustness.js";
import {fetchBytes, fetchJson, fetchText} from "../../siteFile.js";
import type {KernelHistory} from "../training/firstLayer.js";
import {runFileUrl} from "./runFiles.js";

/** A run as a file of it is loaded. */
interface LoadedRun {
  readonly name: string;
  readonly classes: Alphabet;
}

/**
 * Resolves to the epochs of a run's training, each once it was loaded; NaN for the figures that are not known: JSON has but
 * null for them.
 */
export async function loadHistory(
  runsUrl: string,
  {name, epochs}: {readonly name: string; readonly epochs: number}
): Promise<readonly EpochRecord[]> {
  if (!epochs) return [];
  const url = runFileUrl(runsUrl, name, "history.json");
  const loading = histories.get(url) ?? fetchJson<readonly object[]>(url, "the epochs of the run", "list");
  histories.set(url, loading);
  loading.catch(() => histories.delete(url)); // to be tried again
  const known = (value: number | null) => value ?? NaN;
  return (await loading).map(
    (record) =>
      Object.fromEntries(
        Object.entries(record).map(([key, value]) => [key, known(value as number | null)])
      ) as unknown as EpochRecord
  );
}

const histories = new Map<string, Promise<readonly object[]>>();

/** Resolves to *runs* with their histories. */
export async function withHistories<Run extends {readonly name: string; readonly epochs: number}>(
  runsUrl: string,
  runs: readonly Run[]
): Promise<(Run & {readonly history: readonly EpochRecord[]})[]> {
  return Promise.all(runs.map(async (run) => ({...run, history: await loadHistory(runsUrl, run)})));
}

/** Returns the runs that have answers, those first of whose images the site has the largest share. */
export function testedRuns<Run extends {evaluation: {n: number} | null; imagesFound: number}>(
  runs: readonly Run[]
): AnsweredRun<Run>[] {
  const share = ({evaluation, imagesFound}: AnsweredRun<Run>) => imagesFound / evaluation.n;
  return answeredRuns(runs).sort((a, b) => share(b) - share(a));
}

type AnsweredRun<Run extends {evaluation: {n: number} | null}> = Run & {evaluation: NonNullable<Run["evaluation"]>};

/** Returns the runs that have answers, in their order. */
export function answeredRuns<Run extends {evaluation: {n: number} | null}>(runs: readonly Run[]): AnsweredRun<Run>[] {
  return runs.filter((run): run is AnsweredRun<Run> => run.evaluation !== null);
}

/** Returns the address of a sprite, given that of `dataset.json`, beside which the sprites lie. */
export function spriteUrlFrom(datasetUrl: string): (split: string, index: number) => string {
  return (split, index) => new URL(`sprites/${split}-${index}.png`, new URL(datasetUrl, document.baseURI)).href;
}

/**
 * Resolves to the answers of a *run*, and for each of them the index of its image in the site's test split, or −1.
 * @throws InputError for predictions that are not what the file's name says
 */
export async function loadAnswers(
  runsUrl: string,
  {name, classes}: LoadedRun
): Promise<{predictions: Predictions; images: Int32Array}> {
  const [text, places] = await Promise.all([
    fetchText(runFileUrl(runsUrl, name, "predictions.csv"), "the answers of the run"),
    fetchBytes(runFileUrl(runsUrl, name, "images.bin"), {what: "where the images of its answers are"})
  ]);
  const predictions = parsePredictions(text, `${name}/predictions.csv`, classes);
  const bytes = Int32Array.BYTES_PER_ELEMENT * predictions.length;
  if (places.length !== bytes)
    throw new InputError(`${name}/images.bin`, `${bytes} bytes, a place for each answer`, `${places.length} bytes`);
  return {predictions, images: new Int32Array(places.buffer)};
}

/** Returns what loads the answers of one of *runs* by its name; it rejects for a name that is none of theirs. */
export function answersByName(
  runsUrl: string,
  runs: readonly LoadedRun[]
): (name: string) => ReturnType<typeof loadAnswers> {
  return async (name) => {
    const run = runs.find((one) => one.name === name);
    if (!run) throw new InputError(runsUrl, `a run named ${name}`, "none");
    return loadAnswers(runsUrl, run);
  };
}

/**
 * Resolves to what a *run* took each validation image for after each epoch.
 * @throws InputError for a file that is not what its name says
 */
export async function loadEpochs(runsUrl: string, {name, classes}: LoadedRun): Promise<EpochPredictions> {
  const text = await fetchText(runFileUrl(runsUrl, name, "epochs.csv"), "the answers of the run by epoch");
  return parseEpochPredictions(text, `${name}/epochs.csv`, classes);
}

/**
 * Returns what a *run* kept of its first layer by epoch, to be loaded; undefined where it kept nothing.
 * @throws InputError, when it is loaded, for a file that is not what its name says
 */
export function kernelsOf(
  runsUrl: string,
  {name, kernelBytes}: {readonly name: string; readonly kernelBytes: number}
): KernelHistory | undefined {
  if (!kernelBytes) return undefined;
  const load = async () => {
    const url = runFileUrl(runsUrl, name, "first-layer.npz");
    const file = await fetchBytes(url, {what: "what the run kept of its first layer", bytes: kernelBytes});
    const {parseKernels} = await import("../../run/kernelHistory.js"); // with what unzips, which the pages wait for no sooner
    return parseKernels(file, `${name}/first-layer.npz`);
  };
  return {bytes: kernelBytes, load};
}

/** The most runs whose curves are overlaid. */
const MAX_ROBUST = 20;

/**
 * Returns a *run* and others of its classes whose robustness the site knows, in their order, 20 at most,
 * and how many more there are.
 */
export function robustRuns<Run extends LoadedRun & {readonly hasRobustness: boolean}>(
  runs: readonly Run[],
  run: Run
): {shown: Run[]; leftOut: number} {
  const alike = runs.filter(({hasRobustness, classes}) => hasRobustness && isSameAlphabet(classes, run.classes));
  const others = new Set(alike.filter(({name}) => name !== run.name).slice(0, MAX_ROBUST - 1));
  const shown = alike.filter((one) => one.name === run.name || others.has(one));
  return {shown, leftOut: alike.length - shown.length};
}

/**
 * Resolves to the robustness of those of the *runs* that the site knows it of.
 * @throws InputError for a file that is not what its name says
 */
export async function loadRobustness(
  runsUrl: string,
  runs: readonly {readonly name: string; readonly hasRobustness: boolean}[]
): Promise<{name: string; records: RobustnessRecord[]}[]> {
  return Promise.all(
    runs
      .filter(({hasRobustness}) => hasRobustness)
      .map(async ({name}) => {
        const text = await fetchText(runFileUrl(runsUrl, name, "robustness.csv"), "the robustness of the run");
        return {name, records: parseRobustness(text, `${name}/robustness.csv`)};
      })
  );
}
