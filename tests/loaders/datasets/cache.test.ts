import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {afterAll, beforeEach, describe, expect, it, vi} from "vitest";
import type {MadeSplits, Splits} from "../../../loaders/datasets/parts/splits.js";
import {cached, hashSplits, readSplits} from "../../../loaders/datasets/cache.js";
import {CACHE} from "../../../loaders/paths.js";
import {inOnePiece} from "../../../loaders/datasets/parts/pieces.js";
import type {Provenance} from "../../../loaders/datasets/provenance.js";
import {InputError} from "../../../src/inputError.js";

vi.mock("../../../loaders/paths.js", async (importActual) => {
  const [fs, os, path] = await Promise.all([import("node:fs"), import("node:os"), import("node:path")]);
  const paths = await importActual<typeof import("../../../loaders/paths.js")>();
  return {...paths, CACHE: path.join(fs.mkdtempSync(path.join(os.tmpdir(), "handscope-cache-")), "cache")};
});

let dir: string;
const file = (name: string, contents: string) => {
  writeFileSync(join(dir, name), contents);
  return join(dir, name);
};

const digits = (length: number, first: number) => ({
  length,
  images: Uint8Array.from({length: length * 784}, (_, i) => (first + i) % 256),
  labels: Uint8Array.from({length}, (_, i) => (first + i) % 10)
});

/** Provenance of the digits, which the cache returns unchanged. */
const provenance: Provenance = {
  layout: "IDX",
  read: "2026-01-02T03:04:05.678Z",
  files: {n: 1, bytes: 1, list: [{path: "a", bytes: 1, sha256: "6b"}]},
  sha256: "ff",
  division: {how: "as it came"},
  splits: [{split: "train", n: 3, classes: null}],
  pictures: null,
  rejected: [{reason: "no ink", n: 1, examples: ["a: expected ink, got none"]}],
  notRead: {n: 0, examples: [], more: 0}
};

const pieces = (splits: Splits): MadeSplits =>
  Object.fromEntries(Object.entries(splits).map(([split, part]) => [split, inOnePiece(part)]));

const hash = (splits: Splits) => hashSplits(pieces(splits));

/** Reads *files* of the test's folder through the cache, under *name*; *make* makes the splits. */
async function readThrough(name: string, files: readonly string[], make: () => Promise<Splits>, options = "") {
  const made = async () => ({splits: pieces(await make()), provenance});
  const kept = await cached({name, root: dir, files: files.map((path) => basename(path)), options}, made);
  return {...kept, splits: await readSplits(kept.entry)};
}

beforeEach(() => {
  rmSync(CACHE, {recursive: true, force: true});
  dir ??= mkdtempSync(join(tmpdir(), "handscope-cached-"));
});

afterAll(() => {
  for (const folder of [dir, join(CACHE, "..")]) rmSync(folder, {recursive: true, force: true});
});

describe("cached({name, root, files, options}, make)", () => {
  const unlabeled = {length: 1, images: digits(1, 9).images};
  const splits: Splits = {train: digits(3, 1), validation: digits(2, 5), test: unlabeled};

  it("makes the digits once for the same files, and returns equal digits from the cache", async () => {
    const files = [file("a", "1"), file("b", "2")];
    const make = vi.fn(async () => splits);
    const first = await readThrough("set", files, make);
    expect(first).toMatchObject({splits, provenance});
    const again = await readThrough("set", files, make);
    expect(make).toHaveBeenCalledTimes(1);
    expect(again).toEqual(first);
    expect(again.splits.test).not.toHaveProperty("labels");
  });

  it("makes the digits again if a byte of a file changed, although its length and time did not", async () => {
    const path = file("a", "1");
    await readThrough("set", [path], async () => ({train: digits(1, 1)}));
    writeFileSync(path, "2");
    const {splits: changed} = await readThrough("set", [path], async () => ({train: digits(1, 2)}));
    expect(changed).toEqual({train: digits(1, 2)});
  });

  it("makes the digits again if a file was added, or another file has the same contents", async () => {
    const [a, b] = [file("a", "1"), file("b", "1")];
    const make = vi.fn(async () => splits);
    await readThrough("set", [a], make);
    await readThrough("set", [a, b], make);
    await readThrough("set", [b], make);
    expect(make).toHaveBeenCalledTimes(3);
  });

  it("makes the digits again for other options", async () => {
    const make = vi.fn(async () => splits);
    const path = file("a", "1");
    for (const options of ["", "skip", "skip"]) await readThrough("set", [path], make, options);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it("keeps one entry for each name, even if one name is the prefix of another", async () => {
    const path = file("a", "1");
    for (const contents of ["1", "2", "3"]) {
      writeFileSync(path, contents);
      await readThrough("set", [path], async () => splits);
      await readThrough("set-b", [path], async () => splits);
    }
    expect(
      readdirSync(CACHE)
        .map((entry) => entry.replace(/[0-9a-f]{16}$/, "…"))
        .sort()
    ).toEqual(["set-b-…", "set-…"].sort());
  });

  it("keeps the previous entry, and nothing of a make that failed", async () => {
    const path = file("a", "1");
    await readThrough("set", [path], async () => splits);
    const entries = readdirSync(CACHE);
    writeFileSync(path, "2");
    await expect(readThrough("set", [path], () => Promise.reject(new InputError("a", "b", "c")))).rejects.toThrow(
      "a: expected"
    );
    expect(readdirSync(CACHE)).toEqual(entries);
  });

  it("names a missing file", async () => {
    const path = join(dir, "missing.csv");
    await expect(readThrough("set", [path], async () => splits)).rejects.toThrow(
      new InputError(path, "a file that can be read", "nothing there")
    );
  });

  it("gives the digits to both of two concurrent callers", async () => {
    const path = file("a", "1");
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return splits;
    };
    const answers = await Promise.all([readThrough("set", [path], slow), readThrough("set", [path], slow)]);
    expect(answers.map((answer) => answer.splits)).toEqual([splits, splits]);
    expect(readdirSync(CACHE).filter((entry) => entry.startsWith("."))).toEqual([]);
  });

  it("removes old partial entries of killed processes, but none that another process is writing", async () => {
    const path = file("a", "1");
    const [left, now] = ["left01", "now001"].map((end) => join(CACHE, `.set-0123456789abcdef-${end}`));
    for (const folder of [left!, now!]) mkdirSync(folder, {recursive: true});
    utimesSync(left!, new Date(), new Date(Date.now() - 2 * 3_600_000));
    await readThrough("set", [path], async () => splits);
    expect([existsSync(left!), existsSync(now!)]).toEqual([false, true]);
  });

  it("keeps its entries as IDX files that other programs can read", async () => {
    await readThrough("set", [file("a", "1")], async () => splits);
    const entry = join(
      CACHE,
      readdirSync(CACHE).find((name) => basename(name).startsWith("set-"))!
    );
    expect(readdirSync(entry).sort()).toEqual(
      [
        "provenance.json",
        "test-images",
        "train-images",
        "train-labels",
        "validation-images",
        "validation-labels"
      ].sort()
    );
    // http://yann.lecun.com/exdb/mnist/: magic number 2049, the count, then the labels.
    expect(readFileSync(join(entry, "train-labels"))).toEqual(Buffer.from("0000080100000003010203", "hex"));
  });
});

describe("hashSplits(splits)", () => {
  const base: Splits = {train: digits(3, 1), test: digits(2, 5)};

  it("is 64 hex digits, equal for equal digits regardless of buffer sizes and of the order of the splits", () => {
    const roomy = new Uint8Array(5000);
    roomy.set(base.train!.images);
    const same: Splits = {test: digits(2, 5), train: {length: 3, images: roomy, labels: base.train!.labels!}};
    expect(hash(base)).toMatch(/^[0-9a-f]{64}$/);
    expect(hash(same)).toBe(hash(base));
  });

  it("differs for another pixel, another label, no labels, another split, and digits moved between splits", () => {
    const pixel = digits(3, 1);
    pixel.images[2000] = 0;
    const label = digits(3, 1);
    label.labels[2] = 9;
    const others: Splits[] = [
      {...base, train: pixel},
      {...base, train: label},
      {...base, train: {length: 3, images: base.train!.images}},
      {train: digits(3, 1), validation: digits(2, 5)},
      {train: digits(3, 1)},
      {train: digits(2, 1), test: digits(3, 5)}
    ];
    expect(new Set([base, ...others].map(hash)).size).toBe(7);
  });
});
