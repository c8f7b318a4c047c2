import {InputError} from "../../src/inputError.js";
import {isHeavy} from "../../src/run/modelFiles.js";
import type {Family} from "../../src/run/systems.js";
import {deskRuns, type DeskRun} from "../../src/stats/deskRuns.js";
import {modelBytes} from "./heavyRuns.js";
import type {SiteRuns} from "./siteRuns.js";
import type {Systems} from "./systems.js";

/** A system that reads the visitor's drawing beside all others, in `data/duel.json`. */
export interface Rival extends DeskRun {
  readonly family: Family;
  /** What a browser loads for it; 0 where its files can't be read here, which it says when it is asked. */
  readonly bytes: number;
  /** Whether it is asked only when the visitor wants it, as it brings a program of megabytes along. */
  readonly isHeavy: boolean;
  /** For an image given alone, on the machine on which all were timed; missing where that was not measured. */
  readonly milliseconds?: number;
}

/**
 * Resolves to the *systems* of the site that have a model among its *runs*, the fastest first, and last those of unknown
 * speed.
 */
export async function describeRivals(
  {systems}: Pick<Systems, "systems">,
  {runs}: Pick<SiteRuns, "runs">
): Promise<Rival[]> {
  const byName = new Map(deskRuns(runs).map((run) => [run.name, run]));
  const rivals = systems.flatMap(({run: name, family, milliseconds}) => {
    const run = byName.get(name);
    return run ? [{...run, family, ...(milliseconds === undefined ? {} : {milliseconds})}] : [];
  });
  const known = await Promise.all(
    rivals.map(async (rival) => ({
      ...rival,
      bytes: await modelBytes(rival).catch(orNothing),
      isHeavy: isHeavy(rival.kind)
    }))
  );
  return known.sort((a, b) => (a.milliseconds ?? Infinity) - (b.milliseconds ?? Infinity) || a.bytes - b.bytes);
}

function orNothing(error: unknown): number {
  if (!(error instanceof InputError)) throw error;
  return 0;
}
