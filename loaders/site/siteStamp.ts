import {mkdir, readdir, readFile, stat} from "node:fs/promises";
import {dirname, join} from "node:path";
import {surroundings} from "../buildCache/codeKey.js";
import {hashFiles, hashFolder, hashOf} from "../buildCache/hashes.js";
import {BUILD_CACHE} from "../buildCache/keptBytes.js";
import type {KeptDataset} from "../datasets/dataset.js";
import {writeFileAtomically} from "../files.js";
import {DIST, GROWTH, ROOT, SITE_ROOT, VOTES} from "../paths.js";
import {digitsKey, runsKey} from "../siteData/siteKeys.js";

const STAMP = join(BUILD_CACHE, "site.json");

/** Settings that lie in the project's folder. */
const SETTINGS = ["observablehq.config.ts", "package.json", "package-lock.json", "tsconfig.json"];

/** What is below the root of the pages and made by a build. */
const MADE = [".observablehq", "bundles"];

/** Resolves to a key of everything that the site is made of: of another one, any byte may be another. */
export async function siteKey(kept: KeptDataset): Promise<string> {
  return hashOf([
    await surroundings(),
    await hashFiles(SETTINGS.map((name) => join(ROOT, name))),
    await hashFolder(SITE_ROOT, (path) => MADE.includes(path)),
    await hashFolder(join(ROOT, "loaders")),
    digitsKey(kept),
    await runsKey(),
    await hashFolder(VOTES),
    await hashFiles([GROWTH])
  ]);
}

/** A built site, and the file that says what it was built of. */
const PLACE = {site: DIST, stamp: STAMP};

/** Resolves to how many pages the site in `dist/` has, if it was built with that *key* and nobody changed it since. */
export async function builtPages(key: string, {site, stamp} = PLACE): Promise<number | undefined> {
  const known = parseStamp(await readFile(stamp, "utf8").catch(() => ""));
  return known?.key === key && known.listing === (await listingOf(site)) ? known.pages : undefined;
}

/** Notes that the site in `dist/` was built with that *key*. */
export async function noteBuilt(key: string, pages: number, {site, stamp} = PLACE): Promise<void> {
  await mkdir(dirname(stamp), {recursive: true});
  await writeFileAtomically(stamp, JSON.stringify({key, listing: await listingOf(site), pages}));
}

function parseStamp(text: string): {key: string; listing: string; pages: number} | undefined {
  try {
    return JSON.parse(text) as {key: string; listing: string; pages: number};
  } catch {
    return undefined; // nothing was built yet, or the disk ran full: it is built again
  }
}

/** Resolves to a hash of the paths, the sizes and the times of change of all files below *dir*. */
async function listingOf(dir: string): Promise<string> {
  const paths = (await readdir(dir, {recursive: true}).catch(() => [])).sort();
  const stamps = paths.map(async (path) => {
    const found = await stat(join(dir, path)).catch(() => undefined);
    return found?.isDirectory() ? [path] : [path, found?.size, found?.mtimeMs];
  });
  return hashOf(await Promise.all(stamps));
}
