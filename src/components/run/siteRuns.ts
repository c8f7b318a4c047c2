import {parseEpochPredictions, type EpochPredictions} from "../../run/epochPredictions.js";
import {parsePredictions, type Predictions} from "../../run/predictions.js";
import {parseRobustness, type RobustnessRecord} from "../../stats/robustness.js";
import type {KernelHistory} from "../training/firstLayer.js";
import {runFileUrl} from "./runFiles.js";

/** Returns what `runs.json` says, with NaN for the figures of epochs that are not known: JSON has but null for them. */
export function readRuns<Site extends {readonly runs: readonly {readonly history: readonly object[]}[]}>(
  json: Site
): Site {
  const known = (record: object) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value === null ? NaN : (value as number)]));
  return {...json, runs: json.runs.map((run) => ({...run, history: run.history.map(known)}))};
}

/** Returns the runs that have answers, those first of whose images the site has the largest share. */
export function testedRuns<Run extends {evaluation: {n: number} | null; imagesFound: number}>(
  runs: readonly Run[]
): Run[] {
  const share = ({evaluation, imagesFound}: Run) => imagesFound / evaluation!.n;
  return runs.filter(({evaluation}) => evaluation).sort((a, b) => share(b) - share(a));
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
  run: string
): Promise<{predictions: Predictions; images: Int32Array}> {
  const [predictions, images] = await Promise.all(
    ["predictions.csv", "images.bin"].map((file) => fetch(runFileUrl(runsUrl, run, file)))
  );
  return {
    predictions: parsePredictions(await predictions!.text(), `${run}/predictions.csv`),
    images: new Int32Array(await images!.arrayBuffer())
  };
}

/**
 * Resolves to what a *run* took each validation image for after each epoch.
 * @throws InputError for a file that is not what its name says
 */
export async function loadEpochs(runsUrl: string, run: string): Promise<EpochPredictions> {
  const text = await (await fetch(runFileUrl(runsUrl, run, "epochs.csv"))).text();
  return parseEpochPredictions(text, `${run}/epochs.csv`);
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
    const file = await fetch(runFileUrl(runsUrl, name, "first-layer.npz"));
    const {parseKernels} = await import("../../run/keptKernels.js"); // with what unzips, which the pages wait for no sooner
    return parseKernels(new Uint8Array(await file.arrayBuffer()), `${name}/first-layer.npz`);
  };
  return {bytes: kernelBytes, load};
}

/**
 * Resolves to how the *runs* bear perturbations, of those that the site knows it of.
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
        const text = await (await fetch(runFileUrl(runsUrl, name, "robustness.csv"))).text();
        return {name, records: parseRobustness(text, `${name}/robustness.csv`)};
      })
  );
}
