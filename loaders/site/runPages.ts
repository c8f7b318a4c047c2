import {mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../../src/inputError.js";
import {listPages, publishRun, type SiteImages} from "../runs/siteRuns.js";

/**
 * The run whose page Framework builds, in the place of all of them: it renders each page anew, and two pages of runs differ
 * in nothing but the name. No run can be called so: names begin with a letter or a digit.
 */
const TEMPLATE = "_any_";

/** The path of the page that Framework builds for all runs. */
export const TEMPLATE_PAGE = `/runs/${TEMPLATE}`;

/**
 * Writes a page for each run into the *site* that Framework built, and removes the one that these are copied from.
 * @throws Error where that page names its run nowhere
 */
export async function writeRunPages(site: string): Promise<void> {
  const path = join(site, `${TEMPLATE_PAGE}.html`);
  const [before, ...after] = (await readFile(path, "utf8")).split(JSON.stringify(TEMPLATE));
  if (before === undefined || !after.length) throw new Error(`${path} does not name its run`);
  await rm(path);
  for (const name of await listPages())
    await writeFile(join(site, "runs", `${name}.html`), [before, ...after].join(JSON.stringify(name)));
}

/** Writes what the site publishes of each run into a folder of its own in *folder*. A run that can't be read has no files. */
export async function writeRunFiles(folder: string, images: SiteImages): Promise<void> {
  for (const name of await listPages()) {
    const files = await publishRun(name, images).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error; // the list of runs says what is wrong
      return {};
    });
    await mkdir(join(folder, name), {recursive: true});
    for (const [file, bytes] of Object.entries(files)) await writeFile(join(folder, name, file), bytes);
  }
}
