import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {gzipSync} from "node:zlib";
import sharp from "sharp";
import {afterAll, afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {readDataset} from "../../../loaders/datasets/dataset.js";
import {CACHE} from "../../../loaders/paths.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {findTestData} from "../../testData.js";
import {refusal} from "../refusal.js";
import {drawDigits, drawLetters} from "./suspicions/drawDigits.js";

// Every layout that an alphabet comes in, handwritten. Kaggle's A-Z Handwritten Alphabets:
// https://www.kaggle.com/datasets/sachinpatel21/az-handwritten-alphabets-in-csv-format. EMNIST's IDX and mapping files,
// with transposed images and letters labeled from 1: https://www.nist.gov/itl/products-and-services/emnist-dataset.
// Folders of images.

vi.mock("../../../loaders/paths.js", async (importActual) => {
  const [fs, os, path] = await Promise.all([import("node:fs"), import("node:os"), import("node:path")]);
  const paths = await importActual<typeof import("../../../loaders/paths.js")>();
  return {...paths, CACHE: fs.mkdtempSync(path.join(os.tmpdir(), "handscope-guises-"))};
});

let dir: string;

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "handscope-guise-")), "set");
  mkdirSync(dir);
});

afterEach(() => rmSync(dirname(dir), {recursive: true, force: true}));
afterAll(() => rmSync(CACHE, {recursive: true, force: true}));

function put(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), {recursive: true});
    writeFileSync(join(dir, file), contents);
  }
}

type Labeled = readonly [label: number | string, image: Uint8Array];

const A_TO_Z = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const PIXELS = Array.from({length: 784}, (_, i) => `pixel${i}`);

/** A bar of level 255, 20 pixels high, down column 3 + *n* % 20: it identifies the image and shows its orientation. */
const bar = (n: number) =>
  Uint8Array.from({length: 784}, (_, i) => (i % 28 === 3 + (n % 20) && i >= 112 && i < 672 ? 255 : 0));
const transpose = (image: Uint8Array) => image.map((_, i) => image[28 * (i % 28) + Math.floor(i / 28)]!);

/** Makes *copies* bars of each label from *first* to *last*. */
const bars = (first: number, last: number, copies = 1): Labeled[] =>
  Array.from({length: (last - first + 1) * copies}, (_, i) => [first + (i % (last - first + 1)), bar(i)] as const);

const csv = (header: readonly string[] | undefined, rows: readonly Labeled[]) =>
  [...(header ? [header.join()] : []), ...rows.map(([label, image]) => [label, ...image].join())].join("\n");

const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const idx = (name: string, rows: readonly Labeled[]) => ({
  [`${name}-images-idx3-ubyte.gz`]: gzipSync(
    Buffer.concat([Buffer.from([0x803, rows.length, 28, 28].flatMap(uint32)), ...rows.map(([, image]) => image)])
  ),
  [`${name}-labels-idx1-ubyte.gz`]: gzipSync(
    Buffer.from([...[0x801, rows.length].flatMap(uint32), ...rows.map(([label]) => Number(label))])
  )
});

const AZ_HEADER = ["0", ...Array.from({length: 784}, (_, i) => `0.${i + 1}`)];
const MAPPING = A_TO_Z.map((name, i) => `${i + 1} ${name.charCodeAt(0)} ${name.charCodeAt(0) + 32}`).join("\n");
const WAY_OUT = 'a dataset.json beside the files can name the classes: {"classes": ["A", "B", …]}';

/** Returns the class names of all images of a split. */
function namesOf({splits, classes}: Awaited<ReturnType<typeof readDataset>>, split: "train" | "test"): string {
  return Array.from(splits[split]?.labels ?? [], (label) => classes[label]).join(" ");
}

describe("tables of pixels", () => {
  it("in the layout of Kaggle's A-Z are letters, in splits, gzipped or not, even with few classes", async () => {
    put({"train.csv.gz": gzipSync(csv(AZ_HEADER, bars(0, 25))), "test.csv": csv(AZ_HEADER, bars(0, 2))});
    const dataset = await readDataset(dir);
    expect(dataset.classes).toEqual(A_TO_Z);
    expect(dataset.provenance.classes).toEqual(A_TO_Z);
    expect([namesOf(dataset, "train"), namesOf(dataset, "test")]).toEqual([A_TO_Z.join(" "), "A B C"]);
    expect(dataset.splits.test!.images.subarray(784, 1568)).toEqual(bar(1));
    expect((await readDataset(dir)).classes).toEqual(A_TO_Z); // from the cache
  });

  it("whose header is a lost image of Kaggle's A-Z, or without header but named A_Z, are letters", async () => {
    const lost = AZ_HEADER.map((name, i) => (i > 300 && i < 400 ? `${i - 200}` : name));
    put({"train.csv": csv(lost, bars(0, 25, 2)), "test.csv": csv(lost, bars(0, 25))});
    expect((await readDataset(dir)).classes).toEqual(A_TO_Z);
    put({"A_Z Handwritten Data.csv": csv(undefined, bars(0, 25, 2))});
    expect((await readDataset(join(dir, "A_Z Handwritten Data.csv"))).classes).toEqual(A_TO_Z);
    put({"other.csv": csv(undefined, bars(0, 25, 2))});
    expect(await refusal(readDataset(join(dir, "other.csv")))).toContain(WAY_OUT);
  });

  it("whose header is a lost image of a digit are digits", async () => {
    const lost = AZ_HEADER.map((name, i) => (i > 300 && i < 400 ? `${i - 200}` : name));
    put({"train.csv": csv(lost, bars(0, 9)), "test.csv": csv(lost, bars(0, 9))});
    expect((await readDataset(dir)).classes).toEqual(DIGITS);
  });

  it.each([false, true])(
    "of letters under label,pixel0 are refused in one line with a remedy that works (skipBad %s)",
    async (skipBad) => {
      put({
        "train.csv": csv(["label", ...PIXELS], bars(0, 25, 2)),
        "test.csv": csv(["label", ...PIXELS], bars(0, 25, 2))
      });
      expect(await refusal(readDataset(dir, {skipBad}))).toBe(
        `${dir}/test.csv:12: expected label as a whole number from 0 to 9, got "10"; labels up to 25, as of letters, not digits: ${WAY_OUT}`
      );
      put({"dataset.json": JSON.stringify({classes: A_TO_Z})});
      const dataset = await readDataset(dir, {skipBad});
      expect([dataset.classes, namesOf(dataset, "test")]).toEqual([A_TO_Z, [...A_TO_Z, ...A_TO_Z].join(" ")]);
      put({"dataset.json": JSON.stringify({classes: A_TO_Z.slice(0, 20)})});
      expect(await refusal(readDataset(dir, {skipBad}))).toContain(
        'expected label as a whole number from 0 to 19 (A–T), got "20"; labels up to 25, of more classes'
      );
    }
  );

  it("of ten other classes are refused by their images, unless a dataset.json names the classes", async () => {
    const {images, labels} = drawLetters(120);
    const rows = Array.from(labels, (label, i): Labeled => [label, images.subarray(784 * i, 784 * i + 784)]);
    put({"train.csv": csv(["label", ...PIXELS], rows), "test.csv": csv(["label", ...PIXELS], rows)});
    for (const skipBad of [false, true]) {
      const message = await refusal(readDataset(dir, {skipBad}));
      expect(message).toMatch(/expected images of digits, got images of something else, such as letters/);
      expect(message).toContain(WAY_OUT);
    }
    const classes = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"];
    put({"dataset.json": JSON.stringify({classes})});
    const dataset = await readDataset(dir);
    expect(dataset.classes).toEqual(classes);
    expect(dataset.provenance.notes).toEqual([expect.stringMatching(/upright was not checked/)]);
    expect(dataset.provenance.splits[0]!.classes).toEqual(new Array(10).fill(12));
  });

  it("with texts as labels have these texts as classes, in natural order", async () => {
    const named = bars(0, 11, 2).map(([label, image]): Labeled => [["b", "A", "10", "9"][Number(label) % 4]!, image]);
    put({"train.csv": csv(["label", ...PIXELS], named), "test.csv": csv(["label", ...PIXELS], named)});
    const dataset = await readDataset(dir);
    expect(dataset.classes).toEqual(["9", "10", "A", "b"]);
    expect(namesOf(dataset, "test").split(" ").slice(0, 4)).toEqual(["b", "A", "10", "9"]);
  });

  it("are refused if the classes in dataset.json are no alphabet", async () => {
    put({"train.csv": csv(["label", ...PIXELS], bars(0, 9)), "dataset.json": '{"classes": ["A", "A"]}'});
    expect(await refusal(readDataset(dir))).toBe(
      `${dir}/dataset.json: classes: expected classes that differ, got "A" twice`
    );
  });
});

describe("EMNIST's files", () => {
  const letters = bars(1, 26).map(([label, image]): Labeled => [label, transpose(image)]);

  it.each([
    ["a mapping file", {"emnist-letters-mapping.txt": MAPPING}],
    ["no mapping, by their name", {}]
  ])("of letters with %s are A to Z, upright, also with skipBad", async (_, more) => {
    put({...idx("emnist-letters-train", letters), ...idx("emnist-letters-test", letters.slice(0, 3)), ...more});
    for (const skipBad of [false, true]) {
      const dataset = await readDataset(dir, {skipBad});
      expect([dataset.classes, namesOf(dataset, "train")]).toEqual([A_TO_Z, A_TO_Z.join(" ")]);
      expect(dataset.splits.train!.images).toEqual(Uint8Array.from(bars(1, 26).flatMap(([, image]) => [...image])));
      expect(dataset.provenance.notes).toContainEqual(expect.stringMatching(/transposed by their format.*put upright/));
      expect(dataset.provenance.rejected).toEqual([]);
      const files = Object.keys(more);
      expect(dataset.files).toEqual(expect.arrayContaining(files));
    }
  });

  it("have the classes of their mapping, and are refused if a label has no class", async () => {
    const lines = [...DIGITS, ...A_TO_Z, ...A_TO_Z.map((name) => name.toLowerCase())].map(
      (name, i) => `${i} ${name.charCodeAt(0)}`
    );
    put({...idx("emnist-byclass-test", bars(0, 61)), "emnist-byclass-mapping.txt": lines.join("\r\n")});
    const dataset = await readDataset(dir);
    expect([dataset.classes.length, dataset.classes[36], dataset.classes[61]]).toEqual([62, "a", "z"]);
    put({"emnist-byclass-mapping.txt": lines.slice(0, 40).join("\n")});
    for (const skipBad of [false, true]) {
      expect(await refusal(readDataset(dir, {skipBad}))).toContain(
        "expected labels from 0 to 39 (0–9, A–Z, a–d), got 40"
      );
    }
    put({"emnist-byclass-mapping.txt": "0 48\nx"});
    expect(await refusal(readDataset(dir))).toContain(
      "mapping.txt:2: expected a label and the codes of its characters"
    );
  });

  it("under another name, with labels from 1 and no mapping, are refused, also with skipBad", async () => {
    const twice = [...letters, ...letters];
    put({...idx("train", twice), ...idx("t10k", twice)});
    for (const skipBad of [false, true]) {
      expect(await refusal(readDataset(dir, {skipBad}))).toMatch(/labels-idx1-ubyte\.gz: .*as of letters, not digits/);
    }
  });

  it("whose digits are already upright stay so, and other transposed images are put upright", async () => {
    const drawn = drawDigits(120);
    const upright = Array.from(drawn.labels, (label, i): Labeled => [
      label,
      drawn.images.subarray(784 * i, 784 * i + 784)
    ]);
    put({...idx("emnist-byclass-test", upright)});
    const same = await readDataset(dir);
    expect(same.splits.test!.images).toEqual(drawn.images);
    expect(same.provenance.notes).toContainEqual(expect.stringMatching(/transposed by their format.*are upright$/));

    const lying = upright.map(([label, image]): Labeled => [label, transpose(image)]);
    const classes = [...DIGITS, "A", "B"];
    rmSync(dir, {recursive: true});
    put({...idx("t10k", lying), "dataset.json": JSON.stringify({classes})});
    const turned = await readDataset(dir);
    expect(turned.splits.test!.images).toEqual(drawn.images);
    expect(turned.provenance.suspicions).toEqual([
      {split: "test", done: "set right", message: expect.stringMatching(/the images are transposed/) as string}
    ]);
    rmSync(join(dir, "dataset.json"));
    const digits = await readDataset(dir);
    expect([digits.classes, digits.provenance.suspicions?.[0]?.done]).toEqual([DIGITS, "set right"]);
    expect(digits.splits.test!.images).toEqual(drawn.images);
  });
});

describe("folders and tables of images", () => {
  let picture: Uint8Array;
  beforeEach(async () => {
    picture = await sharp(Buffer.from(bar(9)), {raw: {width: 28, height: 28, channels: 1}})
      .png()
      .toBuffer();
  });
  const folders = (names: readonly string[], above = [""]) =>
    put(Object.fromEntries(above.flatMap((top) => names.map((name) => [`${top}${name}/a.png`, picture]))));

  it.each([
    ["letters", ["B", "A", "C"], [""], ["A", "B", "C"]],
    ["things in splits", ["Trouser", "T-shirt"], ["train/", "test/"], ["T-shirt", "Trouser"]],
    ["numbers", ["2", "10", "1", ...Array.from({length: 20}, (_, i) => `${30 + i}`)], [""], undefined],
    ["digits and letters", [...A_TO_Z, ...DIGITS], ["train/", "test/"], [...DIGITS, ...A_TO_Z]],
    ["digits", DIGITS, ["train/", "test/"], DIGITS],
    ["digits beside another folder", [...DIGITS, "10"], ["train/", "test/"], DIGITS]
  ])("named after %s have these as classes", async (_, names, above, classes) => {
    folders(names, above);
    const dataset = await readDataset(dir, {asIs: true});
    expect(dataset.classes).toEqual(classes ?? ["1", "2", "10", ...Array.from({length: 20}, (_, i) => `${30 + i}`)]);
    if (above.length > 1) expect(namesOf(dataset, "test")).toBe(dataset.classes.join(" "));
  });

  it("have the classes of dataset.json, in its order, and no others", async () => {
    folders(["B", "A"], ["train/", "test/"]);
    put({"dataset.json": '{"classes": ["B", "C", "A"]}'});
    const dataset = await readDataset(dir);
    expect([dataset.classes, [...dataset.splits.test!.labels!]]).toEqual([
      ["B", "C", "A"],
      [2, 0]
    ]);
    folders(["D"], ["test/"]);
    expect(await refusal(readDataset(dir))).toBe(
      `${dir}: expected folders named as the classes in dataset.json (B–C, A), got "D"`
    );
  });

  it("of a manifest have its labels' texts as classes; names of people are refused", async () => {
    const rows = ["cat", "dog", "cat", "dog"].map((label, i) => `${i}.png,${label}`);
    put({
      "train.csv": ["image,label", ...rows].join("\n"),
      ...Object.fromEntries(rows.map((_, i) => [`${i}.png`, picture]))
    });
    const dataset = await readDataset(dir);
    expect(dataset.classes).toEqual(["cat", "dog"]);
    put({"train.csv": "image,label\n0.png,BALTHAZAR\n1.png,SIMON\n"});
    expect(await refusal(readDataset(dir))).toContain("words such as");
  });
});

const data = findTestData();
describe.skipIf(!data)("UNIPEN's capitals in the layout of Kaggle's A-Z", () => {
  it("are 26 classes in three splits, upright", async () => {
    const {classes, provenance} = await readDataset(join(data!, "letters"));
    expect(classes).toEqual(A_TO_Z);
    expect(provenance.splits.map(({split, n}) => [split, n])).toEqual([
      ["train", 16_938],
      ["validation", 2_440],
      ["test", 4_109]
    ]);
    expect([provenance.notes, provenance.suspicions, provenance.rejected]).toEqual([undefined, undefined, []]);
    // The counts of: tail -n +2 train.csv | cut -d, -f1 | sort -n | uniq -c
    expect(provenance.splits[0]!.classes!.slice(0, 4)).toEqual([818, 585, 630, 582]);
  });
});
