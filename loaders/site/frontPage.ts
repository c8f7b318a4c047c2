import {rm} from "node:fs/promises";
import {join} from "node:path";
import {BUILD_CACHE} from "../buildCache/keptBytes.js";
import {SAMPLE} from "../paths.js";
import {makeOutputs, materialsOf} from "../siteData/makeOutput.js";
import {demonstration} from "../siteData/outputs/demonstration.js";
import {desk} from "../siteData/outputs/desk.js";
import {FRONT_OUTPUTS} from "../siteData/outputs/allOutputs.js";
import {siteParts} from "../siteData/siteParts.js";
import {summaryAhead} from "./aheadOfSample.js";
import {finishSite} from "./finishSite.js";
import {buildPages} from "./framework.js";
import {forgetLoaded, prepareFrameworkCache, putLoaded} from "./frameworkCache.js";
import {keepBundles} from "./keptBundles.js";
import {writeRunFiles} from "./runPages.js";
import type {SiteDigits} from "./siteDigits.js";
import {factsOf, type SiteFacts} from "./siteFacts.js";

/** The front page alone, with all that it loads. */
const FRONT = join(BUILD_CACHE, "front");

/** Builds the front page of the site of these digits, and resolves to the folder that it is in. */
export async function buildFrontPage({data, dataset}: SiteDigits): Promise<string> {
  await prepareLoaded();
  await Promise.all([keepBundles(), makeFrontData(data)]);
  return buildFront(data, factsOf(dataset));
}

/** Does the same before the sample, which it is to show, is made. */
export async function buildFrontPageAhead(): Promise<string> {
  await prepareLoaded();
  await Promise.all([keepBundles(), makeDataAhead()]);
  return buildFront(SAMPLE, {synthetic: true, sprites: []});
}

async function prepareLoaded(): Promise<void> {
  await prepareFrameworkCache();
  await forgetLoaded();
}

async function makeFrontData(data: string): Promise<void> {
  await makeOutputs(FRONT_OUTPUTS, materialsOf(data), {onMade: ({name}, bytes) => putLoaded(name, bytes)});
}

/** Makes what the front page loads, without images: where they lie among the site's own is for other pages. */
async function makeDataAhead(): Promise<void> {
  const parts = siteParts(SAMPLE); // whose dataset nobody reads here
  const put = (name: string, value: unknown) => putLoaded(name, Buffer.from(JSON.stringify(value)));
  await put("dataset.json", summaryAhead());
  await put("runs.json", await parts.runs());
  await put("systems.json", await parts.systems());
  for (const output of [desk, demonstration]) await putLoaded(output.name, await output.make(parts));
}

async function buildFront(data: string, facts: SiteFacts): Promise<string> {
  await rm(FRONT, {recursive: true, force: true});
  await buildPages(data, {...facts, sprites: []}, {output: FRONT, pages: ["/index"]});
  await finishSite(FRONT);
  await writeRunFiles(join(FRONT, "_file", "data", "runs"), {splits: {}});
  return FRONT;
}
