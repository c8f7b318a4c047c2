import {findDataFolder, readDataset} from "../datasets/dataset.js";
import {readDuplicates} from "../datasets/duplicates.js";
import {checkPlaces} from "../places.js";
import type {SiteDigits} from "../site/siteDigits.js";
import {say} from "./cli.js";
import {leftOutLines, suspicionLines} from "./datasetReport.js";
import {loaderProgress} from "./progress.js";

/**
 * Makes whatever digits the site needs and lacks (the sample, what they are preprocessed to). Resolves to
 * these digits.
 * @throws InputError as `checkPlaces` does, before it makes anything
 */
export async function prepareSite(): Promise<SiteDigits> {
  await checkPlaces();
  const loading = loaderProgress();
  const data = await findDataFolder(undefined, loading.onProgress);
  const dataset = await readDataset(data, {onProgress: loading.onProgress});
  await readDuplicates(dataset, loading.onProgress);
  loading.stop();
  const counts = Object.entries(dataset.splits).map(([split, {length}]) => `${length} ${split}`);
  say(
    `digits: ${dataset.title} (${counts.join(", ")})${dataset.synthetic ? ", made by the project, not by people" : ""}`
  );
  [...leftOutLines(dataset.provenance), ...suspicionLines(dataset.provenance)].forEach(say);
  return {data, dataset};
}
