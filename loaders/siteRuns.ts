import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Digits} from "../src/digits/digits.js";
import {evaluate, type Evaluation} from "../src/stats/evaluation.js";
import type {EpochRecord} from "../src/stats/history.js";
import type {Dataset} from "./dataset.js";
import {fingerprintImages, listRuns, readRun, readSavedModel, runFolder, type Run, type RunAbout} from "./runs.js";

/** What the pages know of a run before they load more of it, in `data/runs.json`. */
export interface SiteRun {
  readonly name: string;
  readonly about: RunAbout;
  readonly history: readonly EpochRecord[];
  /** Without predictions: null. */
  readonly evaluation: Evaluation | null;
  /** How many of the predicted images this site has. */
  readonly imagesFound: number;
  readonly hasModel: boolean;
}

/** A run folder that could not be read, and why. */
export interface BrokenRun {
  readonly name: string;
  readonly error: string;
}

/** Returns all runs for `data/runs.json`, those that can't be read apart: one broken run never hides another. */
export async function describeRuns({splits}: Pick<Dataset, "splits">): Promise<{runs: SiteRun[]; broken: BrokenRun[]}> {
  const runs: SiteRun[] = [];
  const broken: BrokenRun[] = [];
  for (const name of await listRuns()) {
    try {
      const run = await readRun(name);
      if (run.hasModel) await readSavedModel(name);
      runs.push({
        name,
        about: run.about,
        history: run.history ?? [],
        evaluation: run.predictions ? evaluate(run.predictions) : null,
        imagesFound: findImages(run, splits.test).filter((index) => index >= 0).length,
        hasModel: run.hasModel
      });
    } catch (error) {
      broken.push({name, error: (error as Error).message});
    }
  }
  return {runs, broken};
}

/**
 * Returns, for each predicted image of a run, its index in the site's own *test* split, or −1 where that has it not:
 * by the run's fingerprints; without these, all in order if the labels are the same, one for one.
 */
export function findImages({predictions, fingerprints}: Run, test: Digits | undefined): Int32Array {
  const n = predictions?.length ?? 0;
  if (!predictions || !test) return new Int32Array(n).fill(-1);
  if (fingerprints?.length === n) {
    const index = new Map(fingerprintImages(test).map((print, i) => [print, i]));
    return Int32Array.from(fingerprints, (print) => index.get(print) ?? -1);
  }
  const same = test.labels && test.length === n && predictions.labels.every((label, i) => label === test.labels![i]);
  return Int32Array.from({length: n}, (_, i) => (same ? i : -1));
}

/** Returns the names of the files that the site publishes of a run; none for one that can't be read. */
export async function runFiles(name: string): Promise<string[]> {
  return Object.keys(await publishRun(name, undefined).catch(() => ({})));
}

/**
 * Returns the files that the site publishes of a run: its predictions as they are, with the images that they are about
 * (little-endian int32, from `findImages`), and its model with the weights in one file.
 */
export async function publishRun(name: string, test: Digits | undefined): Promise<Record<string, Uint8Array>> {
  const run = await readRun(name);
  const files: Record<string, Uint8Array> = {};
  if (run.predictions) {
    files["predictions.csv"] = await readFile(join(runFolder(name), "predictions.csv"));
    files["images.bin"] = new Uint8Array(findImages(run, test).buffer);
  }
  if (run.hasModel) {
    const {json, weights} = await readSavedModel(name);
    files["model.json"] = Buffer.from(json);
    files["weights.bin"] = new Uint8Array(weights);
  }
  return files;
}
