import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {findDuplicates, type DuplicateReport} from "../../src/characters/duplicates.js";
import type {OnProgress} from "./cache.js";
import type {Dataset} from "./dataset.js";
import {writeFileAtomically} from "../files.js";

/**
 * Finds images that occur in several splits of a dataset. Keeps the report in the dataset's cache entry, which changes
 * with the data and the code, and returns a kept report without searching again.
 */
export async function readDuplicates(
  {splits, entry}: Pick<Dataset, "splits" | "entry">,
  onProgress?: OnProgress
): Promise<DuplicateReport> {
  const path = join(entry, "duplicates.json");
  const known = await readFile(path, "utf8").catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as DuplicateReport;
  const report = findDuplicates(splits, {
    onProgress: (done, total) => onProgress?.("looking for duplicates", done, total)
  });
  await writeFileAtomically(path, JSON.stringify(report));
  return report;
}
