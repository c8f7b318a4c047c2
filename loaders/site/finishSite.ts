import {mkdir, readdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {bundlePages} from "./bundlePages.js";

/**
 * Finishes the pages that Framework built in the folder *site*, and resolves to their files, such as `draw.html`, sorted.
 * @throws Error where a page is broken: Framework itself builds broken pages without a word
 */
export async function finishSite(site: string): Promise<readonly string[]> {
  await moveData(site);
  const pages = await listPages(site);
  for (const page of pages) await finishPage(join(site, page), page);
  await bundlePages(site, pages);
  await writeFile(join(site, ".nojekyll"), ""); // GitHub Pages would leave out folders that start with _
  return pages;
}

/** Resolves to the pages' files of the site in *dir*, such as `draw.html`, sorted. */
export async function listPages(dir: string): Promise<string[]> {
  const files = await readdir(dir, {recursive: true});
  return files.filter((file) => file.endsWith(".html")).sort();
}

/** Puts files at stable addresses beside those whose names carry a hash: the same addresses as in the live preview. */
async function moveData(site: string): Promise<void> {
  const entries = await readdir(join(site, "data")).catch(() => []);
  await mkdir(join(site, "_file", "data"), {recursive: true});
  for (const entry of entries) await rename(join(site, "data", entry), join(site, "_file", "data", entry));
  await rm(join(site, "data"), {recursive: true, force: true});
}

/** Corrects what Framework has no setting for: the language, the lock on zooming. Refuses a page that is broken. */
async function finishPage(path: string, page: string): Promise<void> {
  const html = await readFile(path, "utf8");
  if (/observablehq--error/.test(html)) throw new Error(`${page}: Framework marked an error in this page`);
  await writeFile(
    path,
    html.replace("<html>", '<html lang="en">').replace("initial-scale=1, maximum-scale=1", "initial-scale=1")
  );
}
