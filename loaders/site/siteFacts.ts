import type {KeptDataset} from "../datasets/dataset.js";
import {spriteNames} from "../siteData/sprites.js";

/** What the site's configuration has to know of its digits. */
export interface SiteFacts {
  /** The names of the files of `sprites.zip`. */
  readonly sprites: readonly string[];
  /** Were the digits made by the project, rather than by people? */
  readonly synthetic: boolean;
}

/** The environment variable in which Framework's process finds the facts, as JSON. */
export const FACTS = "HANDSCOPE_SITE";

/** Returns the facts of a dataset. */
export function factsOf({provenance, synthetic}: Pick<KeptDataset, "provenance" | "synthetic">): SiteFacts {
  const lengths = provenance.splits.map(({split, n}) => [split, {length: n}] as const);
  return {synthetic, sprites: spriteNames(Object.fromEntries(lengths))};
}

/** Resolves to the facts of the site that is being built, or, where nothing says so, of the digits that are at hand. */
export async function readSiteFacts(): Promise<SiteFacts> {
  const told = process.env[FACTS];
  if (told) return JSON.parse(told) as SiteFacts;
  const {findDataFolder, keepDataset} = await import("../datasets/dataset.js");
  return factsOf(await keepDataset(await findDataFolder()));
}
