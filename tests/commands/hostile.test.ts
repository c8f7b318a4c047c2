import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {deflateRawSync, deflateSync, gzipSync} from "node:zlib";
import {zipSync} from "fflate";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {watchProcess} from "../../loaders/bench/processUsage.js";
import {handmadeZip, type HandmadeEntry} from "../loaders/datasets/sources/hostileZip.js";
import {hashFolder, startHandscope} from "./runHandscope.js";

// The cost of hostile files for the whole command, with all of its processes: at most 10 s and 600 MB. Memory is
// measured only on Linux.

let home: string;
let raw: string;
let outside: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "handscope-hostile-"));
  raw = join(home, "raw");
  mkdirSync(raw);
  writeFileSync(join(raw, "old.csv"), "old");
  outside = hashFolder(home);
});

afterAll(() => rmSync(home, {recursive: true, force: true}));

const HEADER = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join();
const digit = await sharp({create: {width: 8, height: 20, channels: 3, background: "black"}})
  .extend({top: 4, bottom: 4, left: 10, right: 10, background: "white"})
  .png()
  .toBuffer();
const plain: HandmadeEntry = {name: "train/7/a.png", contents: digit};
const link = {externalAttributes: 0o120777 * 0x10000, madeBy: (3 << 8) + 20};

/** Returns a GIF of 7000×7000 pixels of one color, which LZW compresses to little. */
const vast = (gray: number) =>
  sharp({create: {width: 7000, height: 7000, channels: 3, background: {r: gray, g: gray, b: gray}}})
    .gif()
    .toBuffer();

/** Returns a .npy file with one byte of data, whose header claims *shape*. */
function npy(shape: string): Uint8Array {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117) + "\n";
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from("NUMPY"),
    Buffer.from([1, 0, 118, 0]),
    Buffer.from(`${header}7`)
  ]);
}

/** Returns a MATLAB file with one compressed element (type 15). */
function matlab(packed: Uint8Array): Uint8Array {
  const tag = Buffer.from(Uint32Array.of(15, packed.length).buffer);
  return Buffer.concat([Buffer.from("MATLAB 5.0 MAT-file".padEnd(124)), Buffer.from([0, 1, 0x49, 0x4d]), tag, packed]);
}

type Files = Readonly<Record<string, Uint8Array | string>>;

// prettier-ignore
/** The files of each case, and the expected last line. */
const CASES: readonly (readonly [what: string, files: () => Files | Promise<Files>, says: RegExp])[] = [
  ["a zip entry named ../", () => ({"a.zip": handmadeZip([plain, {...plain, name: "../../b.png"}])}), /a\.zip: expected entries with plain relative names, got "\.\.\/\.\.\/b\.png"/],
  ["a zip entry with an absolute name", () => ({"a.zip": handmadeZip([plain, {...plain, name: "/etc/b.png"}])}), /plain relative names, got "\/etc\/b\.png"/],
  ["a zip entry with NUL in its name", () => ({"a.zip": handmadeZip([plain, {...plain, name: "train/7/b.png\0.txt"}])}), /plain relative names, got "train\/7\/b\.png \.txt"/],
  ["a zip entry that is a symbolic link", () => ({"a.zip": handmadeZip([plain, {name: "train/7/b.png", contents: Buffer.from("/etc/passwd"), central: link}])}), /b\.png: expected a file or a folder, got a symbolic link/],
  ["two zip entries of one name", () => ({"a.zip": handmadeZip([plain, plain])}), /train\/7\/a\.png: expected one file of this name, got two or more/],
  ["a zip bomb that says so", () => ({"a.zip": handmadeZip([{name: "train.csv", data: deflateRawSync(Buffer.alloc(2 ** 28)), central: {method: 8, size: 2 ** 28}}])}), /train\.csv: expected one that unzips to at most .+ or 100 times its size/],
  ["a zip bomb that says it is small", () => ({"a.zip": handmadeZip([{name: "train.csv", data: deflateRawSync(Buffer.alloc(2 ** 28)), central: {method: 8, size: 1000}}])}), /train\.csv: expected 1000 bytes, got more/],
  ["a gzip bomb", () => ({"train.csv.gz": gzipSync(Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.alloc(2 ** 28, 10)]))}), /train\.csv\.gz: expected a gzip file, one that unzips to at most 64 MB or 100 times its size/],
  ["100,000 zip entries that are no digits", () => ({"a.zip": handmadeZip(Array.from({length: 100_000}, (_, i) => ({name: `${i}.txt`})), {zip64: {}})}), /expected train\.csv of pixels, .+, got a\.zip\/0\.txt, /],
  ["a FILENAME that leaves its folder", () => ({"train/train.csv": "FILENAME,IDENTITY\n../../outside.png,7\n", "train/a.png": digit}), /train\.csv:2: expected .+, got .*\.\.\/\.\.\/outside\.png/],
  ["an absolute FILENAME", () => ({"train.csv": "FILENAME,IDENTITY\n/etc/passwd,7\n", "a.png": digit}), /train\.csv:2: expected .+, got .*\/etc\/passwd/],
  ["100,000 columns", () => ({"train.csv": `${HEADER}${",x".repeat(100_000)}\n`}), /train\.csv/],
  ["100,000 values in a row", () => ({"train.csv": `${HEADER}\n${"0,".repeat(100_000)}0\n`}), /train\.csv:2: expected 785 columns, got a line of over 64 kB/],
  ["a line of 100 MB", () => ({"train.csv": Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.alloc(100e6, "7")])}), /train\.csv:2: expected/],
  ["a header of 100 MB", () => ({"train.csv": Buffer.alloc(100e6, "label,")}), /train\.csv/],
  ["an array that promises a billion images", () => ({"mnist.npz": zipSync({"x_train.npy": npy("1000000000, 784"), "y_train.npy": npy("1,")})}), /x_train\.npy: expected at most 2147483648 values, got a promise of 784000000000/],
  ["a bomb in a MATLAB file", () => ({"a.mat": matlab(deflateSync(Buffer.alloc(2 ** 27)))}), /a\.mat: expected one that unzips to at most 64 MB or 100 times its size, got a variable of \d+ bytes that unzips to more/],
  ["a picture's header that promises 4 billion pixels", () => ({"train/7/a.gif": Buffer.from("474946383961ffffffff800000000000ffffff2c00000000ffffffff0002024401003b", "hex")}), /a\.gif: expected at most 50 megapixels, got 65535×65535/]
];

describe("data --from refuses a hostile file in one line, within 10 s of processor time and 600 MB, and changes nothing", () => {
  it.each(CASES)("%s", async (_what, makeFiles, says) => {
    const from = mkdtempSync(join(tmpdir(), "handscope-hostile-from-"));
    try {
      for (const [path, contents] of Object.entries(await makeFiles())) {
        mkdirSync(join(from, path, ".."), {recursive: true});
        writeFileSync(join(from, path), contents);
      }
      await expectRefusal(from, says);
    } finally {
      rmSync(from, {recursive: true, force: true});
    }
  });

  it("a link that leaves the folder", async () => {
    const from = mkdtempSync(join(tmpdir(), "handscope-hostile-from-"));
    symlinkSync("/etc", join(from, "train"));
    await expectRefusal(from, /train: expected a file in its folder, got a link to \/etc/);
    rmSync(from, {recursive: true, force: true});
  });

  it("eight pictures of 49 megapixels, which are decoded one at a time, within 20 s of processor time", async () => {
    const from = mkdtempSync(join(tmpdir(), "handscope-hostile-from-"));
    const gif = await vast(200);
    mkdirSync(join(from, "train", "7"), {recursive: true});
    for (let i = 0; i < 8; ++i) writeFileSync(join(from, "train", "7", `${i}.gif`), gif);
    await expectRefusal(from, /0\.gif: expected a picture of a digit, got one without ink/, 20);
    rmSync(from, {recursive: true, force: true});
  });
});

async function expectRefusal(from: string, says: RegExp, mostSeconds = 10): Promise<void> {
  const env = {HANDSCOPE_RAW: raw, HANDSCOPE_CACHE: join(tmpdir(), `${basename(home)}-cache`)};
  const {child, ended} = startHandscope("data", ["--from", from], env);
  const usage = watchProcess(child.pid!);
  const {code, stdout, stderr} = await ended;
  const {bytes, seconds} = usage.stop();
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(says);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(seconds).toBeLessThan(mostSeconds);
  expect(bytes).toBeLessThan(600e6);
  expect(hashFolder(home)).toBe(outside);
}
