import {rm} from "node:fs/promises";
import {join} from "node:path";
import type {Dataset} from "../datasets/dataset.js";
import {makeOutputs, materialsOf} from "../siteData/makeOutput.js";
import {OUTPUTS} from "../siteData/outputs/allOutputs.js";
import {finishSite} from "./finishSite.js";
import {buildPages} from "./framework.js";
import {forgetLoaded, prepareFrameworkCache, putLoaded} from "./frameworkCache.js";
import {keepBundles} from "./keptBundles.js";
import {writeRunFiles, writeRunPages} from "./runPages.js";
import {factsOf} from "./siteFacts.js";

/** Called before each step of a build, with what it is. */
export type OnStep = (step: string) => void;

/** Makes the site with the *dataset* of the folder *data* in the folder *site*. @throws Error where a page is broken */
export async function makeSite(site: string, data: string, dataset: Dataset, onStep: OnStep): Promise<void> {
  await rm(site, {recursive: true, force: true});
  await keepBundles(() => onStep("bundling the readers"));
  await makeData(data, onStep);
  onStep("building the pages");
  await buildPages(data, factsOf(dataset), {output: site});
  await finishSite(site);
  await writeRunPages(site);
  await writeRunFiles(join(site, "_file", "data", "runs"), dataset);
}

/** Has Framework find the data that its loaders would make, each file as it was made before where it would be the same. */
async function makeData(data: string, onStep: OnStep): Promise<void> {
  await prepareFrameworkCache();
  await forgetLoaded(OUTPUTS.map(({name}) => name));
  await makeOutputs(OUTPUTS, materialsOf(data), {
    onMake: ({name}) => onStep(`making ${name}`),
    onMade: ({name}, bytes) => putLoaded(name, bytes)
  });
}
