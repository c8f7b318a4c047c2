import {rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {DIST, ROOT} from "../paths.js";
import {removeOnStop} from "../stopping.js";
import {withPath} from "../systemErrors.js";
import {listPages} from "./finishSite.js";
import type {OnStep} from "./makeSite.js";
import type {SiteDigits} from "./siteDigits.js";
import {builtPages, noteBuilt, siteKey} from "./siteStamp.js";

/** A site in `dist/`: its number of pages, and whether it was there already, as the same build made it. */
export interface BuiltSite {
  readonly pages: number;
  readonly isKept: boolean;
}

/**
 * Builds the site of *digits* into `dist/`, which changes only when all of it is there. Leaves it alone where nothing that it
 * is made of has changed since it was built.
 * @throws Error where a page is broken: Framework itself builds broken pages without a word
 */
export async function buildSite({data, dataset}: SiteDigits, onStep: OnStep = () => undefined): Promise<BuiltSite> {
  const key = await siteKey(dataset); // before anything is read: what changes meanwhile is built the next time
  const kept = await builtPages(key);
  if (kept !== undefined) return {pages: kept, isKept: true};
  const {makeSite} = await import("./makeSite.js"); // takes a second to load, which a site that is there needs not
  const next = join(ROOT, ".dist-next");
  const forget = removeOnStop(next);
  try {
    await makeSite(next, data, dataset, onStep);
    await replaceSite(next);
    const pages = (await listPages(DIST)).length;
    await noteBuilt(key, pages);
    return {pages, isKept: false};
  } catch (error) {
    await rm(next, {recursive: true, force: true}).catch(() => undefined);
    throw withPath(error, DIST);
  } finally {
    forget();
  }
}

/** Puts the folder *next* in the place of `dist/`. */
async function replaceSite(next: string): Promise<void> {
  const old = join(ROOT, ".dist-old");
  await rm(old, {recursive: true, force: true});
  await rename(DIST, old).catch(() => undefined);
  await rename(next, DIST).catch(async (error: unknown) => {
    await rename(old, DIST).catch(() => undefined);
    throw error;
  });
  await rm(old, {recursive: true, force: true});
}
