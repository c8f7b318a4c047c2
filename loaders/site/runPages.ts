import {mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../../src/inputError.js";
import {listPages, publishRun, type SiteImages} from "../runs/siteRuns.js";
import {TEMPLATE, TEMPLATE_PAGE} from "./runTemplate.js";

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
