import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {mkdir, mkdtemp, readdir, rename, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {SPLITS, type Digits, type Split} from "../src/digits/digits.js";
import {readIdx, readText, unreadable, writeFileAtomically} from "./files.js";
import {encodeIdx, imagesToIdx, type IdxArray} from "./layouts/idx.js";
import {parseJson} from "./parseJson.js";
import {CACHE, ROOT} from "./paths.js";
import {Provenance} from "./provenance.js";

/** The digits of each split; `unlabeled` are those that came without labels and so can't be tested on. */
export type Splits = Partial<Record<Split | "unlabeled", Digits>>;

/** The names that splits may have, in the order in which they are shown. */
export const SPLIT_NAMES = [...SPLITS, "unlabeled"] as const;

/** Digits and what is known of them, as the cache keeps them. */
export interface Preprocessed {
  readonly splits: Splits;
  readonly provenance: Provenance;
}

/** A file that digits depend on. */
export interface HashedFile {
  /** Relative to the folder that was read. */
  readonly path: string;
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

export type OnProgress = (what: string, done: number, total: number) => void;

/** The code on which preprocessed digits depend: a change in any of these files makes them anew. */
const CODE = ["loaders", "loaders/layouts", "loaders/pictures", "loaders/sources", "src/digits"];

/** Small files are read faster side by side. */
const FILES_AT_ONCE = 64;

/** In milliseconds. */
const HOUR = 3_600_000;

/**
 * Returns what *make* gives for the *files* (paths relative to the folder *root*), from the cache where the same files
 * were read by the same code with the same *options* before, and the folder of the cache's entry, where what is computed
 * from it may be kept. One entry is kept for each *name*.
 */
export async function cached(
  {name, root, files, options}: {name: string; root: string; files: readonly string[]; options: string},
  make: (hashed: readonly HashedFile[]) => Promise<Preprocessed>,
  onProgress?: OnProgress
): Promise<Preprocessed & {entry: string}> {
  const hashed = await hashFiles(root, files, (done) => onProgress?.("looking at the files", done, files.length));
  const code = await hashFiles(ROOT, await codeFiles());
  const hash = createHash("sha256").update(JSON.stringify([options, code, hashed]));
  const slug = name.replace(/[^\w-]+/g, "-").slice(0, 60);
  const key = `${slug}-${hash.digest("hex").slice(0, 16)}`;
  const entry = join(CACHE, key);
  const found = await readEntry(entry);
  if (found) return {...found, entry};
  const made = await make(hashed);
  await writeEntry(key, made);
  await removeOthers(slug, key);
  return {...made, entry};
}

/** Returns the SHA-256 of the digits themselves: the same for the same digits, in whatever layout they came. */
export function hashSplits(splits: Splits): string {
  const hash = createHash("sha256");
  for (const split of SPLIT_NAMES) {
    const digits = splits[split];
    if (!digits) continue;
    hash.update(`${split} ${digits.length}\n`).update(imagesToIdx(digits).data);
    if (digits.labels) hash.update(digits.labels);
  }
  return hash.digest("hex");
}

async function codeFiles(): Promise<string[]> {
  const lists = await Promise.all(
    CODE.map(async (dir) => (await readdir(join(ROOT, dir))).filter((f) => f.endsWith(".ts")).map((f) => `${dir}/${f}`))
  );
  return lists.flat().sort();
}

async function hashFiles(
  root: string,
  files: readonly string[],
  onProgress?: (done: number) => void
): Promise<HashedFile[]> {
  const hashed: HashedFile[] = [];
  for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
    const some = files.slice(start, start + FILES_AT_ONCE);
    hashed.push(...(await Promise.all(some.map((path) => hashFile(root, path)))));
    onProgress?.(hashed.length);
  }
  return hashed;
}

async function hashFile(root: string, path: string): Promise<HashedFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(join(root, path), {highWaterMark: 1 << 20})) {
      hash.update(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).length;
    }
  } catch (error) {
    throw unreadable(join(root, path), "a file that can be read", error as NodeJS.ErrnoException);
  }
  return {path, bytes, sha256: hash.digest("hex")};
}

/** Writes an entry so that a reader sees all of it or none. Where another process was faster, its entry stays. */
async function writeEntry(key: string, {splits, provenance}: Preprocessed): Promise<void> {
  await mkdir(CACHE, {recursive: true});
  const partial = await mkdtemp(join(CACHE, `.${key}-`));
  for (const [split, digits] of Object.entries(splits)) await writeSplit(partial, split, digits);
  await writeFileAtomically(join(partial, PROVENANCE), JSON.stringify(provenance));
  await rename(partial, join(CACHE, key)).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    await rm(partial, {recursive: true, force: true});
  });
}

/** Removes the other entries of *slug*, and what killed processes left half written an hour ago or earlier. */
async function removeOthers(slug: string, key: string): Promise<void> {
  for (const entry of await readdir(CACHE)) {
    const path = join(CACHE, entry);
    const isOld = entry.startsWith(`${slug}-`) && entry.length === key.length && entry !== key;
    const isPartial = entry.startsWith(`.${slug}-`) && entry.length === key.length + ".-XXXXXX".length;
    const written = isPartial && (await stat(path).catch(() => undefined))?.mtimeMs;
    if (isOld || (written && Date.now() - written > HOUR)) await rm(path, {recursive: true, force: true});
  }
}

const PROVENANCE = "provenance.json";

async function writeSplit(dir: string, split: string, digits: Digits): Promise<void> {
  await writeIdx(join(dir, `${split}-images`), imagesToIdx(digits));
  if (!digits.labels) return;
  await writeIdx(join(dir, `${split}-labels`), {
    shape: [digits.length],
    data: digits.labels.subarray(0, digits.length)
  });
}

/** Writes the header and the values one after the other: hundreds of megabytes are not copied. */
async function writeIdx(path: string, {shape, data}: IdxArray): Promise<void> {
  await writeFileAtomically(path, [encodeIdx({shape, data: new Uint8Array(0)}), data]);
}

async function readEntry(dir: string): Promise<Preprocessed | undefined> {
  const names = await readdir(dir).catch(() => undefined);
  if (!names) return undefined;
  const splits: Splits = {};
  for (const split of SPLIT_NAMES) {
    if (!names.includes(`${split}-images`)) continue;
    const images = await readIdx(join(dir, `${split}-images`), 3);
    const labels = names.includes(`${split}-labels`) ? await readIdx(join(dir, `${split}-labels`), 1) : undefined;
    splits[split] = {length: images.shape[0]!, images: images.data, ...(labels && {labels: labels.data})};
  }
  const path = join(dir, PROVENANCE);
  return {splits, provenance: parseJson(Provenance, await readText(path), path)};
}
