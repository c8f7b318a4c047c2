import {execFile} from "node:child_process";
import {mkdtemp, rm} from "node:fs/promises";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {promisify} from "node:util";
import fc from "fast-check";
import sharp from "sharp";
import {describe, expect, it} from "vitest";
import {
  readPictures,
  type PictureFile,
  type PictureReading
} from "../../../../loaders/datasets/pictures/readPictures.js";
import {readImages} from "../../../../loaders/datasets/parts/pieces.js";
import {imageAt} from "../../../../src/characters/digits.js";
import {InputError} from "../../../../src/inputError.js";
import {refusal} from "../../refusal.js";

/**
 * Returns a digit in MNIST's normal form (longer side 20 pixels, center of mass in the middle of 28×28), which
 * preprocessing leaves unchanged: a bar of 8×20 at full strength around a core of *level*.
 */
function normalDigit(level: number): Uint8Array {
  const image = new Uint8Array(28 * 28);
  for (let y = 5; y < 25; ++y) {
    for (let x = 11; x < 19; ++x) image[y * 28 + x] = y > 7 && y < 22 && x > 12 && x < 17 ? level : 255;
  }
  return image;
}

/** Returns the core's level of the digit in file *i*. */
const levelOf = (i: number) => 100 + (i % 125);

const FORMATS = ["png", "gif", "tiff", "webp"] as const;

const encode = (pixels: Uint8Array, format: (typeof FORMATS)[number], side = 28) =>
  sharp(pixels, {raw: {width: 28, height: 28, channels: 1}})
    .resize(side, side, {kernel: "nearest"})
    .toColourspace("b-w")
    .toFormat(format, {lossless: true, compression: "lzw"})
    .toBuffer();

const digitFiles = await Promise.all(
  Array.from({length: 125}, (_, i) => encode(normalDigit(levelOf(i)), FORMATS[i % 4]!, i % 2 ? 28 : 56))
);
const blank = await encode(new Uint8Array(28 * 28), "png");

/** Returns a file's content by the first word of its path; the second word is a number. */
const KINDS = {
  digit: (i: number) => digitFiles[i % 125]!,
  blank: () => blank,
  text: () => Buffer.from("a text"),
  empty: () => Buffer.alloc(0),
  cut: (i: number) => digitFiles[i % 125]!.subarray(0, 40),
  huge: () => Buffer.from("474946383961ffffffff800000000000ffffff2c00000000ffffffff0002024401003b", "hex"), // a GIF
  missing: (i: number) => {
    throw new InputError(`DIR/missing ${i}`, "a file that can be read", "nothing there");
  }
};
type Kind = keyof typeof KINDS;

/** The reason and the error for each kind that is no digit. */
const REFUSED: Readonly<Record<Exclude<Kind, "digit">, [reason: string, error: RegExp]>> = {
  blank: ["no ink", /^DIR\/blank \d+: expected a picture of a digit, got one without ink$/],
  text: ["not an image that can be read", /^DIR\/text \d+: expected a PNG, .+ or AVIF image, got a text$/],
  empty: ["an empty file", /^DIR\/empty \d+: expected a PNG, .+ or AVIF image, got an empty file$/],
  cut: ["damaged or can't be decoded", /^DIR\/cut \d+: expected a whole \w+ image, got one that is damaged .+$/],
  huge: ["more than 50 megapixels", /^DIR\/huge \d+: expected at most 50 megapixels, got 65535×65535$/],
  missing: ["a file that can't be read", /^DIR\/missing \d+: expected a file that can be read, got nothing there$/]
};

const filesOf = (kinds: readonly Kind[]): PictureFile[] =>
  kinds.map((kind, i) => ({path: `${kind} ${i}`, label: i % 10}));

const memory = {
  readBytes: async (path: string) => {
    const [kind, i] = path.split(" ");
    return KINDS[kind as Kind](Number(i));
  },
  nameOf: (path: string) => `DIR/${path}`
};

const repeat = (kind: Kind, n: number) => new Array<Kind>(n).fill(kind);

/** Reads *files*, and loads their images into memory. */
async function read(files: readonly PictureFile[], options: Partial<PictureReading> = {}) {
  const dir = await mkdtemp(join(tmpdir(), "handscope-"));
  try {
    const scratch = join(dir, "images");
    const {length, labels, ...rest} = await readPictures(files, {...memory, scratch, ...options});
    const images = Buffer.concat([...copies(readImages(scratch, 0, length))]);
    return {digits: {length, images, ...(labels && {labels})}, ...rest};
  } finally {
    await rm(dir, {recursive: true});
  }
}

function* copies(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces) yield piece.slice();
}

/** Reads files of *kinds* and compares the result with them. */
async function readAndCheck(kinds: readonly Kind[], options: Partial<PictureReading>) {
  const rejected: [reason: string, message: string][] = [];
  const onReject: PictureReading["onReject"] = (reason, error) => rejected.push([reason, error.message]);
  const {digits, kept, report} = await read(filesOf(kinds), {onReject, ...options});
  const good = Array.from(kinds.keys()).filter((i) => kinds[i] === "digit");
  expect(digits.length).toBe(good.length);
  expect(Array.from(kept)).toEqual(good);
  expect(Array.from(digits.labels!)).toEqual(good.map((i) => i % 10));
  const wrong = good.filter((i, k) => Buffer.compare(imageAt(digits, k), normalDigit(levelOf(i))));
  expect([digits.images.length, wrong]).toEqual([784 * good.length, []]);
  expect(Array.from(report.widths)).toEqual(good.map((i) => ((i % 125) % 2 ? 28 : 56)));
  expect(report.heights).toEqual(report.widths);
  const counts = FORMATS.map((format, k) => [format, good.filter((i) => (i % 125) % 4 === k).length] as const);
  expect(report.formats).toEqual(Object.fromEntries(counts.filter(([, n]) => n)));
  const bad = kinds.flatMap((kind, i) => (kind === "digit" ? [] : [{kind, i}]));
  expect(rejected).toHaveLength(bad.length);
  for (const [k, {kind, i}] of bad.entries()) {
    const [reason, error] = REFUSED[kind];
    expect(rejected[k]).toEqual([reason, expect.stringMatching(error)]);
    expect(rejected[k]![1]).toContain(`${kind} ${i}:`);
  }
}

describe("readPictures(files, {readBytes, nameOf, onReject, onRead, workers})", () => {
  it.each([1, 2, 3])("returns the digits and the facts of the files, in order, with %i workers", async (workers) => {
    await readAndCheck(repeat("digit", 200), {workers});
  });

  it("leaves out and reports files without a digit, in order, with any number of workers", async () => {
    const names = Object.keys(KINDS) as Kind[];
    const kinds = Array.from({length: 150}, (_, i) => (i % 3 ? "digit" : names[(i / 3) % names.length]!));
    for (const workers of [1, 2, 4]) await readAndCheck(kinds, {workers});
  });

  it("keeps digits, labels and reasons together for any files", async () => {
    const kinds = fc.array(fc.constantFrom(...(Object.keys(KINDS) as Kind[])), {maxLength: 60});
    await fc.assert(
      fc.asyncProperty(kinds, async (list) => void (await readAndCheck(list, {}))),
      {numRuns: 20}
    );
  });

  it("returns no digits for no files", async () => {
    const {digits, report} = await read([]);
    expect(digits).toEqual({length: 0, images: Buffer.alloc(0), labels: new Uint8Array(0)});
    expect(report).toEqual({formats: {}, widths: new Uint32Array(0), heights: new Uint32Array(0)});
  });

  it("returns no labels if files have none", async () => {
    const {digits} = await read([{path: "digit 1"}, {path: "digit 2"}]);
    expect([digits.length, digits.labels]).toEqual([2, undefined]);
  });

  it.each([1, 2])("without onReject, stops at the first bad file in order, with %i workers", async (workers) => {
    // The second bad file fails immediately, the first one only after decoding; they are in different batches.
    const kinds = [
      ...repeat("digit", 100),
      "blank",
      ...repeat("digit", 40),
      "missing",
      ...repeat("digit", 100)
    ] as Kind[];
    const message = await refusal(read(filesOf(kinds), {workers}));
    expect(message).toBe("DIR/blank 100: expected a picture of a digit, got one without ink");
  });

  it("rethrows errors that no file caused", async () => {
    const broken = new Error("out of order");
    const readBytes = (path: string) => (path === "digit 90" ? Promise.reject(broken) : memory.readBytes(path));
    await expect(read(filesOf(repeat("digit", 200)), {readBytes, workers: 2})).rejects.toBe(broken);
  });

  it("reports the rising number of files done, up to all, at most once every eight files", async () => {
    for (const workers of [1, 2]) {
      const heard: number[] = [];
      await read(filesOf(repeat("digit", 250)), {workers, onRead: (done) => heard.push(done)});
      expect(heard).toEqual(heard.toSorted((a, b) => a - b));
      expect(heard.at(-1)).toBe(250);
      expect(heard.length).toBeLessThanOrEqual(Math.ceil(250 / 8));
    }
  });

  it("holds only a few files at a time, fewer if they are large", async () => {
    const large = Buffer.concat([digitFiles[0]!, Buffer.alloc(1_000_000)]); // bytes after a PNG's end are ignored
    for (const [file, most] of [[digitFiles[0]!, 100] as const, [large, 30] as const]) {
      let [begun, done, held] = [0, 0, 0];
      const readBytes = async () => {
        held = Math.max(held, ++begun - done);
        return file;
      };
      const onRead = (n: number) => (done = n);
      await read(filesOf(repeat("digit", 200)), {readBytes, onRead, workers: 1});
      expect(held).toBeLessThanOrEqual(most);
    }
  });

  it("reads pictures of more than 13 megapixels, too, at any position", async () => {
    const large = await encode(normalDigit(levelOf(0)), "gif", 28 * 140);
    const readBytes = async (path: string) => (/[05]$/.test(path) ? large : memory.readBytes(path));
    for (const workers of [1, 2]) {
      const {digits, report} = await read(filesOf(repeat("digit", 16)), {readBytes, workers});
      for (let i = 0; i < 16; ++i) {
        const isLarge = i % 5 === 0;
        expect(report.widths[i]).toBe(isLarge ? 3920 : i % 2 ? 28 : 56);
        const center = imageAt(digits, i)[14 * 28 + 14]!;
        expect(Math.abs(center - levelOf(isLarge ? 0 : i))).toBeLessThanOrEqual(isLarge ? 2 : 0); // it was reduced
      }
    }
  });

  it("works under tsx from any folder, and lets the process end by itself, even after an error", async () => {
    const dir = await mkdtemp(join(tmpdir(), "handscope-"));
    const from = (path: string) => JSON.stringify(new URL(`../../../../${path}`, import.meta.url).href);
    const script = `
      import {readPictures} from ${from("loaders/datasets/pictures/readPictures.ts")};
      const digit = Buffer.from("${digitFiles[0]!.toString("base64")}", "base64");
      const files = Array.from({length: 200}, (_, i) => ({path: String(i), label: i % 10}));
      const reading = {nameOf: (path) => path, workers: 2};
      const {length} = await readPictures(files, {...reading, scratch: ${JSON.stringify(join(dir, "1"))}, readBytes: async () => digit});
      console.log(length);
      const readBytes = async (path) => path === "150" ? Buffer.from("a text") : digit;
      await readPictures(files, {...reading, scratch: ${JSON.stringify(join(dir, "2"))}, readBytes}).catch((error) => console.log(error.message));`;
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const args = ["--import", tsx, "--input-type=module", "--eval", script];
    const {stdout, stderr} = await promisify(execFile)(process.execPath, args, {cwd: tmpdir(), timeout: 50_000});
    await rm(dir, {recursive: true});
    expect([stderr, ...stdout.split("\n")]).toEqual([
      "",
      "200",
      "150: expected a PNG, JPEG, WebP, GIF, TIFF or AVIF image, got a text",
      ""
    ]);
  });
});
