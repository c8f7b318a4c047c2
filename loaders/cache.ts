import {createHash} from "node:crypto";
import {mkdir, mkdtemp, readdir, rename, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import type {Digits, Split} from "../src/digits/digits.js";
import {SPLITS} from "../src/digits/digits.js";
import {readBytes, readIdx, writeFileAtomically} from "./files.js";
import {encodeIdx, imagesToIdx} from "./layouts/idx.js";
import {CACHE, ROOT} from "./paths.js";

export type Splits = Partial<Record<Split, Digits>>;

/** The code on which preprocessed digits depend: a change in any of these files makes them anew. */
const CODE = ["loaders", "loaders/layouts", "src/digits"];

/** Small files are read faster side by side. */
const FILES_AT_ONCE = 64;

/** In milliseconds. */
const HOUR = 3_600_000;

/**
 * Returns the digits that *make* gives for the *files*, from the cache where the same files were read by the same code
 * before. One entry is kept for each *name*.
 */
export async function cached(name: string, files: readonly string[], make: () => Promise<Splits>): Promise<Splits> {
  const key = `${name}-${await hashFiles([...(await codeFiles()), ...files])}`;
  const found = await readEntry(join(CACHE, key));
  if (found) return found;
  const splits = await make();
  await writeEntry(key, splits);
  await removeOthers(name, key);
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
  for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
    const some = files.slice(start, start + FILES_AT_ONCE);
    const contents = await Promise.all(some.map((file) => readBytes(file)));
    some.forEach((file, i) => hash.update(`${file} ${contents[i]!.length}\n`).update(contents[i]!));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Writes an entry so that a reader sees all of it or none. Where another process was faster, its entry stays. */
async function writeEntry(key: string, splits: Splits): Promise<void> {
  await mkdir(CACHE, {recursive: true});
  const partial = await mkdtemp(join(CACHE, `.${key}-`));
  for (const [split, digits] of Object.entries(splits)) await writeSplit(partial, split as Split, digits);
  await rename(partial, join(CACHE, key)).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    await rm(partial, {recursive: true, force: true});
  });
}

/** Removes the other entries of *name*, and what killed processes left half written an hour ago or earlier. */
async function removeOthers(name: string, key: string): Promise<void> {
  for (const entry of await readdir(CACHE)) {
    const path = join(CACHE, entry);
    const isOld = entry.startsWith(`${name}-`) && entry.length === key.length && entry !== key;
    const isPartial = entry.startsWith(`.${name}-`) && entry.length === key.length + ".-XXXXXX".length;
    const written = isPartial && (await stat(path).catch(() => undefined))?.mtimeMs;
    if (isOld || (written && Date.now() - written > HOUR)) await rm(path, {recursive: true, force: true});
  }
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
