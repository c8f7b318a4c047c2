import {mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join, relative, resolve} from "node:path";
import {gzipSync} from "node:zlib";
import sharp from "sharp";
import {afterAll, afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {findDataFolder, labeledSplit, readAbout, readDataset} from "../../loaders/dataset.js";
import {CACHE, RAW, SAMPLE} from "../../loaders/paths.js";
import {makeSample} from "../../loaders/sample.js";
import {preprocess} from "../../src/digits/preprocess.js";
import {InputError} from "../../src/inputError.js";
import {findTestData} from "../testData.js";
import {refusal} from "./refusal.js";

// Folders are written by hand, in the layouts that Kaggle has them: https://www.kaggle.com/competitions/digit-recognizer
// (CSV), https://www.kaggle.com/datasets/hojjatk/mnist-dataset (IDX), and folders of images, one for each class.

vi.mock("../../loaders/paths.js", async (importActual) => {
  const [fs, os, path] = await Promise.all([import("node:fs"), import("node:os"), import("node:path")]);
  const paths = await importActual<typeof import("../../loaders/paths.js")>();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "handscope-data-"));
  return {...paths, CACHE: path.join(home, "cache"), RAW: path.join(home, "raw"), SAMPLE: path.join(home, "sample")};
});
vi.mock("../../loaders/sample.js", () => ({makeSample: vi.fn(async () => undefined)}));

let dir: string;

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "handscope-dataset-")), "digits");
  mkdirSync(dir);
});

afterEach(() => rmSync(dirname(dir), {recursive: true, force: true}));

afterAll(() => rmSync(dirname(CACHE), {recursive: true, force: true}));

function put(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), {recursive: true});
    writeFileSync(join(dir, file), contents);
  }
}

/** Splits as [label, level of the first pixel] for each image. */
const SPLITS = {
  train: [
    [3, 255],
    [1, 7],
    [4, 0]
  ],
  validation: [[1, 20]],
  test: [
    [5, 30],
    [9, 1]
  ]
} as const;
type Name = keyof typeof SPLITS;

function csv(split: Name): string {
  const names = Array.from({length: 784}, (_, i) => `pixel${i}`);
  const rows = SPLITS[split].map(([label, first]) => [label, first, ...new Array<number>(783).fill(0)].join());
  return [["label", ...names].join(), ...rows].join("\n");
}

function uint32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function idxImages(split: Name): Uint8Array {
  const images = SPLITS[split].flatMap(([, first]) => [first, ...new Array<number>(783).fill(0)]);
  return Uint8Array.from([...[0x803, SPLITS[split].length, 28, 28].flatMap(uint32), ...images]);
}

function idxLabels(split: Name): Uint8Array {
  return Uint8Array.from([...[0x801, SPLITS[split].length].flatMap(uint32), ...SPLITS[split].map(([label]) => label)]);
}

const CSV = {"train.csv": csv("train"), "validation.csv": csv("validation"), "test.csv": csv("test")};
const IDX = {
  "train-images-idx3-ubyte": idxImages("train"),
  "train-labels-idx1-ubyte": idxLabels("train"),
  "val-images-idx3-ubyte": idxImages("validation"),
  "val-labels-idx1-ubyte": idxLabels("validation"),
  "t10k-images-idx3-ubyte": idxImages("test"),
  "t10k-labels-idx1-ubyte": idxLabels("test")
};

function gzipped(files: Readonly<Record<string, string | Uint8Array>>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(files).map(([name, contents]) => [`${name}.gz`, gzipSync(contents)]));
}

describe("readDataset(dir)", () => {
  it("gives equal splits and the same SHA-256 for the same digits as CSV or IDX, gzipped or not", async () => {
    const dotted = Object.fromEntries(
      Object.entries(IDX).map(([name, bytes]) => [name.replace("-idx", ".idx"), bytes])
    );
    const layouts = {CSV, "CSV.gz": gzipped(CSV), IDX, "IDX.gz": gzipped(IDX), "IDX with dots": dotted};
    const hashes = new Set<string>();
    for (const [what, files] of Object.entries(layouts)) {
      rmSync(dir, {recursive: true});
      put(files);
      const dataset = await readDataset(dir);
      expect([what, dataset.layout]).toEqual([what, what.startsWith("CSV") ? "digit-recognizer CSV" : "IDX"]);
      expect([...dataset.files].sort()).toEqual(Object.keys(files).sort());
      expect(Object.keys(dataset.splits)).toEqual(["train", "validation", "test"]);
      for (const [split, rows] of Object.entries(SPLITS)) {
        const {length, images, labels} = dataset.splits[split as Name]!;
        expect(length).toBe(rows.length);
        expect(Array.from(labels!)).toEqual(rows.map(([label]) => label));
        expect(Buffer.from(images)).toEqual(
          Buffer.from(rows.flatMap(([, first]) => [first, ...new Array(783).fill(0)]))
        );
      }
      hashes.add(dataset.sha256);
    }
    expect([...hashes]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  it("reads the same from the cache as from the files", async () => {
    put(CSV);
    const first = await readDataset(dir);
    expect(await readDataset(dir)).toEqual(first);
  });

  it("takes each split from the file that is there, and no other", async () => {
    put({"train.csv": csv("train"), "test.csv.gz": gzipSync(csv("test")), "sample_submission.csv": "ImageId,Label"});
    const {splits, files} = await readDataset(dir);
    expect(Object.keys(splits)).toEqual(["train", "test"]);
    expect(files).toEqual(["train.csv", "test.csv.gz"]);
  });

  it("reads class folders of pictures by the same preprocessing as everything else, labeled by their folder", async () => {
    // A dark bar on white paper: 40 pixels high, 10 wide. MNIST's procedure makes 20 by 5 of it, about pixel 14.
    const bar = (left: number) =>
      sharp(
        Buffer.from(
          Array.from({length: 60 * 60}, (_, i) =>
            i % 60 >= left && i % 60 < left + 10 && i >= 600 && i < 3000 ? 0 : 255
          )
        ),
        {raw: {width: 60, height: 60, channels: 1}}
      ).toColourspace("b-w");
    put({
      "train/1/b.png": await bar(20).png().toBuffer(),
      "train/1/a.webp": await bar(5).webp({lossless: true}).toBuffer(),
      "test/7/x.tif": await bar(40).negate().tiff({compression: "lzw"}).toBuffer(),
      "train/notes.txt": "not a picture"
    });
    const seen: string[] = [];
    const dataset = await readDataset(dir, (what, done, total) => void seen.push(`${what} ${done}/${total}`));
    expect(dataset.layout).toBe("class folders");
    expect(dataset.files).toEqual(["train/1/a.webp", "train/1/b.png", "test/7/x.tif"]);
    expect(Array.from(dataset.splits.train!.labels!)).toEqual([1, 1]);
    expect(Array.from(dataset.splits.test!.labels!)).toEqual([7]);
    expect(seen).toEqual(["reading images 1/3", "reading images 2/3", "reading images 3/3"]);
    const paper = Uint8Array.from({length: 3600}, (_, i) =>
      i % 60 >= 5 && i % 60 < 15 && i >= 600 && i < 3000 ? 0 : 255
    );
    const {image} = preprocess({width: 60, height: 60, data: paper})!;
    expect(image.filter((v) => v === 255)).toHaveLength(20 * 5);
    for (const images of [
      dataset.splits.train!.images.subarray(0, 784),
      dataset.splits.train!.images.subarray(784),
      dataset.splits.test!.images
    ]) {
      expect(Buffer.from(images)).toEqual(Buffer.from(image));
    }
  });

  it("is named by its folder, or as its dataset.json says", async () => {
    put({"train.csv": csv("train")});
    expect(await readDataset(dir)).toMatchObject({name: "digits", title: "digits", synthetic: false});
    const about = {
      name: "mine",
      title: "My digits",
      source: "https://example.org",
      license: "CC0-1.0",
      generator: "x.ts"
    };
    put({"dataset.json": JSON.stringify(about)});
    expect(await readDataset(dir)).toMatchObject({
      name: "mine",
      title: "My digits",
      source: "https://example.org",
      license: "CC0-1.0",
      synthetic: true
    });
  });

  it("has the same SHA-256 whatever the folder is called, and another for other digits", async () => {
    put({"train.csv": csv("train")});
    const first = await readDataset(dir);
    put({"dataset.json": '{"name": "other"}'});
    expect((await readDataset(dir)).sha256).toBe(first.sha256);
    put({"train.csv": csv("train").replace("\n3,255,", "\n3,254,")});
    expect((await readDataset(dir)).sha256).not.toBe(first.sha256);
  });

  const layouts = "expected train.csv, train-images-idx3-ubyte or folders train/0 … train/9";
  it.each<[what: string, files: Record<string, string | Uint8Array>, message: string]>([
    ["an empty folder", {}, `DIR: ${layouts}, got an empty folder`],
    ["a folder of something else", {"a.txt": "", "b.txt": ""}, `DIR: ${layouts}, got a.txt, b.txt`],
    [
      "images without labels",
      {"train-images-idx3-ubyte": idxImages("train")},
      "DIR: expected images and labels of the train split, got only train-images-idx3-ubyte"
    ],
    [
      "labels without images",
      {"t10k-labels-idx1-ubyte.gz": gzipSync(idxLabels("test"))},
      "DIR: expected images and labels of the test split, got only t10k-labels-idx1-ubyte.gz"
    ],
    [
      "images and labels that are not as many",
      {"train-images-idx3-ubyte": idxImages("train"), "train-labels-idx1-ubyte": idxLabels("test")},
      "DIR/train-labels-idx1-ubyte: expected 3 labels, one for each image, got 2"
    ],
    [
      "an image file that is no image",
      {"train/0/a.png": "text"},
      "DIR/train/0/a.png: expected an image, got something"
    ],
    ["a folder without classes", {"train/a.png": "text"}, "DIR/train: expected folders named 0 to 9, got none"],
    ["a file called train", {train: "text"}, "DIR/train: expected folders named 0 to 9, got a file"],
    ["a folder called train.csv", {"train.csv/a": ""}, "DIR/train.csv: expected a file that can be read, got a folder"],
    [
      "a dataset.json that is not JSON",
      {...CSV, "dataset.json": "{"},
      "DIR/dataset.json: expected JSON, got 1 characters"
    ],
    ["a dataset.json that is no object", {...CSV, "dataset.json": "null"}, "DIR/dataset.json: expected an object"],
    [
      "a name that is no text",
      {...CSV, "dataset.json": '{"name": 7}'},
      "DIR/dataset.json: expected name as string, got 7"
    ]
  ])("refuses %s", async (_, files, message) => {
    put(files);
    expect(await refusal(readDataset(dir))).toContain(message.replaceAll("DIR", dir));
  });

  it("refuses a picture without ink", async () => {
    put({
      "train/0/a.png": await sharp({create: {width: 9, height: 9, channels: 3, background: "#fff"}})
        .png()
        .toBuffer()
    });
    expect(await refusal(readDataset(dir))).toBe(
      `${join(dir, "train", "0", "a.png")}: expected a picture of a digit, got one without ink`
    );
  });

  it("refuses a folder that is not there, a file in its place, and a link to nothing", async () => {
    expect(await refusal(readDataset(join(dir, "none")))).toBe(
      `${join(dir, "none")}: expected a folder of digits, got nothing there`
    );
    put({"a-file": ""});
    expect(await refusal(readDataset(join(dir, "a-file")))).toBe(
      `${join(dir, "a-file")}: expected a folder of digits, got a file`
    );
    symlinkSync(join(dir, "gone.csv"), join(dir, "train.csv"));
    expect(await refusal(readDataset(dir))).toBe(
      `${join(dir, "train.csv")}: expected a file that can be read, got nothing there`
    );
  });

  it("keeps nothing in its cache of digits that it refused", async () => {
    const before = readdirSync(CACHE);
    put({"train.csv": csv("train").replace("\n3,255,", "\n3,256,")});
    expect(await refusal(readDataset(dir))).toMatch(/train\.csv:2: expected pixel0 as a whole number/);
    expect(readdirSync(CACHE)).toEqual(before);
  });
});

const data = findTestData();

describe.skipIf(!data)("readDataset(dir) of the complete MNIST", () => {
  it("has as many of each digit as everybody counts", async () => {
    const {splits} = await readDataset(join(data!, "mnist"));
    const count = (labels: Uint8Array) => Array.from({length: 10}, (_, c) => labels.filter((l) => l === c).length);
    // np.bincount of the labels, as in countless notebooks; http://yann.lecun.com/exdb/mnist/ has the totals
    expect(count(splits.train!.labels!)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(count(splits.test!.labels!)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect([splits.train!.images.length, splits.test!.images.length]).toEqual([60_000 * 784, 10_000 * 784]);
  });
});

describe("labeledSplit(dataset, split, dir)", () => {
  it("returns a split with its labels, and refuses one without labels or that is not there", async () => {
    const unlabeled = csv("test").replace("label,", "").replaceAll(/^\d,/gm, "");
    put({"train.csv": csv("train"), "test.csv": unlabeled});
    const dataset = await readDataset(dir);
    expect(labeledSplit(dataset, "train", dir).labels).toEqual(Uint8Array.of(3, 1, 4));
    expect(() => labeledSplit(dataset, "test", dir)).toThrow(
      new InputError(dir, "a test split with labels", "images only")
    );
    expect(() => labeledSplit(dataset, "validation", dir)).toThrow(
      new InputError(dir, "a validation split", "only train, test")
    );
  });
});

describe("readAbout(dir)", () => {
  it("says nothing where there is no dataset.json", async () => {
    expect(await readAbout(dir)).toEqual({});
    put({"dataset.json": '{"title": "T", "more": 1}'});
    expect(await readAbout(dir)).toMatchObject({title: "T"});
  });
});

describe("findDataFolder(option)", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(RAW, {recursive: true, force: true});
    vi.mocked(makeSample).mockClear();
  });

  it("is the option, or else what HANDSCOPE_DATA says, or else data/raw where something lies there", async () => {
    vi.stubEnv("INIT_CWD", undefined);
    mkdirSync(RAW, {recursive: true});
    writeFileSync(join(RAW, "train.csv"), "");
    vi.stubEnv("HANDSCOPE_DATA", "/from/the/environment");
    expect(await findDataFolder("/from/the/option")).toBe("/from/the/option");
    expect(await findDataFolder()).toBe("/from/the/environment");
    vi.stubEnv("HANDSCOPE_DATA", undefined);
    expect(await findDataFolder()).toBe(RAW);
    expect(makeSample).not.toHaveBeenCalled();
  });

  it("is the sample, made where it is missing, where data/raw is empty or holds hidden files only", async () => {
    vi.stubEnv("HANDSCOPE_DATA", undefined);
    expect(await findDataFolder()).toBe(SAMPLE);
    mkdirSync(RAW, {recursive: true});
    writeFileSync(join(RAW, ".gitkeep"), "");
    expect(await findDataFolder()).toBe(SAMPLE);
    expect(vi.mocked(makeSample).mock.calls.map(([folder]) => folder)).toEqual([SAMPLE, SAMPLE]);
  });

  it("takes a path as relative to where npm was called", async () => {
    vi.stubEnv("INIT_CWD", dir);
    expect(await findDataFolder("a/b")).toBe(join(dir, "a", "b"));
    vi.stubEnv("HANDSCOPE_DATA", "../c");
    expect(await findDataFolder()).toBe(join(dirname(dir), "c"));
    vi.stubEnv("INIT_CWD", undefined);
    expect(await findDataFolder(relative(process.cwd(), dir))).toBe(resolve(dir));
  });
});
