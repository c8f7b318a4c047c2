import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {gzipSync} from "node:zlib";
import {zipSync} from "fflate";
import sharp from "sharp";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from "vitest";
import {runHandscope} from "./runHandscope.js";

// Handwritten folders in Kaggle's layouts, which must arrive byte for byte. For bad input, see badInput.test.ts.

let home: string;
let raw: string;
let source: string;

const HEADER = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join();
const csv = (...labels: number[]) =>
  [HEADER, ...labels.map((label) => [label, ...new Array<number>(784).fill(label)].join())].join("\n");

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "handscope-data-command-"));
  raw = join(home, `raw-${basename(home)}`);
});

beforeEach(() => {
  source = mkdtempSync(join(home, `${basename(home)}-`));
  mkdirSync(raw);
  writeFileSync(join(raw, "old.csv"), "old");
});

afterEach(() => {
  rmSync(raw, {recursive: true, force: true});
});

afterAll(() => rmSync(home, {recursive: true, force: true}));

function data(from: string, ...options: string[]) {
  return runHandscope("data", ["--from", from, ...options], {HANDSCOPE_RAW: raw, HANDSCOPE_CACHE: join(home, "cache")});
}

describe("data --from", () => {
  it("replaces data/raw by the files and a dataset.json, and reports the splits", async () => {
    const files = {"train.csv": csv(3, 1, 4), "test.csv.gz": gzipSync(csv(1, 5))};
    for (const [name, contents] of Object.entries(files)) writeFileSync(join(source, name), contents);
    writeFileSync(join(source, "notes.txt"), "no digits");
    writeFileSync(join(source, "dataset.json"), '{"title": "Mine", "license": "CC0-1.0"}');
    const {code, stdout, stderr} = await data(source);
    expect({code, stderr}).toEqual({code: 0, stderr: ""});
    expect(stdout).toMatch(/^train: 3 images\ntest: 2 images\nnot read: notes\.txt\n.*Mine.*\n$/);
    expect(readdirSync(raw).sort()).toEqual([".gitkeep", "dataset.json", "test.csv.gz", "train.csv"]);
    for (const [name, contents] of Object.entries(files)) {
      expect(readFileSync(join(raw, name)).equals(Buffer.from(contents))).toBe(true);
    }
    expect(JSON.parse(readFileSync(join(raw, "dataset.json"), "utf8"))).toEqual({
      name: basename(source),
      title: "Mine",
      license: "CC0-1.0"
    });
    expect(readdirSync(home).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("copies class folders, and the targets of links within them; refuses a link that leaves the folder", async () => {
    const picture = sharp(Buffer.from([255, 255, 255, 255, 0, 255, 255, 255, 255]), {
      raw: {width: 3, height: 3, channels: 1}
    });
    mkdirSync(join(source, "train", "7"), {recursive: true});
    const bytes = await picture.png().toBuffer();
    writeFileSync(join(source, "original.png"), bytes);
    symlinkSync(join(source, "original.png"), join(source, "train", "7", "a.png"));
    expect((await data(source)).stdout).toMatch(/^train: 1 images\n/);
    expect(readdirSync(join(raw, "train"))).toEqual(["7"]);
    expect(lstatSync(join(raw, "train", "7", "a.png")).isFile()).toBe(true);
    expect(readFileSync(join(raw, "train", "7", "a.png")).equals(bytes)).toBe(true);
    symlinkSync("/etc/hostname", join(source, "train", "7", "b.png"));
    const {code, stderr} = await data(source);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^handscope: .*train\/7\/b\.png: expected a file in its folder, got a link to .*\n$/);
    expect(readdirSync(join(raw, "train", "7"))).toEqual(["a.png"]);
  });

  it("copies a zip unopened, and a single table", async () => {
    const zip = Buffer.from(
      zipSync({
        "in/train.csv": new Uint8Array(Buffer.from(csv(3, 1))),
        "in/test.csv": new Uint8Array(Buffer.from(csv(7)))
      })
    );
    writeFileSync(join(source, "digits.zip"), zip);
    expect((await data(join(source, "digits.zip"))).stdout).toMatch(/^train: 2 images\ntest: 1 images\n/);
    expect(readFileSync(join(raw, "digits.zip")).equals(zip)).toBe(true);
    writeFileSync(join(source, "mine.csv"), csv(3, 1));
    expect((await data(join(source, "mine.csv"))).stdout).toMatch(
      /^train: 2 images\nsplit by seed 1, stratified\n.*mine/
    );
    expect(readdirSync(raw).sort()).toEqual([".gitkeep", "dataset.json", "mine.csv"]);
  });

  it("--skip-bad leaves out bad rows and counts them by reason, and later reads do so, too", async () => {
    const good = csv(...new Array<number>(9).fill(1));
    writeFileSync(join(source, "train.csv"), `${good}\n12${",0".repeat(784)}\n`);
    writeFileSync(join(source, "test.csv"), csv(1));
    expect((await data(source)).stderr).toMatch(
      /train\.csv:11: expected label as a whole number from 0 to 9, got "12"\n$/
    );
    const {code, stdout} = await data(source, "--skip-bad");
    expect({code, lines: stdout.split("\n").slice(0, 3)}).toEqual({
      code: 0,
      lines: [
        "train: 9 images",
        "test: 1 images",
        'left out: 1 × a label that is no digit from 0 to 9 (train.csv:11: expected label as a whole number from 0 to 9, got "12")'
      ]
    });
    expect((await data(raw)).stdout).toMatch(/left out: 1 × a label/);
  });

  it("--skip-bad refuses a table if more than a tenth is bad, and keeps the old data", async () => {
    writeFileSync(join(source, "train.csv"), `${csv(1, 2, 3)}\n12${",0".repeat(784)}\n`);
    const {code, stdout, stderr} = await data(source, "--skip-bad");
    expect({code, stdout}).toEqual({code: 1, stdout: ""});
    expect(stderr).toMatch(/^handscope: .*train\.csv: expected at most a tenth .+, got 1 of 4: 1 × a label .+\n$/);
    expect(readdirSync(raw)).toEqual(["old.csv"]);
  });

  it("can import data/raw itself, even after a kill between moving the old data aside and the new in", async () => {
    writeFileSync(join(raw, "train.csv"), csv(2));
    renameSync(raw, join(home, `.${basename(raw)}.old`));
    const {code, stdout} = await data(raw);
    expect({code, first: stdout.split("\n")[0]}).toEqual({code: 0, first: "train: 1 images"});
    expect(readFileSync(join(raw, "train.csv"), "utf8")).toBe(csv(2));
    expect(readdirSync(home).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("keeps the old data even if only the last file of a folder is bad", async () => {
    writeFileSync(join(source, "train.csv"), csv(1));
    writeFileSync(join(source, "test.csv"), csv(1, 2).slice(0, -1));
    const {code, stdout, stderr} = await data(source);
    expect({code, stdout}).toEqual({code: 1, stdout: ""});
    expect(stderr).toBe(
      `handscope: ${join(source, "test.csv")}:3: expected pixel783 as a whole number from 0 to 255, got nothing\n`
    );
    expect(readdirSync(raw)).toEqual(["old.csv"]);
    expect(readFileSync(join(raw, "old.csv"), "utf8")).toBe("old");
  });
});
