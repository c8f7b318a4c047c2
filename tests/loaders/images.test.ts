import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {crc32, deflateSync} from "node:zlib";
import sharp, {type Sharp} from "sharp";
import {describe, expect, it} from "vitest";
import {readPicture} from "../../loaders/images.js";
import {InputError} from "../../src/inputError.js";
import {findTestData} from "../testData.js";

// Pictures are encoded by sharp, or by hand from the PNG specification (https://www.w3.org/TR/png-3/). Grey levels of
// colors are ITU-R BT.601's 0.299 R + 0.587 G + 0.114 B: red 76.2, green 149.7, blue 29.1.

/** [2 × 4] grey levels. */
const LEVELS = [0, 1, 17, 100, 128, 200, 254, 255];

function raw(data: readonly number[] | Uint8Array, width: number, height: number, channels: 1 | 2 | 3 | 4): Sharp {
  return sharp(Uint8Array.from(data), {raw: {width, height, channels}});
}

const grey = () => raw(LEVELS, 4, 2, 1).toColourspace("b-w");

async function levels(image: Sharp): Promise<number[]> {
  return Array.from((await readPicture(await image.toBuffer(), "a-file")).gray.data);
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const error: unknown = await readPicture(bytes, "a-file").then(
    () => undefined,
    (reason: unknown) => reason
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

/** Returns a PNG of one color type and depth, by hand: the signature, IHDR, *chunks*, IDAT of the filtered rows, IEND. */
function png(
  size: [width: number, height: number],
  depth: number,
  colorType: number,
  rows: Buffer,
  palette = ""
): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size[0], 0);
  header.writeUInt32BE(size[1], 4);
  header.set([depth, colorType], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    ...(palette ? [chunk("PLTE", Buffer.from(palette, "hex"))] : []),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0))
  ]);
}

describe("readPicture(bytes, source)", () => {
  it("returns the grey levels of a grey PNG, GIF, TIFF, lossless WebP as they are, and the name of the format", async () => {
    const files = {
      png: grey().png(),
      gif: grey().gif(),
      tiff: grey().tiff({compression: "lzw"}),
      webp: grey().webp({lossless: true})
    };
    for (const [format, file] of Object.entries(files)) {
      const picture = await readPicture(await file.toBuffer(), "a-file");
      expect({...picture, gray: {...picture.gray, data: Array.from(picture.gray.data)}}).toEqual({
        format,
        scale: 1,
        gray: {width: 4, height: 2, data: LEVELS}
      });
    }
  });

  it("returns the luminance of colors, by BT.601", async () => {
    const colors = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30];
    expect(await levels(raw(colors, 4, 1, 3).png())).toEqual([76, 150, 29, 18]);
  });

  it("lays transparent parts on white paper, in RGB and in grey", async () => {
    const colors = [0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 128, 255, 0, 0, 51];
    expect(await levels(raw(colors, 4, 1, 4).png())).toEqual([0, 255, 127, 219]);
    expect(await levels(raw([0, 255, 0, 0, 0, 51, 200, 0], 4, 1, 2).png())).toEqual([0, 255, 204, 255]);
  });

  it("reads 16 bits a sample as the upper 8", async () => {
    const rows = Buffer.from("00 0000 00ff 4040 8080 ffff".replaceAll(" ", ""), "hex"); // filter 0, then the samples
    const {gray, format} = await readPicture(png([5, 1], 16, 0, rows), "a-file");
    expect([format, ...gray.data]).toEqual(["png", 0, 0, 64, 128, 255]);
  });

  it("reads 1 bit a sample as black and white", async () => {
    const {gray} = await readPicture(png([8, 1], 1, 0, Buffer.of(0, 0b01100101)), "a-file");
    expect(Array.from(gray.data)).toEqual([0, 255, 255, 0, 0, 255, 0, 255]);
  });

  it("reads a palette as its colors", async () => {
    const indices = Buffer.of(0, 0b00_01_10_11); // filter 0, then four samples of 2 bits
    const {gray} = await readPicture(png([4, 1], 2, 3, indices, "000000 ff0000 00ff00 ffffff".replaceAll(" ", "")), "");
    expect(Array.from(gray.data)).toEqual([0, 76, 150, 255]);
  });

  it("reads the levels of JPEG and lossy WebP to within their loss", async () => {
    const halves = Array.from({length: 32 * 32}, (_, i) => (i % 32 < 16 ? 40 : 220));
    const image = () => raw(halves, 32, 32, 1).toColourspace("b-w");
    for (const file of [image().jpeg({quality: 90}), image().webp({quality: 90})]) {
      const read = await levels(file);
      expect(Math.max(...read.map((level, i) => Math.abs(level - halves[i]!)))).toBeLessThanOrEqual(6);
    }
  });

  it("reads a CMYK JPEG: no ink is white, all ink is dark", async () => {
    const white = raw(new Uint8Array(32 * 32 * 3).fill(255), 32, 32, 3);
    const dark = raw(new Uint8Array(32 * 32 * 3), 32, 32, 3);
    for (const [image, least, most] of [[white, 250, 255] as const, [dark, 0, 60] as const]) {
      const bytes = await image.toColourspace("cmyk").jpeg().toBuffer();
      expect((await sharp(bytes).metadata()).space).toBe("cmyk");
      const {gray} = await readPicture(bytes, "a-file");
      expect(gray.data[500]).toBeGreaterThanOrEqual(least);
      expect(gray.data[500]).toBeLessThanOrEqual(most);
    }
  });

  it("turns a picture upright by its EXIF orientation: 6 is a quarter to the right", async () => {
    // Stored: dark upper left corner of a wide picture. Upright: dark upper right corner of a high one.
    const stored = Array.from({length: 40 * 20}, (_, i) => (i % 40 < 16 && i < 8 * 40 ? 0 : 255));
    const bytes = await raw(stored, 40, 20, 1).toColourspace("b-w").withMetadata({orientation: 6}).jpeg().toBuffer();
    const {gray, scale} = await readPicture(bytes, "a-file");
    expect([gray.width, gray.height, scale]).toEqual([20, 40, 1]);
    const corners = [0, 19, 39 * 20, 39 * 20 + 19].map((i) => (gray.data[i]! < 128 ? "dark" : "light"));
    expect(corners).toEqual(["light", "dark", "light", "light"]);
  });

  it("reads the first frame of an animation", async () => {
    const frames = await Promise.all([50, 200].map((v) => raw(new Uint8Array(16).fill(v), 4, 4, 1).png().toBuffer()));
    const bytes = await sharp(frames, {join: {animated: true}})
      .gif()
      .toBuffer();
    expect((await sharp(bytes, {pages: -1}).metadata()).pages).toBe(2);
    const {gray} = await readPicture(bytes, "a-file");
    expect([gray.width, gray.height, new Set(gray.data)]).toEqual([4, 4, new Set([50])]);
  });

  it("reduces a picture of more than 1600 pixels along a side, and says by how much", async () => {
    const wide = (width: number, height: number) =>
      sharp({create: {width, height, channels: 3, background: "#fff"}}).png({compressionLevel: 1});
    const sizes = async (image: Sharp) => {
      const {gray, scale} = await readPicture(await image.toBuffer(), "a-file");
      return {width: gray.width, height: gray.height, scale};
    };
    expect(await sizes(wide(1600, 900))).toEqual({width: 1600, height: 900, scale: 1});
    expect(await sizes(wide(3200, 1000))).toEqual({width: 1600, height: 500, scale: 2});
    expect(await sizes(wide(1000, 4000))).toEqual({width: 400, height: 1600, scale: 2.5});
    expect(await sizes(wide(31, 4800))).toEqual({width: 10, height: 1600, scale: 3});
    const turned = wide(3200, 1000).jpeg().withMetadata({orientation: 6});
    expect(await sizes(turned)).toEqual({width: 500, height: 1600, scale: 2});
  });

  it("refuses a header that promises more than 50 megapixels, in any format, without room for them", async () => {
    const before = process.memoryUsage().rss;
    expect(await refusal(png([7072, 7072], 8, 0, Buffer.alloc(10)))).toBe(
      "a-file: expected at most 50 megapixels, got 7072×7072"
    );
    expect(await refusal(png([60_000, 60_000], 8, 2, Buffer.alloc(10)))).toMatch(/^a-file: expected .+, got .+$/);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  });

  it("refuses what is no image, saying so", async () => {
    expect(await refusal(new Uint8Array(0))).toBe("a-file: expected an image, got an empty file");
    expect(await refusal(Buffer.from("label,pixel0\n"))).toBe(
      "a-file: expected an image, got something that contains unsupported image format"
    );
  });

  it("refuses a PNG, JPEG, GIF, WebP or TIFF that is cut short", async () => {
    const noise = Array.from({length: 64 * 64}, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255);
    const image = () => raw(noise, 64, 64, 1).toColourspace("b-w");
    const files = [image().png(), image().jpeg(), image().gif(), image().webp({lossless: true}), image().tiff()];
    for (const file of files) {
      const bytes = await file.toBuffer();
      expect(await readPicture(bytes, "whole")).toMatchObject({gray: {width: 64, height: 64}});
      for (const share of [0.6, 0.02]) {
        expect(await refusal(bytes.subarray(0, Math.floor(share * bytes.length)))).toMatch(
          /^a-file: expected an image, got .+$/
        );
      }
    }
  });
});

const data = findTestData();

describe.skipIf(!data)("readPicture(bytes, source) and PngSuite, http://www.schaik.com/pngsuite/", () => {
  const files = data ? readdirSync(join(data, "pngsuite")).filter((name) => name.endsWith(".png")) : [];
  const load = (name: string) => readFileSync(join(data!, "pngsuite", name));

  it("reads each of the good files, as wide and high as its header says", async () => {
    for (const name of files.filter((file) => !file.startsWith("x"))) {
      const bytes = load(name);
      const {gray, format} = await readPicture(bytes, name);
      expect([name, format, gray.width, gray.height]).toEqual([
        name,
        "png",
        bytes.readUInt32BE(16),
        bytes.readUInt32BE(20)
      ]);
    }
  });

  it("refuses each of those that are broken on purpose", async () => {
    const read = [];
    for (const name of files.filter((file) => file.startsWith("x"))) {
      const answer: unknown = await readPicture(load(name), name).catch((error: unknown) => error);
      if (!(answer instanceof InputError)) read.push(name);
    }
    expect(read).toEqual([]);
  });

  it("reads the same from an interlaced file as from the one that is not", async () => {
    const [plain, interlaced] = await Promise.all(
      ["basn0g08.png", "basi0g08.png"].map(async (name) => (await readPicture(load(name), name)).gray.data)
    );
    expect(interlaced).toEqual(plain);
  });
});
