import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import fc from "fast-check";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {countRight, readAmounts} from "../../../loaders/datasets/amounts.js";

describe("countRight(truth, answer)", () => {
  it.each([
    ["10000", "10000", 5],
    ["10000", "1000", 4], // one deleted
    ["1900", "01947", 2], // one inserted, two replaced
    ["500", "560", 2],
    ["500", "", 0],
    ["12", "21", 1] // two edits either way: insert and delete keeps one digit, replacing both keeps none
  ])("%s read as %s: %i", (truth, answer, right) => {
    expect(countRight(truth, answer)).toBe(right);
  });

  it("counts all characters of equal texts, is symmetric, and never exceeds either length", () => {
    const digits = fc.string({unit: fc.constantFrom("0", "1", "2"), maxLength: 8});
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        expect(countRight(a, a)).toBe(a.length);
        expect(countRight(a, b)).toBeLessThanOrEqual(Math.min(a.length, b.length));
        expect(countRight(a, b)).toBe(countRight(b, a));
      })
    );
  });
});

describe("readAmounts(dir, part)", () => {
  let dir: string;
  beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), "amounts-"))));
  afterEach(() => rm(dir, {recursive: true}));

  const write = (text: string) => writeFile(join(dir, "labels.jsonl.gz"), gzipSync(text));

  it("sorts by file name and reserves the first 300 for the test", async () => {
    const files = Array.from({length: 302}, (_, i) => `images/${String(301 - i).padStart(4, "0")}.jpg`);
    await write(files.map((file) => JSON.stringify({file, text: "12", boxes: []})).join("\n"));
    expect((await readAmounts(dir, "test")).map(({file}) => file)).toEqual([...files].sort().slice(0, 300));
    expect((await readAmounts(dir, "tuning")).map(({file}) => file)).toEqual(["images/0300.jpg", "images/0301.jpg"]);
  });

  it("refuses malformed labels, and a file that is no gzip", async () => {
    await write('{"file": "a.jpg", "text": "12,50"}');
    await expect(readAmounts(dir, "test")).rejects.toThrow(/labels\.jsonl\.gz, line 1: expected/);
    await writeFile(join(dir, "labels.jsonl.gz"), "no gzip");
    await expect(readAmounts(dir, "test")).rejects.toThrow(/expected a gzip file/);
  });
});
