import {mkdir, readdir, readFile, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {unzipSync} from "fflate";
import {writeFileAtomically} from "../files.js";
import {SITE_ROOT} from "../paths.js";

const FRAMEWORK_CACHE = join(SITE_ROOT, ".observablehq", "cache");

/** The folder in which Framework keeps what its loaders made: it runs no loader whose file is there when it builds. */
const LOADED = join(FRAMEWORK_CACHE, "data");

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
 * Empties Framework's cache, but for the libraries that it bundled (by version) and the files of our data: it doesn't see
 * whether these follow the data and the modules that they are made of, so each of them has to be put there anew by
 * `putLoaded`, which leaves it alone where it is the same, or to be removed by `forgetLoaded`.
 */
export async function prepareFrameworkCache(folder = FRAMEWORK_CACHE): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  const stale = entries.filter((name) => name !== "_node" && name !== "data");
  for (const name of stale) await rm(join(folder, name), {recursive: true, force: true});
  for (const name of NEVER_ASKED_FOR) await mkdir(join(folder, "_npm", `${name}@0.0.0`), {recursive: true});
}

/** Removes what loaders made, but for the files and archives called *names* and the folders of these archives. */
export async function forgetLoaded(names: readonly string[] = [], folder = LOADED): Promise<void> {
  const kept = new Set([...names, ...names.flatMap((name) => archiveFolder(name) ?? [])]);
  const entries = await readdir(folder).catch(() => []);
  for (const entry of entries.filter((one) => !kept.has(one))) await rm(join(folder, entry), {recursive: true});
}

/** Has Framework find *bytes* as what the loader of the file *name* made; of an archive, its files too. */
export async function putLoaded(name: string, bytes: Uint8Array, folder = LOADED): Promise<void> {
  const path = join(folder, name);
  const before = await readFile(path).catch(() => undefined);
  const below = archiveFolder(name);
  if (before?.equals(bytes) && (!below || (await stat(join(folder, below)).catch(() => undefined)))) return;
  await mkdir(folder, {recursive: true});
  if (below) {
    await rm(path, {force: true}); // it is written last: what is not all there is made again
    await rm(join(folder, below), {recursive: true, force: true});
    await mkdir(join(folder, below));
    for (const [file, own] of Object.entries(unzipSync(bytes)))
      await writeFileAtomically(join(folder, below, file), own);
  }
  await writeFileAtomically(path, bytes);
}

/** Returns the folder in which Framework puts the files of an archive; undefined for any other file. */
function archiveFolder(name: string): string | undefined {
  return name.endsWith(".zip") ? name.slice(0, -".zip".length) : undefined;
}
