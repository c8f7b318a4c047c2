import {mkdir, readFile} from "node:fs/promises";
import {dirname} from "node:path";
import {writeFileAtomically} from "../files.js";
import {hashFolder} from "./hashes.js";

/**
 * Has *make* fill *folder*, unless what lies there is, byte for byte, what it made for the same *key*. The file *stamp* says
 * what that was.
 */
export async function keptFolder(
  {folder, key, stamp}: {folder: string; key: string; stamp: string},
  make: () => Promise<void>
): Promise<void> {
  const known = await readFile(stamp, "utf8").catch(() => undefined);
  if (known === JSON.stringify([key, await hashFolder(folder)])) return;
  await make();
  await mkdir(dirname(stamp), {recursive: true});
  await writeFileAtomically(stamp, JSON.stringify([key, await hashFolder(folder)]));
}
