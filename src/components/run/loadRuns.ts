import type {SiteRuns} from "../../../loaders/runs/siteRuns.js";
import {isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import type {Demonstration} from "../../run/demonstration.js";
import type {RunAbout} from "../../run/runAbout.js";
import {fetchJson} from "../../siteFile.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {runFileUrl} from "./runFiles.js";

/** Resolves to the list of the runs, and of the folders that can't be read, in `runs.json`. @throws InputError as `fetchJson` does */
export function loadRuns(url: string): Promise<SiteRuns> {
  return fetchJson<SiteRuns>(url, "the list of runs", ["runs", "broken", "faulty"]);
}

/** Resolves to the drawing that the overview shows, in `demonstration.json`; undefined where there is none. @throws InputError as `fetchJson` does */
export async function loadDemonstration(url: string): Promise<Demonstration | undefined> {
  return (await fetchJson<Demonstration[]>(url, "the drawing that is shown first", "list"))[0];
}

/** Resolves to the runs that can answer, in `desk.json`. @throws InputError as `fetchJson` does */
export function loadDeskRuns(url: string): Promise<DeskRun[]> {
  return fetchJson<DeskRun[]>(url, "the runs that can answer", "list");
}

/**
 * Returns the run whose accuracy a site of images of these *classes* tells first: the first one, in their order, that was
 * tested and tells the same classes apart; undefined for none.
 */
export function headlineRun<Run extends {readonly classes: Alphabet; readonly evaluation: object | null}>(
  runs: readonly Run[],
  classes: Alphabet
): (Run & {readonly evaluation: NonNullable<Run["evaluation"]>}) | undefined {
  const isTested = (run: Run): run is Run & {readonly evaluation: NonNullable<Run["evaluation"]>} =>
    run.evaluation !== null && isSameAlphabet(run.classes, classes);
  return runs.find(isTested);
}

/** Resolves to all that is known of how a run was made. @throws InputError as `fetchJson` does */
export function loadAbout(runsUrl: string, {name}: {readonly name: string}): Promise<RunAbout> {
  return fetchJson<RunAbout>(runFileUrl(runsUrl, name, "run.json"), "how the run was made", ["title", "model"]);
}
