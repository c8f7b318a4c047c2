import type {DuplicateReport} from "../../src/characters/duplicates.js";
import {readDataset, type Dataset} from "../datasets/dataset.js";
import {readDuplicates} from "../datasets/duplicates.js";
import {describeRuns, type SiteRuns} from "../runs/siteRuns.js";
import {describeSystems, type Systems} from "../runs/systems.js";

/** What the site's files are made of. Each part is read when it is first asked for, and once for all files. */
export interface SiteParts {
  dataset(): Promise<Dataset>;
  duplicates(): Promise<DuplicateReport>;
  /** Without the site's images. */
  runs(): Promise<SiteRuns>;
  /** Without the site's images. */
  systems(): Promise<Systems>;
}

/** Returns the parts of a site with the digits of the folder *data*. */
export function siteParts(data: string): SiteParts {
  const dataset = once(() => readDataset(data));
  return {
    dataset,
    duplicates: once(async () => readDuplicates(await dataset())),
    runs: once(() => describeRuns({splits: {}})),
    systems: once(() => describeSystems({splits: {}}))
  };
}

/** Returns a function that reads at its first call, and resolves to the same at each. */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => (known ??= read());
}
