import {cp, mkdir, readdir} from "node:fs/promises";
import {join} from "node:path";

/** Copies *n* runs of the folder *from* into the folder *to*: at even distances; more than there are again, under other names. */
export async function copyRuns(from: string, to: string, n: number): Promise<void> {
  const entries = await readdir(from, {withFileTypes: true});
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(({name}) => name);
  names.sort();
  const step = Math.max(1, names.length / n);
  await mkdir(to, {recursive: true});
  for (let i = 0; i < n; ++i) {
    const name = names[Math.floor(i * step) % names.length]!;
    const again = Math.floor((i * step) / names.length);
    await cp(join(from, name), join(to, again ? `${name}-${again + 1}` : name), {recursive: true});
  }
}
