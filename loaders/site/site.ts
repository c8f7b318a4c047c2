import {spawn} from "node:child_process";
import {mkdir, readdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {DIST, ROOT, SITE_ROOT} from "../paths.js";
import {readDataset} from "../datasets/dataset.js";
import {onStop, removeOnStop} from "../stopping.js";
import {withPath} from "../systemErrors.js";
import {bundlePages} from "./bundlePages.js";
import {writeRunFiles, writeRunPages} from "./runPages.js";

const FRAMEWORK_CACHE = join(SITE_ROOT, ".observablehq", "cache");

/**
 * Libraries whose versions Framework asks the npm registry for, although no page uses them from there. An empty folder
 * each, as if it had asked before, makes it build without any network.
 */
const NEVER_ASKED_FOR = [
  "@observablehq/plot",
  "@observablehq/sample-datasets",
  "apache-arrow",
  "arquero",
  "d3",
  "d3-dsv",
  "echarts",
  "htl",
  "leaflet",
  "lodash",
  "mapbox-gl",
  "parquet-wasm",
  "react",
  "react-dom",
  "topojson-client"
];

/**
 * Empties Framework's cache, but for the libraries that it bundled (by version): its loaders' results do not follow the
 * data and the modules that they read.
 */
export async function resetFrameworkCache(): Promise<void> {
  const entries = await readdir(FRAMEWORK_CACHE).catch(() => []);
  const stale = entries.filter((name) => name !== "_node");
  for (const name of stale) await rm(join(FRAMEWORK_CACHE, name), {recursive: true, force: true});
  for (const name of NEVER_ASKED_FOR) await mkdir(join(FRAMEWORK_CACHE, "_npm", `${name}@0.0.0`), {recursive: true});
}

/** Runs Framework's command line, with the digits of the folder *data*; resolves when it ends well. */
export async function runFramework(args: readonly string[], data: string, output = DIST): Promise<void> {
  const bin = join(ROOT, "node_modules", ".bin", "observable");
  const env = {...process.env, HANDSCOPE_DATA: data, HANDSCOPE_OUTPUT: output, OBSERVABLE_TELEMETRY_DISABLE: "1"};
  const quiet = args[0] === "build";
  const child = spawn(process.execPath, [bin, ...args], {cwd: ROOT, env, stdio: quiet ? "pipe" : "inherit"});
  const forget = onStop(() => void child.kill("SIGKILL"));
  let log = "";
  child.stdout?.on("data", (text) => (log += String(text)));
  child.stderr?.on("data", (text) => (log += String(text)));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  forget();
  // The disk's own words, for whoever prints this: not the page on which it ran full.
  const [refusal] = (code && /\b(ENOSPC|EDQUOT|EROFS|EACCES)\b/.exec(log)) || [];
  if (refusal) throw Object.assign(new Error(refusal), {code: refusal, path: output});
  // A build that a signal ended (null) has made no site either; Ctrl+C is how a preview ends.
  const isBroken = quiet ? code !== 0 : Boolean(code);
  if (isBroken && quiet) process.stderr.write(log);
  if (isBroken)
    throw new Error(`the site's pages could not be made (observable ${args[0]} ended with ${code ?? "a signal"})`);
}

/**
 * Builds the site into `dist/`, which changes only when all of it is there.
 * @throws Error where a page is broken: Framework itself builds broken pages without a word
 */
export async function buildSite(data: string): Promise<{pages: number}> {
  const next = join(ROOT, ".dist-next");
  const old = join(ROOT, ".dist-old");
  const clear = () => rm(next, {recursive: true, force: true});
  const forget = removeOnStop(next);
  try {
    await clear();
    await resetFrameworkCache();
    await runFramework(["build"], data, next);
    const pages = await finishSite(next);
    await writeRunFiles(join(next, "_file", "data", "runs"), await readDataset(data));
    await rm(old, {recursive: true, force: true});
    await rename(DIST, old).catch(() => undefined);
    await rename(next, DIST).catch(async (error: unknown) => {
      await rename(old, DIST).catch(() => undefined);
      throw error;
    });
    await rm(old, {recursive: true, force: true});
    return {pages};
  } catch (error) {
    await clear().catch(() => undefined);
    throw withPath(error, DIST);
  } finally {
    forget();
  }
}

/** Finishes what Framework built in *next*, and returns how many pages there are. */
async function finishSite(next: string): Promise<number> {
  // Files at stable addresses, beside those whose names carry a hash: the same addresses as in the live preview.
  const entries = await readdir(join(next, "data"));
  await mkdir(join(next, "_file", "data"), {recursive: true});
  for (const entry of entries) await rename(join(next, "data", entry), join(next, "_file", "data", entry));
  await rm(join(next, "data"), {recursive: true});
  const pages = await listPages(next);
  for (const page of pages) await finishPage(join(next, page), page);
  await bundlePages(next, pages);
  await writeRunPages(next);
  await writeFile(join(next, ".nojekyll"), ""); // GitHub Pages would leave out folders that start with _
  return (await listPages(next)).length;
}

/** Resolves to the pages' files of the site in *dir*, such as `draw.html`, sorted. */
export async function listPages(dir: string): Promise<string[]> {
  const files = await readdir(dir, {recursive: true});
  return files.filter((file) => file.endsWith(".html")).sort();
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
