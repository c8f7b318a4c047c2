import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {hashImage} from "../../loaders/datasets/labels/imageHash.js";
import {formatLabelChanges} from "../../src/characters/labelChanges.js";
import {runHandscope} from "./runHandscope.js";

// A handwritten table of six images, each of one gray, whose labels the command changes and takes back.

let home: string;
let raw: string;

const HEADER = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join();
const LABELS = [3, 1, 4, 1, 5, 9];
const grayOf = (i: number) => 10 * (i + 1);
const TABLE = [HEADER, ...LABELS.map((label, i) => [label, ...new Array<number>(784).fill(grayOf(i))].join())].join(
  "\n"
);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "handscope-relabel-"));
  raw = join(home, `raw-${basename(home)}`);
  mkdirSync(join(home, "source"));
  writeFileSync(join(home, "source", "train.csv"), TABLE);
  writeFileSync(join(home, "source", "test.csv"), TABLE.replace(/^3,/m, "8,"));
  expect((await data("--from", join(home, "source"), "--as-is")).code).toBe(0);
});
afterAll(() => rmSync(home, {recursive: true, force: true}));

function data(...args: string[]) {
  return runHandscope("data", args, {HANDSCOPE_RAW: raw, HANDSCOPE_CACHE: join(home, "cache")});
}

function fileOf(name: string, text: string): string {
  const path = join(home, name);
  writeFileSync(path, text);
  return path;
}

const change = (index: number, was: string, label: string | null) => ({
  split: "train",
  index,
  hash: hashImage(new Uint8Array(784).fill(grayOf(index))),
  was,
  label,
  tags: ["mine"]
});

it("--relabel adds labels beside the set, names refused rows, and --undo-relabel takes them back", async () => {
  const before = readFileSync(join(raw, "train.csv"), "utf8");
  const rows = [change(0, "3", "8"), change(2, "4", null), change(4, "6", "7")];
  const {code, stdout, stderr} = await data("--relabel", fileOf("mine.csv", formatLabelChanges(rows)));
  expect({code, stderr}).toEqual({code: 0, stderr: 'refused: line 4: train 4 is labeled 5, not "6"\n'});
  expect(stdout).toMatch(
    /^applied: 2 of 3 rows \(1 new labels, 1 images left out\); 1 refused, 0 without a new label\n/
  );
  expect(readFileSync(join(raw, "train.csv"), "utf8")).toBe(before);

  const second = await data("--relabel", fileOf("more.csv", formatLabelChanges([change(5, "9", "4")])));
  expect(second.stdout).toMatch(/^applied: 1 of 1 rows/); // found by its pixels: it stands at 4 now

  const {splits, relabeled} = provenance();
  // Of 3, 1, 4, 1, 5, 9: the 3 is an 8, the 4 is left out, the 9 is a 4.
  expect(splits.find(({split}) => split === "train")).toEqual({
    split: "train",
    n: 5,
    classes: [0, 2, 0, 0, 1, 1, 0, 0, 1, 0]
  });
  expect(relabeled.map(({file, changed, leftOut}) => [file, changed, leftOut])).toEqual([
    ["mine.csv", 1, 1],
    ["more.csv", 1, 0]
  ]);

  expect((await data("--undo-relabel")).stdout).toMatch(/^1 labels of more\.csv are as they were/);
  expect((await data("--undo-relabel")).stdout).toMatch(/^2 labels of mine\.csv are as they were/);
  expect(readdirSync(raw)).not.toContain("relabels.json");
  const none = await data("--undo-relabel");
  expect([none.code, none.stderr]).toEqual([
    1,
    "handscope: data/raw: expected labels that --relabel changed, got none\n"
  ]);
});

it("--relabel writes nothing where no row applies or the file is another", async () => {
  const files = readdirSync(raw);
  const strange = {...change(0, "3", "8"), hash: "0".repeat(16)};
  const refused = await data("--relabel", fileOf("other.csv", formatLabelChanges([strange])));
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(
    /^refused: line 2: no image of train has these pixels\nhandscope: .*other\.csv: expected a row that changes a label, got none among 1 rows/
  );
  for (const [name, text] of [
    ["table.csv", TABLE],
    ["binary.csv", "\u0000\u0001\n"],
    ["empty.csv", ""]
  ] as const) {
    const {code, stderr} = await data("--relabel", fileOf(name, text));
    expect([code, stderr.split("\n").length]).toEqual([1, 2]); // one line
    expect(stderr).toContain("expected the columns split, index, hash, label, new_label, tags");
  }
  const missing = await data("--relabel", join(home, "none.csv"));
  expect([missing.code, missing.stderr.split("\n").length]).toEqual([1, 2]);
  expect((await data("--relabel", "a.csv", "--undo-relabel")).stderr).toContain("got several");
  expect(readdirSync(raw)).toEqual(files);
});

/** Returns what the newest cache entry says of the set in data/raw. */
function provenance() {
  const cache = join(home, "cache");
  const entry = readdirSync(cache).find((name) => name.startsWith("source-"))!;
  return JSON.parse(readFileSync(join(cache, entry, "provenance.json"), "utf8")) as {
    splits: {split: string; n: number; classes: number[]}[];
    relabeled: {file: string; changed: number; leftOut: number}[];
  };
}
