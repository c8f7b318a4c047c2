import {createHash} from "node:crypto";
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {makeSample} from "../../../loaders/datasets/sample.js";
import {CLASSES, SPLITS} from "../../../src/characters/digits.js";
import {toGray} from "../../../src/ink/image/image.js";
import {preprocess} from "../../../src/ink/preprocess.js";

const counts = {train: 20, validation: 2, test: 3};
const total = 10 * (20 + 2 + 3);

let root: string;
let dir: string;
const progress: [number, number][] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "handscope-sample-"));
  dir = join(root, "sample");
  await makeSample(dir, {counts, onProgress: (...state) => progress.push(state)});
}, 60_000);

afterAll(() => rmSync(root, {recursive: true, force: true}));

function listPictures(folder: string): string[] {
  return SPLITS.flatMap((split) =>
    CLASSES.flatMap((c) => readdirSync(join(folder, split, `${c}`)).map((name) => `${split}/${c}/${name}`))
  ).sort();
}

function sumOf(folder: string): string {
  const sum = createHash("sha256");
  for (const name of listPictures(folder)) sum.update(name).update(readFileSync(join(folder, name)));
  return sum.update(readFileSync(join(folder, "dataset.json"))).digest("hex");
}

describe("makeSample(dir, {counts})", () => {
  it("fills a folder for each class of each split with the same count of numbered pictures", () => {
    for (const split of SPLITS) {
      expect(readdirSync(join(dir, split)).sort()).toEqual(CLASSES.map(String));
      for (const c of CLASSES) {
        const numbers = readdirSync(join(dir, split, `${c}`)).map((name) => name.split(".")[0]);
        expect(numbers.sort()).toEqual(Array.from({length: counts[split]}, (_, i) => `0000${i}`.slice(-5)));
      }
    }
  });

  it("describes itself in dataset.json as made by the project, not by people", () => {
    expect(JSON.parse(readFileSync(join(dir, "dataset.json"), "utf8"))).toMatchObject({
      name: "sample",
      title: "Handscope's own sample",
      source: expect.stringMatching(/^made by the project, not by people/),
      license: "CC0-1.0",
      generator: "loaders/datasets/sample.ts",
      seed: expect.any(Number)
    });
  });

  it("calls onProgress after each picture", () => {
    expect(progress).toEqual(Array.from({length: total}, (_, i) => [i + 1, total]));
  });

  it("makes the same bytes every time", async () => {
    const again = join(root, "again");
    await makeSample(again, {counts});
    expect(sumOf(again)).toBe(sumOf(dir));
  }, 60_000);

  it("makes the same pictures for any counts", async () => {
    const small = join(root, "small");
    await makeSample(small, {counts: {train: 1, validation: 1, test: 1}});
    for (const name of listPictures(small)) {
      expect(readFileSync(join(small, name)).equals(readFileSync(join(dir, name)))).toBe(true);
    }
  }, 60_000);

  it("makes pictures that all differ, also between splits", () => {
    const sums = listPictures(dir).map((name) => readFileSync(join(dir, name)).toString("latin1"));
    expect(new Set(sums).size).toBe(total);
  });

  it("writes PNG (gray, RGB, RGBA), JPEG, WebP, GIF and TIFF, each by its extension, 32 to 160 pixels", async () => {
    const endings = {png: "png", jpeg: "jpg", webp: "webp", gif: "gif", tiff: "tif"};
    const seen = new Set<string>();
    const sizes = new Set<string>();
    let wide = 0;
    for (const name of listPictures(dir)) {
      const {format, width, height, channels} = await sharp(join(dir, name)).metadata();
      expect(name.split(".").at(-1)).toBe(endings[format as keyof typeof endings]);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(32);
      expect(Math.max(width, height)).toBeLessThanOrEqual(160);
      seen.add(format === "png" ? `png ${channels}` : format);
      sizes.add(`${width}×${height}`);
      if (width > height) ++wide;
    }
    expect([...seen].sort()).toEqual(["gif", "jpeg", "png 1", "png 3", "png 4", "tiff", "webp"]);
    expect(sizes.size).toBeGreaterThan(total / 2);
    expect(wide / total).toBeGreaterThan(0.3);
    expect(wide / total).toBeLessThan(0.7);
  });

  it("makes only pictures in which preprocess finds ink", async () => {
    for (const name of listPictures(dir)) {
      const {data, info} = await sharp(join(dir, name)).toColorspace("srgb").ensureAlpha().raw().toBuffer({
        resolveWithObject: true
      });
      const found = preprocess(toGray(data, info.width, info.height));
      expect(found && Math.max(found.box.width, found.box.height), name).toBeGreaterThanOrEqual(12);
    }
  });
});

describe("makeSample(dir) for an existing folder", () => {
  it("leaves a complete sample alone", async () => {
    const before = sumOf(dir);
    await makeSample(dir, {counts: {train: 1, validation: 1, test: 1}});
    expect(sumOf(dir)).toBe(before);
  });

  it("refuses a folder with other content, and leaves it unchanged", async () => {
    const other = join(root, "other");
    mkdirSync(other);
    writeFileSync(join(other, "notes.txt"), "mine");
    await expect(makeSample(other, {counts})).rejects.toThrow(
      `${other}: expected a complete sample or nothing, got a folder without dataset.json`
    );
    expect(readdirSync(other)).toEqual(["notes.txt"]);
  });

  it("creates the folder only once the sample is complete", async () => {
    const late = join(root, "late");
    let visible = false;
    await makeSample(late, {counts, onProgress: () => (visible ||= existsSync(late))});
    expect(visible).toBe(false);
    expect(existsSync(join(late, "dataset.json"))).toBe(true);
  }, 60_000);

  it("leaves no partial sample if interrupted", async () => {
    const broken = join(root, "broken");
    const stop = () => {
      throw new Error("stop");
    };
    await expect(makeSample(broken, {counts, onProgress: stop})).rejects.toThrow("stop");
    expect(readdirSync(root).filter((name) => name.startsWith("broken"))).toEqual([]);
  }, 60_000);

  it("makes one complete sample for two concurrent callers", async () => {
    const both = join(root, "both");
    const small = {train: 2, validation: 1, test: 1};
    await Promise.all([makeSample(both, {counts: small}), makeSample(both, {counts: small})]);
    expect(listPictures(both)).toHaveLength(40);
    expect(readdirSync(root).filter((name) => name.startsWith("both"))).toEqual(["both"]);
  }, 60_000);
});
