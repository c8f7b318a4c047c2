import {mkdir, readdir, readFile, rm, stat, utimes} from "node:fs/promises";
import {join} from "node:path";
import {writeFileAtomically} from "../files.js";
import {CACHE} from "../paths.js";

/** The folder of what builds made before. */
export const BUILD_CACHE = join(CACHE, "build");

/** As many of a name are kept, those used last: for a site of the sample and one of other data, before and after a change. */
const KEPT = 4;

/**
 * Resolves to the bytes called *name* that *make* made before for the same *key*, or else to those that it makes now, which
 * are then kept. *key* has to change with everything that *make* reads.
 */
export async function keptBytes(
  {name, key, folder = BUILD_CACHE}: {name: string; key: string; folder?: string},
  make: () => Promise<Uint8Array>
): Promise<Uint8Array> {
  const path = join(folder, `${name}.${key}`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept) {
    await utimes(path, new Date(), new Date()).catch(() => undefined); // only its turn to be removed depends on it
    return kept;
  }
  const made = await make();
  await mkdir(folder, {recursive: true});
  await writeFileAtomically(path, made);
  await removeOldest(folder, name);
  return made;
}

async function removeOldest(folder: string, name: string): Promise<void> {
  const files = (await readdir(folder)).filter((file) => isOf(name, file)).map((file) => join(folder, file));
  const used = await Promise.all(files.map(async (file) => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0));
  const oldest = [...files.keys()].sort((a, b) => used[b]! - used[a]!).slice(KEPT);
  for (const i of oldest) await rm(files[i]!, {force: true});
}

/** Returns whether *file* is one of *name* under some key. */
function isOf(name: string, file: string): boolean {
  return file.startsWith(`${name}.`) && /^[0-9a-f]{32}$/.test(file.slice(name.length + 1));
}
