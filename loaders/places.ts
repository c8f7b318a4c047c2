import {mkdir, rm, statfs, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../src/inputError.js";
import {BUNDLES, CACHE, ROOT, SITE_ROOT} from "./paths.js";
import {orElsewhere} from "./systemErrors.js";

const MEGABYTE = 1 << 20;

/** Folders that a build writes to, with the megabytes needed: pages and pictures, twice while they are replaced. */
const PLACES: readonly (readonly [folder: string, megabytes: number])[] = [
  [ROOT.replace(/[\\/]$/, ""), 64],
  [join(SITE_ROOT, ".observablehq"), 16],
  [BUNDLES, 8],
  [CACHE, 64]
];

/**
 * Checks that a build can write to its folders, before it makes anything.
 * @throws InputError for a disk with too little room; the system's error for a folder that can't be written to
 */
export async function checkPlaces(places = PLACES): Promise<void> {
  for (const [folder, megabytes] of places) {
    const probe = join(folder, `.probe-${process.pid}`);
    await mkdir(folder, {recursive: true});
    try {
      await writeFile(probe, "");
    } finally {
      await rm(probe, {force: true}).catch(() => undefined);
    }
    const {bavail, bsize} = await statfs(folder);
    const free = (bavail * bsize) / MEGABYTE;
    if (free >= megabytes) continue;
    throw new InputError(
      folder,
      `${megabytes} MB of free disk`,
      `${Math.floor(free)} MB (free some${orElsewhere(folder)})`
    );
  }
}
