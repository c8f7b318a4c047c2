import {createHash} from "node:crypto";
import {readdir, readFile, rm} from "node:fs/promises";
import {join} from "node:path";
import type {Digits, Split} from "../src/digits/digits.js";
import {SPLITS} from "../src/digits/digits.js";
import {readIdx, writeFileAtomically, writeFolderAtomically} from "./files.js";
import {encodeIdx, imagesToIdx} from "./layouts/idx.js";
import {CACHE, ROOT} from "./paths.js";

export type Splits = Partial<Record<Split, Digits>>;

/** The code on which preprocessed digits depend: a change in any of these files makes them anew. */
const CODE = ["loaders", "loaders/layouts", "src/digits"];

/**
 * Returns the digits that *make* gives for the *files*, from the cache where the same files were read by the same code
 * before. One entry is kept for each *name*.
 */
export async function cached(name: string, files: readonly string[], make: () => Promise<Splits>): Promise<Splits> {
  const key = `${name}-${await hashFiles([...(await codeFiles()), ...files])}`;
  const found = await readEntry(join(CACHE, key));
  if (found) return found;
  const splits = await make();
  await writeFolderAtomically(join(CACHE, key), async (dir) => {
    for (const [split, digits] of Object.entries(splits)) await writeSplit(dir, split as Split, digits);
  });
  const isOld = (entry: string) => entry.startsWith(`${name}-`) && entry.length === key.length && entry !== key;
  for (const entry of await readdir(CACHE))
    if (isOld(entry)) await rm(join(CACHE, entry), {recursive: true, force: true});
  return splits;
}

/** Returns the SHA-256 of the digits themselves: the same for the same digits, in whatever layout they came. */
export function hashSplits(splits: Splits): string {
  const hash = createHash("sha256");
  for (const split of SPLITS) {
    const digits = splits[split];
    if (!digits) continue;
    hash.update(`${split} ${digits.length}\n`).update(imagesToIdx(digits).data);
    if (digits.labels) hash.update(digits.labels);
  }
  return hash.digest("hex");
}

async function codeFiles(): Promise<string[]> {
  const lists = await Promise.all(
    CODE.map(async (dir) =>
      (await readdir(join(ROOT, dir))).filter((f) => f.endsWith(".ts")).map((f) => join(ROOT, dir, f))
    )
  );
  return lists.flat().sort();
}

/** Returns a hash over the names and the contents of *files*. */
async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) {
    const contents = await readFile(file);
    hash.update(`${file} ${contents.length}\n`).update(contents);
  }
  return hash.digest("hex").slice(0, 16);
}

async function writeSplit(dir: string, split: Split, digits: Digits): Promise<void> {
  await writeFileAtomically(join(dir, `${split}-images`), encodeIdx(imagesToIdx(digits)));
  if (!digits.labels) return;
  await writeFileAtomically(
    join(dir, `${split}-labels`),
    encodeIdx({shape: [digits.length], data: digits.labels.subarray(0, digits.length)})
  );
}

async function readEntry(dir: string): Promise<Splits | undefined> {
  const names = await readdir(dir).catch(() => undefined);
  if (!names) return undefined;
  const splits: Splits = {};
  for (const split of SPLITS) {
    if (!names.includes(`${split}-images`)) continue;
    const images = await readIdx(join(dir, `${split}-images`), 3);
    const labels = names.includes(`${split}-labels`) ? await readIdx(join(dir, `${split}-labels`), 1) : undefined;
    splits[split] = {length: images.shape[0]!, images: images.data, ...(labels && {labels: labels.data})};
  }
  return splits;
}
