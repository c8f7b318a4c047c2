import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {
  readPenDigits,
  readPenSymbols,
  splitSymbols,
  splitWriters,
  type PenCollection
} from "../../../loaders/datasets/penDigits.js";
import {preprocessStrokes} from "../../../src/pen/strokes.js";
import {WRITER_PARTS} from "../../../src/pen/writers.js";
import {findTestData} from "../../testData.js";
import {refusal} from "../refusal.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "handscope-pen-"))));
afterAll(() => rm(folder, {recursive: true}));

async function write(name: string, labels: unknown[]): Promise<void> {
  const lines = labels.map((label, i) => JSON.stringify({label, writer: `w${i}`, strokes: [[[i, 2]]]}));
  await writeFile(join(folder, name), gzipSync(lines.join("\n")));
}

describe("readPenDigits(folder)", () => {
  it("returns UNIPEN's digits, then Pendigits', each in the order of its file", async () => {
    await write("unipen-digits.jsonl.gz", [7, "0"]);
    await write("pendigits.jsonl.gz", [9]);
    expect(await readPenDigits(folder)).toEqual([
      {name: "unipen", label: 7, writer: "w0", strokes: [[[0, 2]]]},
      {name: "unipen", label: 0, writer: "w1", strokes: [[[1, 2]]]},
      {name: "pendigits", label: 9, writer: "w0", strokes: [[[0, 2]]]}
    ]);
  });

  it("refuses a label that is no digit, and a missing file", async () => {
    await write("unipen-digits.jsonl.gz", [1, "A"]);
    const unipen = join(folder, "unipen-digits.jsonl.gz");
    expect(await refusal(readPenDigits(folder))).toBe(`${unipen}:2: expected a label from 0 to 9, got "A"`);
    await rm(unipen);
    expect(await refusal(readPenDigits(folder))).toBe(`${unipen}: expected a file that can be read, got nothing there`);
  });
});

describe("splitWriters(digits)", () => {
  const digitsOf = (name: PenCollection, writers: string) => [...writers].map((writer, i) => ({name, writer, i}));

  it("splits each collection separately, by writers' names, and keeps the order of digits", () => {
    const split = splitWriters([...digitsOf("pendigits", "cb"), ...digitsOf("unipen", "eacadb")]);
    const shown = (part: keyof typeof split) => split[part].map(({name, writer, i}) => `${name} ${writer}${i}`);
    // UNIPEN's a to e: a and e are held out, b is for validation. Pendigits' b and c: b is held out, c for validation.
    expect(shown("held-out")).toEqual(["pendigits b1", "unipen e0", "unipen a1", "unipen a3"]);
    expect(shown("validation")).toEqual(["pendigits c0", "unipen b5"]);
    expect(shown("train")).toEqual(["unipen c2", "unipen d4"]);
  });
});

describe("readPenSymbols(folder)", () => {
  it("omits symbols that look like a digit, and strips UNIPEN's backslash", async () => {
    await write("unipen-letters.jsonl.gz", ["A", "o", "\\@", "l", "#", "S", "\\\\"]);
    expect((await readPenSymbols(folder)).map(({symbol, writer}) => symbol + writer)).toEqual(["Aw0", "@w2", "#w4"]);
  });
});

describe("splitSymbols(symbols, digits)", () => {
  it("puts a writer's symbols in the part of that writer's digits; splits other writers separately", () => {
    const digits = [..."abcdef"].map((writer) => ({name: "unipen" as const, label: 1, writer, strokes: []}));
    const symbols = [..."facbyxz"].map((writer) => ({symbol: "A", writer, strokes: []}));
    const split = splitSymbols(symbols, digits);
    const names = (part: keyof typeof split) => split[part].map(({writer}) => writer).join("");
    // Of a to f, a and e are held out and b is for validation; of x, y and z, x is held out and y for validation.
    expect([names("held-out"), names("validation"), names("train")]).toEqual(["ax", "by", "fcz"]);
  });
});

const data = findTestData();

describe.runIf(data)("the collections", () => {
  it("have 7,065 and 7,494 digits with ink, by 134 and 30 writers, no writer in two parts", async () => {
    const digits = await readPenDigits(join(data!, "strokes"));
    const split = splitWriters(digits);
    // Lines of each file by `zcat | wc -l`, and writers by `sort -u`. https://archive.ics.uci.edu/dataset/81 gives 30
    // writers, too, for the training part of Pendigits.
    for (const [name, n, writers] of [["unipen", 7065, 134] as const, ["pendigits", 7494, 30] as const]) {
      const parts = WRITER_PARTS.map((part) => split[part].filter((digit) => digit.name === name));
      expect(parts.flat().length).toBe(n);
      const people = parts.map((list) => new Set(list.map(({writer}) => writer)));
      expect(new Set(people.flatMap((set) => [...set])).size).toBe(writers);
      expect(people.reduce((sum, {size}) => sum + size, 0)).toBe(writers);
      for (const list of parts) expect(new Set(list.map(({label}) => label)).size).toBe(10);
    }
    expect(digits.filter((_, i) => i % 50 === 0).every(({strokes}) => preprocessStrokes(strokes))).toBe(true);
  });
});
