import {createHash} from "node:crypto";
import {mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join, relative, resolve} from "node:path";
import {gzipSync} from "node:zlib";
import {zipSync} from "fflate";
import sharp from "sharp";
import {afterAll, afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {findDataFolder, labeledSplit, readDataset} from "../../../loaders/datasets/dataset.js";
import {CACHE, RAW, SAMPLE} from "../../../loaders/paths.js";
import {makeSample} from "../../../loaders/datasets/sample.js";
import {preprocess} from "../../../src/ink/preprocess.js";
import {InputError} from "../../../src/inputError.js";
import {findTestData} from "../../testData.js";
import {refusal} from "../refusal.js";

// Handwritten folders in Kaggle's layouts: https://www.kaggle.com/competitions/digit-recognizer (CSV),
// https://www.kaggle.com/datasets/hojjatk/mnist-dataset (IDX), and one folder of images for each class.

vi.mock("../../../loaders/paths.js", async (importActual) => {
  const [fs, os, path] = await Promise.all([import("node:fs"), import("node:os"), import("node:path")]);
  const paths = await importActual<typeof import("../../../loaders/paths.js")>();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "handscope-data-"));
  return {...paths, CACHE: path.join(home, "cache"), RAW: path.join(home, "raw"), SAMPLE: path.join(home, "sample")};
});
vi.mock("../../../loaders/datasets/sample.js", () => ({makeSample: vi.fn(async () => undefined)}));

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

/** 28×28 images that MNIST's normalization leaves unchanged: an I, an L and a T, 20 pixels high, centered by mass. */
const FORMS = {
  1: (x: number, y: number) => x >= 8 && x < 12 && y < 20,
  4: (x: number, y: number) => (x < 4 && y < 20) || (y >= 16 && x < 16),
  7: (x: number, y: number) => (y < 4 && x < 14) || (x >= 5 && x < 9 && y < 20)
} as const;
const DIGITS = ([1, 4, 7] as const).map((label) => {
  const data = Uint8Array.from({length: 784}, (_, i) => (FORMS[label]((i % 28) - 4, Math.floor(i / 28) - 4) ? 255 : 0));
  return {label, image: preprocess({width: 28, height: 28, data})!.image};
});
type Labeled = (typeof DIGITS)[number];
const SETS = {train: DIGITS, test: DIGITS.slice(1, 2)};

const picture = (image: Uint8Array) => sharp(image, {raw: {width: 28, height: 28, channels: 1}}).toColourspace("b-w");
const FORMATS = {
  png: (image: Uint8Array) => picture(image).png().toBuffer(),
  webp: (image: Uint8Array) => picture(image).webp({lossless: true}).toBuffer(),
  gif: (image: Uint8Array) => picture(image).gif().toBuffer()
};

type Files = Record<string, Uint8Array>;

/** Returns one file for each split, with the content that *write* gives. */
function tables(name: (split: string) => string, write: (digits: readonly Labeled[]) => string): Files {
  const files = Object.entries(SETS).map(([split, digits]) => [name(split), Buffer.from(write(digits))]);
  return Object.fromEntries(files) as Files;
}

const pixelCsv = (header: readonly string[]) => (digits: readonly Labeled[]) =>
  [["label", ...header].join(), ...digits.map(({label, image}) => [label, ...image].join())].join("\n");
const numbered = Array.from({length: 784}, (_, i) => `${Math.floor(i / 28) + 1}x${(i % 28) + 1}`);
const NAMES = Array.from({length: 784}, (_, i) => `pixel${i}`);

function arrays(mark: string, prefixes = {train: "train", test: "t10k"}): Files {
  const files = Object.entries(SETS).flatMap(([split, digits]) => {
    const prefix = prefixes[split as keyof typeof prefixes];
    const images = Buffer.concat([
      Buffer.from([0x803, digits.length, 28, 28].flatMap(uint32)),
      ...digits.map((d) => d.image)
    ]);
    const labels = Buffer.from([...[0x801, digits.length].flatMap(uint32), ...digits.map(({label}) => label)]);
    return [
      [`${prefix}-images${mark}idx3-ubyte`, images],
      [`${prefix}-labels${mark}idx1-ubyte`, labels]
    ];
  });
  return Object.fromEntries(files) as Files;
}

/** Writes the digits as image files; returns them, with a row of a manifest for each. */
async function pictures(
  name: (split: string, label: number, i: number) => string,
  formats: readonly (keyof typeof FORMATS)[] = ["png", "webp", "gif"]
): Promise<{files: Files; rows: Record<string, [file: string, label: number][]>}> {
  const files: Files = {};
  const rows: Record<string, [string, number][]> = {};
  for (const [split, digits] of Object.entries(SETS)) {
    for (const [i, {label, image}] of digits.entries()) {
      const format = formats[i % formats.length]!;
      const file = `${name(split, label, i)}.${format}`;
      files[file] = await FORMATS[format](image);
      (rows[split] ??= []).push([file, label]);
    }
  }
  return {files, rows};
}

async function manifests(
  header: string,
  name: (split: string) => string,
  folder: (split: string) => string
): Promise<Files> {
  const {files, rows} = await pictures((split, _, i) => `${folder(split)}IMG_${i}`);
  const texts = Object.entries(rows).map(([split, list]) => [
    name(split),
    Buffer.from([header, ...list.map(([file, label]) => `${file.split("/").at(-1)},${label}`)].join("\n"))
  ]);
  return {...files, ...(Object.fromEntries(texts) as Files)};
}

function zipped(files: Files): Files {
  return {
    "archive.zip": zipSync(
      Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new Uint8Array(bytes)]))
    )
  };
}

const digitRecognizer = tables((split) => `${split}.csv`, pixelCsv(NAMES));
const once = async () => (await pictures((split, label, i) => `${split}/${label}/${i}`)).files;
const twice = async () =>
  (await pictures((split, label, i) => `${split}ingSet/${split}ingSet/${label}/img_${i}`)).files;
const LAYOUTS: Record<string, () => Files | Promise<Files>> = {
  "digit-recognizer CSV": () => digitRecognizer,
  "digit-recognizer CSV, gzipped": () => gzipped(digitRecognizer),
  "digit-recognizer CSV in a zip": () => zipped(digitRecognizer),
  "mnist-in-csv": () => tables((split) => `mnist_${split}.csv`, pixelCsv(numbered)),
  "mnist-in-csv in a zip": () => zipped(tables((split) => `mnist_${split}.csv`, pixelCsv(numbered))),
  IDX: () => arrays("-"),
  "IDX with a dot": () => arrays("."),
  "IDX, gzipped": () => gzipped(arrays("-")),
  "IDX, twice in a zip": () =>
    zipped({
      ...arrays("."),
      ...Object.fromEntries(Object.entries(arrays("-")).map(([name, bytes]) => [`${name}/${name}`, bytes]))
    }),
  "class folders": once,
  "class folders, nested twice": twice,
  "class folders, nested twice, in a zip": async () => zipped(await twice()),
  "manifest CSV, FILENAME,IDENTITY beside folders": () =>
    manifests(
      "FILENAME,IDENTITY",
      (split) => `written_digits_${split}_v2.csv`,
      (split) => `${split}_v2/${split}/`
    ),
  "manifest CSV, Image,Label in a zip": async () =>
    zipped(
      await manifests(
        "Image,Label",
        (split) => `${split}/labels.csv`,
        (split) => `${split}/`
      )
    )
};

describe("readDataset(path)", () => {
  it.each(Object.keys(LAYOUTS))("gives the same three digits, and one to test, from %s", async (layout) => {
    put(await LAYOUTS[layout]!());
    const {splits, provenance} = await readDataset(dir);
    expect(layout.startsWith(provenance.layout)).toBe(true);
    expect(Object.keys(splits)).toEqual(["train", "test"]);
    for (const [split, digits] of Object.entries(SETS)) {
      const {length, images, labels} = splits[split as "train" | "test"]!;
      expect([length, ...labels!]).toEqual([digits.length, ...digits.map(({label}) => label)]);
      expect(Buffer.concat(digits.map(({image}) => image)).equals(images)).toBe(true);
    }
    expect(provenance.sha256).toBe(DIGITS_SHA256);
    expect(provenance.rejected).toEqual([]);
  });

  // SHA-256 of "train 3\n", the three digits' pixels and labels, "test 1\n", and those of the one: see hashSplits.
  const DIGITS_SHA256 = createHash("sha256")
    .update(Buffer.concat([Buffer.from("train 3\n"), ...DIGITS.map((d) => d.image), Uint8Array.of(1, 4, 7)]))
    .update(Buffer.concat([Buffer.from("test 1\n"), DIGITS[1]!.image, Uint8Array.of(4)]))
    .digest("hex");

  it("reads a zip, and a single table, by its own path", async () => {
    put(zipped(digitRecognizer));
    expect(await readDataset(join(dir, "archive.zip"))).toMatchObject({name: "archive", files: ["archive.zip"]});
    put({"some.csv": csv("train")});
    const single = await readDataset(join(dir, "some.csv"));
    expect(single).toMatchObject({name: "some", files: ["some.csv"]});
    expect(single.splits.train!.length).toBe(3);
  });

  it("returns the same digits from the cache as from the files", async () => {
    put(CSV);
    const first = await readDataset(dir);
    expect(await readDataset(dir)).toEqual(first);
  });

  it("reads the splits that are present, and lists the files that it did not read", async () => {
    put({
      "train.csv": csv("train"),
      "test.csv.gz": gzipSync(csv("test")),
      "sample_submission.csv": "ImageId,Label\n1,0\n",
      "notes.txt": "notes"
    });
    const {splits, files, provenance} = await readDataset(dir);
    expect(Object.keys(splits)).toEqual(["train", "test"]);
    expect(files).toEqual(["test.csv.gz", "train.csv"]);
    expect(provenance.notRead).toEqual({n: 2, examples: ["notes.txt", "sample_submission.csv"], more: 0});
  });

  it("divides Kaggle's digit-recognizer by seed, and keeps its unlabeled rows apart", async () => {
    const rows = Array.from({length: 24}, (_, i) => [i % 10, i, ...new Array<number>(783).fill(0)].join());
    put({
      "train.csv": [["label", ...NAMES].join(), ...rows].join("\n"),
      "test.csv": [NAMES.join(), rows[5]!.slice(2), rows[6]!.slice(2)].join("\n")
    });
    const {splits, provenance} = await readDataset(dir);
    expect(Object.entries(splits).map(([split, {length, labels}]) => [split, length, Boolean(labels)])).toEqual([
      ["train", 20, true],
      ["validation", 2, true],
      ["test", 2, true],
      ["unlabeled", 2, false]
    ]);
    expect(provenance.division).toEqual({how: "by seed", seed: 1, keeping: "classes", leftOver: 0});
    // The first pixel of each image is the number of its row, whose last figure is the label.
    for (const {length, images, labels} of [splits.train!, splits.validation!, splits.test!]) {
      for (let i = 0; i < length; ++i) expect(images[i * 784]! % 10).toBe(labels![i]);
    }
    expect(splits.unlabeled!.images[784]).toBe(6);
  });

  it("reports the formats and sizes of image files", async () => {
    put((await pictures((split, label, i) => `${split}/${label}/${i}`, ["png"])).files);
    const {provenance} = await readDataset(dir);
    expect(provenance.pictures).toEqual({
      formats: [{format: "png", n: 4}],
      sizes: [{width: 28, height: 28, n: 4}],
      distinctSizes: 1,
      longerSides: [28, 28, 28, 28, 28, 28, 28]
    });
    expect(provenance.files.n).toBe(4);
    expect(provenance.files.list.map(({path}) => path)).toContain("train/1/0.png");
  });

  it("stops at the first bad row or image; with skipBad, counts bad ones by reason and continues", async () => {
    const more = await FORMATS.png(DIGITS[0]!.image);
    put({
      ...(await once()),
      ...Object.fromEntries(Array.from({length: 15}, (_, i) => [`train/1/${i + 10}.png`, more])),
      "train/3/broken.png": "no image",
      "train/3/blank.png": await FORMATS.png(new Uint8Array(784))
    });
    expect(await refusal(readDataset(dir))).toMatch(/train\/3\/(broken|blank)\.png: expected .+, got .+/);
    const {splits, provenance} = await readDataset(dir, {skipBad: true});
    expect(Array.from(splits.train!.labels!)).toEqual([...new Array<number>(16).fill(1), 4, 7]);
    expect(provenance.rejected.map(({n, examples}) => [n, examples[0]!.split(":")[0]]).sort()).toEqual([
      [1, "train/3/blank.png"],
      [1, "train/3/broken.png"]
    ]);
    rmSync(join(dir, "train"), {recursive: true});
    const good = `1,9${",0".repeat(783)}\n`.repeat(15);
    const bad = `12,${"0,".repeat(783)}0\n1,2\n`;
    put({"train.csv": `${csv("train")}\n${bad}${good}`, "dataset.json": '{"skipBad": true}'});
    const rows = (await readDataset(dir)).provenance;
    expect(rows.splits.map(({n}) => n)).toEqual([14, 2, 2]);
    expect(rows.rejected).toEqual([
      {
        reason: "a label that is no digit from 0 to 9",
        n: 1,
        examples: ['train.csv:5: expected label as a whole number from 0 to 9, got "12"']
      },
      {reason: "wrong number of columns", n: 1, examples: ["train.csv:6: expected 785 columns, got 2"]}
    ]);
  });

  it("with skipBad, refuses a file or dataset if more than a tenth is bad, even if nothing is left", async () => {
    const tenth = "at most a tenth of all rows or images to be bad with --skip-bad";
    put({"train.csv": `${csv("train")}\n1,2\n`, "test.csv": csv("test")});
    expect(await refusal(readDataset(dir, {skipBad: true}))).toBe(
      `${dir}/train.csv: expected ${tenth}, got 1 of 4: 1 × wrong number of columns ` +
        "(train.csv:5: expected 785 columns, got 2); correct the files, or take these rows or images out of them"
    );
    put({"train.csv": `${NAMES.join()}\n1,2\n`});
    expect(await refusal(readDataset(dir, {skipBad: true}))).toContain("got 1 of 1: 1 × wrong number of columns");
    rmSync(dir, {recursive: true});
    put({...(await once()), "train/3/broken.png": "no image"});
    expect(await refusal(readDataset(dir, {skipBad: true}))).toMatch(
      new RegExp(`^${dir}: expected ${tenth}, got 1 of 5: .*train/3/broken.png`)
    );
  });

  it("takes its name from dataset.json, or else from its folder", async () => {
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

  it("preprocesses once, and again if a byte of a file changed", async () => {
    put(await once());
    const read = async () => {
      const seen: string[] = [];
      const {provenance} = await readDataset(dir, {onProgress: (what) => void seen.push(what)});
      return {images: seen.includes("reading images"), read: provenance.read};
    };
    const first = await read();
    expect(first.images).toBe(true);
    expect(await read()).toEqual({images: false, read: first.read});
    put({"train/1/0.png": await FORMATS.png(DIGITS[1]!.image)});
    expect((await read()).images).toBe(true);
  });

  const layouts =
    "expected train.csv of pixels, train-images-idx3-ubyte, folders 0 … 9 of images, or a CSV of image files and labels";
  it.each<[what: string, files: Record<string, string | Uint8Array>, message: string]>([
    ["an empty folder", {}, `DIR: ${layouts}, got nothing`],
    ["a folder of something else", {"a.txt": "", "b.txt": ""}, `DIR: ${layouts}, got a.txt, b.txt`],
    [
      "images without labels",
      {"train-images-idx3-ubyte": idxImages("train")},
      "DIR: expected images and labels of the train split in one folder, got only train-images-idx3-ubyte"
    ],
    [
      "labels without images",
      {"t10k-labels-idx1-ubyte.gz": gzipSync(idxLabels("test"))},
      "DIR: expected images and labels of the test split in one folder, got only t10k-labels-idx1-ubyte.gz"
    ],
    [
      "images and labels that are not as many",
      {"train-images-idx3-ubyte": idxImages("train"), "train-labels-idx1-ubyte": idxLabels("test")},
      "DIR/train-labels-idx1-ubyte: expected 3 labels, one for each image, got 2"
    ],
    [
      "an IDX file by its name that is none, beside one that is",
      {...IDX, "t10k-images-idx3-ubyte": "text that is no IDX file"},
      "DIR/t10k-images-idx3-ubyte: expected the magic number 2051, got"
    ],
    [
      "a table by its name that is none, beside one that is",
      {"train.csv": csv("train"), "test.csv": "a,b\n1,2\n"},
      "DIR/test.csv:1: expected a header label,pixel0,…,pixel783 (785 columns), got 2 columns"
    ],
    [
      "an empty table",
      {"train.csv": ""},
      "DIR/train.csv: expected a header label,pixel0,…,pixel783, got an empty file"
    ],
    [
      "two tables for one split",
      {"train.csv": csv("train"), "mnist_train.csv": csv("train")},
      "DIR: expected one data set, got 2: mnist_train.csv and train.csv; give each a folder of its own"
    ],
    [
      "names instead of digits, kindly",
      {"written_name_train_v2.csv": "FILENAME,IDENTITY\nTRAIN_00001.jpg,BALTHAZAR\nTRAIN_00002.jpg,SIMON\n"},
      "DIR/written_name_train_v2.csv: expected digits from 0 to 9 as labels (Kaggle's digit-recognizer has them"
    ],
    ["an image file that is no image", {"train/0/a.png": "text"}, "DIR/train/0/a.png: expected a"],
    ["a folder without classes", {"train/a.png": "text"}, `DIR: ${layouts}, got train/a.png`],
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
    ],
    [
      "a manifest whose file leaves its folder",
      {"m.csv": "image,label\n../../etc/passwd,1\n"},
      'DIR/m.csv:2: expected a file in the manifest\'s folder, got "../../etc/passwd"'
    ]
  ])("refuses %s", async (_, files, message) => {
    put(files);
    expect(await refusal(readDataset(dir))).toContain(message.replaceAll("DIR", dir));
  });

  it("refuses a missing path, a file without digits, and a link that leaves the folder", async () => {
    expect(await refusal(readDataset(join(dir, "none")))).toBe(
      `${join(dir, "none")}: expected a folder or zip of digits, got nothing there`
    );
    put({"a-file": ""});
    expect(await refusal(readDataset(join(dir, "a-file")))).toContain(`${join(dir, "a-file")}: expected train.csv`);
    symlinkSync("/etc/hostname", join(dir, "train.csv"));
    expect(await refusal(readDataset(dir))).toMatch(/train\.csv: expected a file in its folder, got a link to /);
  });

  it("caches nothing of digits that it refused", async () => {
    const before = readdirSync(CACHE);
    put({"train.csv": csv("train").replace("\n3,255,", "\n3,256,")});
    expect(await refusal(readDataset(dir))).toMatch(/train\.csv:2: expected pixel0 as a whole number/);
    expect(readdirSync(CACHE)).toEqual(before);
  });
});

const data = findTestData();

describe.skipIf(!data)("readDataset(dir) of the complete MNIST", () => {
  it("has the published number of images of each digit", async () => {
    const {splits} = await readDataset(join(data!, "mnist"));
    const count = (labels: Uint8Array) => Array.from({length: 10}, (_, c) => labels.filter((l) => l === c).length);
    // np.bincount of the labels, as in countless notebooks; http://yann.lecun.com/exdb/mnist/ has the totals.
    expect(count(splits.train!.labels!)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(count(splits.test!.labels!)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect([splits.train!.images.length, splits.test!.images.length]).toEqual([60_000 * 784, 10_000 * 784]);
  });
});

describe("labeledSplit(dataset, split, dir)", () => {
  it("returns a split with its labels, and refuses one without labels", async () => {
    const unlabeled = csv("test").replace("label,", "").replaceAll(/^\d,/gm, "");
    put({"train.csv": csv("train"), "test.csv": unlabeled});
    const dataset = await readDataset(dir);
    expect(labeledSplit(dataset, "train", dir).labels).toEqual(Uint8Array.of(3, 1, 4));
    expect(() => labeledSplit(dataset, "test", dir)).toThrow(
      new InputError(dir, "a test split", "only train, unlabeled")
    );
  });
});

describe("findDataFolder(option)", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(RAW, {recursive: true, force: true});
    vi.mocked(makeSample).mockClear();
  });

  it("prefers the option, then HANDSCOPE_DATA, then data/raw if it is not empty", async () => {
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

  it("falls back to the sample, made on demand, if data/raw is missing or holds only hidden files", async () => {
    vi.stubEnv("HANDSCOPE_DATA", undefined);
    expect(await findDataFolder()).toBe(SAMPLE);
    mkdirSync(RAW, {recursive: true});
    writeFileSync(join(RAW, ".gitkeep"), "");
    expect(await findDataFolder()).toBe(SAMPLE);
    expect(vi.mocked(makeSample).mock.calls.map(([folder]) => folder)).toEqual([SAMPLE, SAMPLE]);
  });

  it("resolves a path relative to the folder where npm was called", async () => {
    vi.stubEnv("INIT_CWD", dir);
    expect(await findDataFolder("a/b")).toBe(join(dir, "a", "b"));
    vi.stubEnv("HANDSCOPE_DATA", "../c");
    expect(await findDataFolder()).toBe(join(dirname(dir), "c"));
    vi.stubEnv("INIT_CWD", undefined);
    expect(await findDataFolder(relative(process.cwd(), dir))).toBe(resolve(dir));
  });
});
