import {createHash} from "node:crypto";
import {createReadStream, existsSync} from "node:fs";
import {mkdir, mkdtemp, readdir, readFile, rename, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {DIGITS, isSameAlphabet, type Alphabet} from "../../src/characters/alphabet.js";
import {SIDE} from "../../src/ink/image/grid.js";
import {readIdx} from "./contents/readIdx.js";
import {readText, unreadable, writeFileAtomically} from "../files.js";
import {encodeIdx, idxHeader} from "./layouts/idx.js";
import {parseJson} from "../../src/parseJson.js";
import {CACHE, ROOT} from "../paths.js";
import type {DigitPieces} from "./parts/pieces.js";
import {SPLIT_NAMES, type MadeSplits, type Splits} from "./parts/splits.js";
import {Provenance} from "./provenance.js";

/** Preprocessed digits and their provenance, before they are written to the cache. */
export interface Made {
  readonly splits: MadeSplits;
  readonly provenance: Provenance;
}

/** A cached dataset: its folder and its provenance. */
export interface Entry {
  /** The entry's folder. Results computed from the digits may be kept there too. */
  readonly entry: string;
  readonly provenance: Provenance;
}

/** A file that the digits depend on. */
export interface HashedFile {
  /** Relative to the folder that was hashed. */
  readonly path: string;
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

export type OnProgress = (what: string, done: number, total: number) => void;

/** Folders whose code produces preprocessed digits. A change in any of their files invalidates the cache. */
const CODE = ["loaders/datasets", "src/characters", "src/ink", "src/pen"];

/** How many files are hashed concurrently: small files are read faster that way. */
const FILES_AT_ONCE = 64;

/** Bytes of a file that are read at a time. */
const BUFFER = 1 << 20;

/** In milliseconds. */
const HOUR = 3_600_000;

/**
 * Returns the cache entry for the *files* (paths relative to the folder *root*). Calls *make* only if the same code has
 * not yet read the same files with the same *options*. The cache keeps one entry for each *name*. *make* may put files
 * into the folder *scratch*, which is deleted afterwards.
 */
export async function cached(
  {name, root, files, options}: {name: string; root: string; files: readonly string[]; options: string},
  make: (hashed: readonly HashedFile[], scratch: string) => Promise<Made>,
  onProgress?: OnProgress
): Promise<Entry> {
  const hashed = await hashFiles(root, files, (done) => onProgress?.("looking at the files", done, files.length));
  const code = await hashCode();
  const hash = createHash("sha256").update(JSON.stringify([options, code]));
  for (const file of hashed) hash.update(JSON.stringify(file));
  const slug = name.replace(/[^\w-]+/g, "-").slice(0, 60);
  const key = `${slug}-${hash.digest("hex").slice(0, 16)}`;
  const entry = join(CACHE, key);
  const found = await readProvenance(entry);
  if (found) return {entry, provenance: found};
  const provenance = await writeEntry(key, (scratch) => make(hashed, scratch));
  await removeOthers(slug, key);
  return {entry, provenance};
}

/**
 * Returns the SHA-256 of the images and labels, in hex. The same characters have the same hash in every layout. The
 * hash covers *classes* too, unless they are the ten digits.
 */
export function hashSplits(splits: MadeSplits, classes: Alphabet = DIGITS): string {
  const hash = createHash("sha256");
  if (!isSameAlphabet(classes, DIGITS)) hash.update(`${JSON.stringify(classes)}\n`);
  for (const split of SPLIT_NAMES) {
    const digits = splits[split];
    if (!digits) continue;
    hash.update(`${split} ${digits.length}\n`);
    for (const piece of digits.images()) hash.update(piece);
    if (digits.labels) hash.update(digits.labels);
  }
  return hash.digest("hex");
}

/** Hashes the code below *root* that produces preprocessed digits. */
export async function hashCode(root = ROOT): Promise<HashedFile[]> {
  const lists = await Promise.all(
    CODE.map(async (dir) => {
      const paths = await readdir(join(root, dir), {recursive: true});
      return paths.filter((path) => path.endsWith(".ts")).map((path) => `${dir}/${path.replaceAll("\\", "/")}`);
    })
  );
  return hashFiles(root, lists.flat().sort());
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
  const file = join(root, path);
  let bytes = 0;
  try {
    // A stream takes a whole buffer for the smallest of files, of which there may be thousands.
    const {size} = await stat(file);
    const chunks = size > BUFFER ? createReadStream(file, {highWaterMark: BUFFER}) : [await readFile(file)];
    for await (const chunk of chunks) {
      hash.update(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).length;
    }
  } catch (error) {
    throw unreadable(file, "a file that can be read", error as NodeJS.ErrnoException);
  }
  return {path, bytes, sha256: hash.digest("hex")};
}

/**
 * Writes an entry atomically: a reader sees all of it or nothing. If another process wrote it first, that one stays.
 */
async function writeEntry(key: string, make: (scratch: string) => Promise<Made>): Promise<Provenance> {
  await mkdir(CACHE, {recursive: true});
  const partial = await mkdtemp(join(CACHE, `.${key}-`));
  try {
    const scratch = join(partial, SCRATCH);
    await mkdir(scratch);
    const {splits, provenance} = await make(scratch);
    for (const [split, digits] of Object.entries(splits)) await writeSplit(partial, split, digits);
    await writeFileAtomically(join(partial, PROVENANCE), JSON.stringify(provenance));
    await rm(scratch, {recursive: true});
    await rename(partial, join(CACHE, key)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
    return provenance;
  } finally {
    await rm(partial, {recursive: true, force: true});
  }
}

/** Removes the other entries of *slug*, and partial ones that killed processes left at least an hour ago. */
async function removeOthers(slug: string, key: string): Promise<void> {
  for (const entry of await readdir(CACHE)) {
    const path = join(CACHE, entry);
    const isOld = entry.startsWith(`${slug}-`) && entry.length === key.length && entry !== key;
    const isPartial = entry.startsWith(`.${slug}-`) && entry.length === key.length + ".-XXXXXX".length;
    const written = isPartial && (await stat(path).catch(() => undefined))?.mtimeMs;
    if (isOld || (written && Date.now() - written > HOUR)) await rm(path, {recursive: true, force: true});
  }
}

const [PROVENANCE, SCRATCH] = ["provenance.json", "scratch"];

async function writeSplit(dir: string, split: string, {length, labels, images}: DigitPieces): Promise<void> {
  await writeFileAtomically(join(dir, `${split}-images`), imagesFile(length, images()));
  if (labels) await writeFileAtomically(join(dir, `${split}-labels`), encodeIdx({shape: [length], data: labels}));
}

/** Yields an IDX file of *length* images: its header, then its pixels. */
function* imagesFile(length: number, images: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield idxHeader([length, SIDE, SIDE]);
  yield* images;
}

async function readProvenance(entry: string): Promise<Provenance | undefined> {
  const path = join(entry, PROVENANCE);
  return existsSync(path) ? parseJson(Provenance, await readText(path), path) : undefined;
}

/** Reads the digits of a cache entry. @throws InputError if a file is damaged */
export async function readSplits(entry: string): Promise<Splits> {
  const names = await readdir(entry);
  const splits: Splits = {};
  for (const split of SPLIT_NAMES) {
    if (!names.includes(`${split}-images`)) continue;
    const images = await readIdx(join(entry, `${split}-images`), 3);
    const labels = names.includes(`${split}-labels`) ? await readIdx(join(entry, `${split}-labels`), 1) : undefined;
    splits[split] = {length: images.shape[0]!, images: images.data, ...(labels && {labels: labels.data})};
  }
  return splits;
}
