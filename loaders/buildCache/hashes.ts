import {createHash} from "node:crypto";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";

/** Files that are read at a time. */
const AT_ONCE = 32;

/** Returns 32 hex digits that tell *value*, as JSON, from other values. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}

/** Resolves to the hash of each file's bytes, in the order of *paths*; null where there is none that can be read. */
export async function hashFiles(paths: readonly string[]): Promise<(string | null)[]> {
  const hashes: (string | null)[] = [];
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const some = paths.slice(start, start + AT_ONCE).map(async (path) => {
      const bytes = await readFile(path).catch(() => undefined); // a training under way may have removed it
      return bytes ? createHash("sha256").update(bytes).digest("hex") : null;
    });
    hashes.push(...(await Promise.all(some)));
  }
  return hashes;
}

/**
 * Resolves to a hash of the paths and bytes of all files below *dir*, the same wherever that lies, and of a folder that
 * is missing as of an empty one. *leaveOut* says of paths relative to *dir*, of files and of folders, which don't count.
 */
export async function hashFolder(dir: string, leaveOut: (path: string) => boolean = () => false): Promise<string> {
  const paths = (await listFiles(dir, "", leaveOut)).sort();
  return hashOf([paths, await hashFiles(paths.map((path) => join(dir, path)))]);
}

async function listFiles(dir: string, below: string, leaveOut: (path: string) => boolean): Promise<string[]> {
  const entries = await readdir(join(dir, below), {withFileTypes: true}).catch(() => []);
  const lists = entries.map(async (entry) => {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (leaveOut(path)) return [];
    return entry.isDirectory() ? listFiles(dir, path, leaveOut) : [path];
  });
  return (await Promise.all(lists)).flat();
}
