import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {crc32, deflateSync, gzipSync} from "node:zlib";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {PNG} from "pngjs";
import sharp, {type Sharp} from "sharp";
import {describe, expect, it} from "vitest";
import {readPicture} from "../../../../loaders/datasets/pictures/decode.js";
import {toGray} from "../../../../src/ink/image/image.js";
import {findTestData} from "../../../testData.js";
import {refusal} from "../../refusal.js";

// Pictures are encoded by sharp, or by hand from the PNG specification (https://www.w3.org/TR/png-3/). Gray levels of
// colors follow ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B: red 76.2, green 149.7, blue 29.1.

/** [2 × 4] gray levels. */
const LEVELS = [0, 1, 17, 100, 128, 200, 254, 255];

function raw(data: readonly number[] | Uint8Array, width: number, height: number, channels: 1 | 2 | 3 | 4): Sharp {
  return sharp(Uint8Array.from(data), {raw: {width, height, channels}});
}

const grey = () => raw(LEVELS, 4, 2, 1).toColourspace("b-w");

async function levels(image: Sharp): Promise<number[]> {
  return Array.from((await readPicture(await image.toBuffer(), "a-file")).gray.data);
}

const refuse = (bytes: Uint8Array) => refusal(readPicture(bytes, "a-file"));

const NO_IMAGE = "a-file: expected a PNG, JPEG, WebP, GIF, TIFF or AVIF image, got";

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Builds a PNG of any color type and depth: the signature, IHDR, *chunks*, IDAT of the filtered rows, IEND. */
function png(
  [width, height]: [width: number, height: number],
  depth: number,
  colorType: number,
  rows: Uint8Array,
  ...chunks: [type: string, data: Uint8Array][]
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colorType], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    ...chunks.map(([type, data]) => chunk(type, data)),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0))
  ]);
}

/** Decodes a PNG to gray levels with pngjs, which shares no code with libvips. */
function readByPngjs(bytes: Buffer): number[] {
  const {data, width, height} = PNG.sync.read(bytes);
  return Array.from(toGray(data, width, height).data);
}

/**
 * Returns the number of levels by which libvips and pngjs may differ. Of 16 bits libvips keeps the upper 8 and pngjs
 * rounds, which the PNG specification (13.12) both allows; once for the color and once for alpha.
 */
function tolerance(depth: number, colorType: number): number {
  return depth === 16 ? (colorType < 4 ? 1 : 2) : 0;
}

/** Returns the largest difference between two lists of levels. */
function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a).toHaveLength(b.length);
  return Math.max(...Array.from(a, (level, i) => Math.abs(level - b[i]!)));
}

/**
 * Builds an uncompressed TIFF with the given *pages*, by TIFF 6.0 (Adobe 1992): the header, then for each page its
 * directory, its bits a sample and its pixels. *photometric* is 0 for gray with 0 white, 1 for gray with 0 black, 2 for
 * RGB. *format* 3 means floats of 32 *bits*.
 */
function tiff(
  [width, height]: [number, number],
  {
    photometric = 1,
    samples = 1,
    bits = 8,
    format = 1
  }: {photometric?: 0 | 1 | 2; samples?: number; bits?: 8 | 32; format?: 1 | 3},
  ...pages: number[][]
): Buffer {
  const parts = [Buffer.from("49492a0008000000", "hex")]; // little-endian, 42, the first directory is at 8
  let at = 8;
  for (const [page, pixels] of pages.entries()) {
    const [SHORT, LONG] = [3, 4];
    const depths = at + 2 + 10 * 12 + 4; // after the directory
    const fields: [tag: number, type: number, count: number, value: number][] = [
      [256, LONG, 1, width],
      [257, LONG, 1, height],
      [258, SHORT, samples, samples > 1 ? depths : bits], // bits a sample, or their offset if they don't fit here
      [259, SHORT, 1, 1], // no compression
      [262, SHORT, 1, photometric],
      [273, LONG, 1, depths + 2 * samples], // offset of the pixels
      [277, SHORT, 1, samples],
      [278, LONG, 1, height], // rows in a strip
      [279, LONG, 1, pixels.length], // bytes in a strip
      [339, SHORT, 1, format] // whole numbers or floats
    ];
    const directory = Buffer.alloc(2 + fields.length * 12 + 4);
    directory.writeUInt16LE(fields.length, 0);
    for (const [i, [tag, type, count, value]] of fields.entries()) {
      directory.writeUInt16LE(tag, 2 + 12 * i);
      directory.writeUInt16LE(type, 4 + 12 * i);
      directory.writeUInt32LE(count, 6 + 12 * i);
      directory.writeUInt32LE(value, 10 + 12 * i);
    }
    at = depths + 2 * samples + pixels.length;
    directory.writeUInt32LE(page < pages.length - 1 ? at : 0, directory.length - 4);
    parts.push(
      directory,
      Buffer.from(Array.from({length: 2 * samples}, (_, i) => (i % 2 ? 0 : 8))),
      Buffer.from(pixels)
    );
  }
  return Buffer.concat(parts);
}

describe("readPicture(bytes, source)", () => {
  it("returns the exact gray levels of a gray PNG, GIF, TIFF or lossless WebP, and the format", async () => {
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
        width: 4,
        height: 2,
        gray: {width: 4, height: 2, data: LEVELS}
      });
    }
  });

  it("returns the luminance of colors, by BT.601", async () => {
    const colors = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30];
    expect(await levels(raw(colors, 4, 1, 3).png())).toEqual([76, 150, 29, 18]);
  });

  it("shows transparent parts as white paper, in RGB and in gray", async () => {
    const colors = [0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 128, 255, 0, 0, 51];
    expect(await levels(raw(colors, 4, 1, 4).png())).toEqual([0, 255, 127, 219]);
    expect(await levels(raw([0, 255, 0, 0, 0, 51, 200, 0], 4, 1, 2).png())).toEqual([0, 255, 204, 255]);
  });

  it("reduces 16 bits a sample to the upper 8", async () => {
    const rows = Buffer.from("00 0000 00ff 4040 8080 ffff".replaceAll(" ", ""), "hex"); // filter 0, then the samples
    const {gray, format} = await readPicture(png([5, 1], 16, 0, rows), "a-file");
    expect([format, ...gray.data]).toEqual(["png", 0, 0, 64, 128, 255]);
  });

  it("reduces samples of 12, 10 or 8 bits stored in 16 to the upper 8 of the used bits", async () => {
    for (const bits of [12, 10, 8]) {
      const samples = [0, 0.25, 0.5, 1].map((share) => Math.round(share * (2 ** bits - 1)));
      const row = Buffer.alloc(9);
      samples.forEach((sample, i) => row.writeUInt16BE(sample, 1 + 2 * i));
      const {gray} = await readPicture(png([4, 1], 16, 0, row), "a-file");
      expect(farthest(gray.data, [0, 64, 128, 255])).toBeLessThanOrEqual(1);
    }
  });

  it("stretches floats from 0 to 1, 255 or 4095, and below 0", async () => {
    const float = async (samples: number[]) => {
      const bytes = Buffer.from(Float32Array.from(samples).buffer);
      return readPicture(tiff([samples.length, 1], {bits: 32, format: 3}, [...bytes]), "a-file");
    };
    for (const most of [1, 255, 4095]) {
      const {gray} = await float([0, 0.25, 0.5, 1].map((share) => most * share));
      expect(farthest(gray.data, [0, 64, 128, 255]), String(most)).toBeLessThanOrEqual(1);
    }
    expect(farthest((await float([-1, -0.5, 0, 1])).gray.data, [0, 64, 128, 255])).toBeLessThanOrEqual(1);
  });

  it("keeps a dark picture of 8 bits unchanged", async () => {
    expect(await levels(raw([0, 1, 5, 20], 4, 1, 1).toColourspace("b-w").png())).toEqual([0, 1, 5, 20]);
  });

  it("reads 1 bit a sample as black and white", async () => {
    const {gray} = await readPicture(png([8, 1], 1, 0, Buffer.of(0, 0b01100101)), "a-file");
    expect(Array.from(gray.data)).toEqual([0, 255, 255, 0, 0, 255, 0, 255]);
  });

  it("reads a palette as its colors", async () => {
    const indices = Buffer.of(0, 0b00_01_10_11); // filter 0, then four samples of 2 bits
    const palette = Buffer.from("000000ff000000ff00ffffff", "hex");
    const {gray} = await readPicture(png([4, 1], 2, 3, indices, ["PLTE", palette]), "");
    expect(Array.from(gray.data)).toEqual([0, 76, 150, 255]);
  });

  it("decodes PNGs of any color type, depth, filter and transparency like pngjs", async () => {
    const kinds = [
      ...[1, 2, 4, 8, 16].map((depth) => ({depth, colorType: 0, samples: 1})),
      ...[8, 16].map((depth) => ({depth, colorType: 2, samples: 3})),
      ...[1, 2, 4, 8].map((depth) => ({depth, colorType: 3, samples: 1})),
      ...[8, 16].map((depth) => ({depth, colorType: 4, samples: 2})),
      ...[8, 16].map((depth) => ({depth, colorType: 6, samples: 4}))
    ];
    const side = fc.integer({min: 1, max: 9});
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        side,
        side,
        fc.nat(),
        fc.boolean(),
        async (kind, width, height, seed, seeThrough) => {
          const {depth, colorType, samples} = kind;
          const random = randomLcg(seed);
          const bytes = (length: number) => Uint8Array.from({length}, () => 256 * random());
          const rowLength = 1 + Math.ceil((width * samples * depth) / 8);
          const rows = bytes(height * rowLength).map((byte, i) => (i % rowLength ? byte : byte % 5)); // 5 filters
          const chunks: [string, Uint8Array][] = [];
          if (colorType === 3) chunks.push(["PLTE", bytes(3 * 2 ** depth)]);
          if (seeThrough && colorType === 3)
            chunks.push(["tRNS", bytes(2)]); // for the first two entries
          else if (seeThrough && colorType < 3) chunks.push(["tRNS", new Uint8Array(2 * samples)]); // black
          const file = png([width, height], depth, colorType, rows, ...chunks);
          const {gray} = await readPicture(file, "a-file");
          expect(farthest(gray.data, readByPngjs(file))).toBeLessThanOrEqual(tolerance(depth, colorType));
        }
      ),
      {numRuns: 200}
    );
  });

  it("ignores a PNG's gamma", async () => {
    const gamma = Buffer.alloc(4);
    gamma.writeUInt32BE(100_000); // 1.0: a viewer that honors it shows 128 as 188
    const {gray} = await readPicture(png([3, 1], 8, 0, Buffer.of(0, 0, 128, 255), ["gAMA", gamma]), "a-file");
    expect(Array.from(gray.data)).toEqual([0, 128, 255]);
  });

  it("reads a TIFF with 0 as white, and one with more channels than colors", async () => {
    const white = await readPicture(tiff([2, 2], {photometric: 0}, [0, 55, 200, 255]), "a-file");
    expect(white).toMatchObject({format: "tiff", gray: {width: 2, height: 2}});
    expect(Array.from(white.gray.data)).toEqual([255, 200, 55, 0]);
    const five = tiff([2, 1], {photometric: 2, samples: 5}, [255, 0, 0, 255, 9, 0, 255, 0, 255, 9]);
    expect(Array.from((await readPicture(five, "a-file")).gray.data)).toEqual([76, 150]);
  });

  it("reads the first page of a TIFF and the first frame of a GIF, of 20,000 each", async () => {
    const pages = Array.from({length: 20_000}, (_, i) => [i % 200, 0, 0, 0]);
    expect((await readPicture(tiff([2, 2], {}, ...pages), "a-file")).gray.data[0]).toBe(0);
    const file = await raw([7, 7, 7, 7], 2, 2, 1).gif().toBuffer();
    const start = file.indexOf(Buffer.from("2c00000000", "hex")); // the image descriptor; the file ends with ";"
    const frames = Array.from({length: 20_000}, () => file.subarray(start, -1));
    const animation = Buffer.concat([file.subarray(0, start), ...frames, Buffer.from(";")]);
    expect((await sharp(animation).metadata()).pages).toBe(20_000);
    expect(Array.from((await readPicture(animation, "a-file")).gray.data)).toEqual([7, 7, 7, 7]);
  });

  it("reads a lossless AVIF to within the rounding of its color conversion", async () => {
    const {gray, format} = await readPicture(await grey().avif({lossless: true}).toBuffer(), "a-file");
    expect(format).toBe("avif");
    expect(farthest(gray.data, LEVELS)).toBeLessThanOrEqual(1);
  });

  it("reads JPEG and lossy WebP to within their compression loss", async () => {
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

  describe("turns a picture upright by its EXIF orientation", () => {
    // CIPA DC-008 (EXIF 2.32), tag 0x0112: the sides of the upright picture that hold the stored row 0 and column 0.
    const orientations: [orientation: number, row0: string, column0: string][] = [
      [1, "top", "left"],
      [2, "top", "right"],
      [3, "bottom", "right"],
      [4, "bottom", "left"],
      [5, "left", "top"],
      [6, "right", "top"],
      [7, "right", "bottom"],
      [8, "left", "bottom"]
    ];
    // Blocks of 16 × 16 pixels, each with another level.
    const [width, height] = [48, 32];
    const levelAt = (x: number, y: number) => 40 * (Math.floor(x / 16) + 3 * Math.floor(y / 16)) + 20;
    const upright = Array.from({length: width * height}, (_, i) => levelAt(i % width, Math.floor(i / width)));

    it.each(orientations)("%i: row 0 is the %s, column 0 the %s", async (orientation, row0, column0) => {
      const turned = row0 === "left" || row0 === "right";
      const [storedWidth, storedHeight] = turned ? [height, width] : [width, height];
      const place = (side: string, index: number) =>
        ({top: index, left: index, bottom: height - 1 - index, right: width - 1 - index})[side]!;
      const stored = Array.from({length: width * height}, (_, i) => {
        const [row, column] = [Math.floor(i / storedWidth), i % storedWidth];
        return turned
          ? levelAt(place(row0, row), place(column0, column))
          : levelAt(place(column0, column), place(row0, row));
      });
      const image = () => raw(stored, storedWidth, storedHeight, 1).toColourspace("b-w").withMetadata({orientation});
      const files = {
        png: image().png(),
        webp: image().webp({lossless: true}),
        tiff: image().tiff(),
        jpeg: image().jpeg()
      };
      for (const [format, file] of Object.entries(files)) {
        const picture = await readPicture(await file.toBuffer(), "a-file");
        expect(picture).toMatchObject({format, width, height, scale: 1, gray: {width, height}});
        expect(farthest(picture.gray.data, upright)).toBeLessThanOrEqual(format === "jpeg" ? 2 : 0);
      }
    });
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

  it("reduces a picture of more than 1600 pixels a side, and reports the scale", async () => {
    const wide = (width: number, height: number) =>
      sharp({create: {width, height, channels: 3, background: "#fff"}}).png({compressionLevel: 1});
    const sizes = async (image: Sharp) => {
      const {gray, scale, width, height} = await readPicture(await image.toBuffer(), "a-file");
      return {reduced: [gray.width, gray.height], scale, original: [width, height]};
    };
    expect(await sizes(wide(1600, 900))).toEqual({reduced: [1600, 900], scale: 1, original: [1600, 900]});
    expect(await sizes(wide(3200, 1000))).toEqual({reduced: [1600, 500], scale: 2, original: [3200, 1000]});
    expect(await sizes(wide(1000, 4000))).toEqual({reduced: [400, 1600], scale: 2.5, original: [1000, 4000]});
    expect(await sizes(wide(31, 4800))).toEqual({reduced: [10, 1600], scale: 3, original: [31, 4800]});
    const turned = wide(3200, 1000).jpeg().withMetadata({orientation: 6});
    expect(await sizes(turned)).toEqual({reduced: [500, 1600], scale: 2, original: [1000, 3200]});
  });

  it("refuses a header of more than 50 megapixels in any format, without allocating them", async () => {
    const before = process.resourceUsage().maxRSS;
    const pixels = async (bytes: Buffer) => {
      const [, size] = /^a-file: expected at most 50 megapixels, got (.+)$/.exec(await refuse(bytes)) ?? [];
      return size;
    };
    const none = Buffer.alloc(10);
    expect(await pixels(png([7072, 7072], 8, 0, none))).toBe("7072×7072");
    expect(await pixels(png([60_000, 60_000], 8, 2, none))).toBe("60000×60000");
    expect(await pixels(png([1, 60_000_000], 8, 0, none))).toBe("1×60000000");
    expect(await pixels(png([60_000_000, 1], 16, 6, none))).toBe("60000000×1");
    expect(await pixels(tiff([60_000, 60_000], {}, [0]))).toBe("60000×60000");
    expect(await pixels(tiff([1, 60_000_000], {}, [0]))).toBe("1×60000000");
    // GIF89a: a screen and an image of 65,535 × 65,535, then an empty LZW stream.
    const gif = "474946383961ffffffff800000000000ffffff2c00000000ffffffff0002024401003b";
    expect(await pixels(Buffer.from(gif, "hex"))).toBe("65535×65535");
    // WebP (RFC 6386 and 9649): a key frame of 16,383 × 16,383 whose first partition has 1 byte.
    const webp = "5249464616000000574542505650382" + "00a000000" + "300000" + "9d012a" + "ff3fff3f";
    expect(await pixels(Buffer.from(webp, "hex"))).toBe("16383×16383");

    const small = sharp({create: {width: 16, height: 16, channels: 3, background: "#888"}});
    const jpeg = await small.clone().jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from("ffc0", "hex")); // marker, length, depth, height, width
    jpeg.writeUInt32BE(60_000 * 65_537, frame + 5);
    expect(await pixels(jpeg)).toBe("60000×60000");
    const avif = await small.clone().avif().toBuffer();
    const extents = avif.indexOf("ispe"); // type, version and flags, width, height
    avif.writeUInt32BE(20_000, extents + 8);
    avif.writeUInt32BE(10_000, extents + 12);
    expect(await pixels(avif)).toBe("20000×10000");
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(100 * 1024); // kB
  });

  it("never inflates huge texts or profiles of a PNG", async () => {
    const before = process.resourceUsage().maxRSS;
    const pack = (megabytes: number) => deflateSync(Buffer.alloc(megabytes * 1e6));
    const named = (data: Uint8Array) => Buffer.concat([Buffer.from("a\0\0"), data]);
    const zTXt = ["zTXt", named(pack(7))] as [string, Uint8Array];
    const iTXt = ["iTXt", Buffer.concat([Buffer.from("a\0\x01\0\0\0"), pack(7)])] as [string, Uint8Array];
    const texts = Array.from({length: 300}, (_, i) => (i % 2 ? zTXt : iTXt));
    const profile = ["iCCP", named(pack(200))] as [string, Uint8Array];
    const rows = Buffer.of(0, 1, 2, 0, 3, 4);
    const {gray} = await readPicture(png([2, 2], 8, 0, rows, profile, ...texts), "a-file");
    expect(Array.from(gray.data)).toEqual([1, 2, 3, 4]);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(300 * 1024); // kB; unpacked, they are 2.3 GB
  });

  it("refuses files of other kinds, and names the kind", async () => {
    const brand = (...brands: string[]) => Buffer.from(`\0\0\0\x20ftyp${brands.join("")}`, "latin1");
    const zeros = Buffer.alloc(100);
    const files: [bytes: Uint8Array, what: string][] = [
      [Buffer.alloc(0), "an empty file"],
      [Buffer.from("label,pixel0\n"), "a text"],
      [Buffer.from("Größe: 3"), "a text"],
      [Buffer.from("<!DOCTYPE html>\n<html lang=en>"), "a web page"],
      [
        Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/></svg>`),
        "an SVG"
      ],
      [Buffer.from(`\ufeff<?xml version="1.0"?>\n<!-- a comment -->\n<svg\n>`), "an SVG"],
      [gzipSync("<svg/>"), "a gzip file"],
      [Buffer.from("%PDF-1.7\n"), "a PDF"],
      [Buffer.from("BM\x36\0\0\0"), "a BMP"],
      [Buffer.from("P5\n2 1\n255\n\0\0"), "a Netpbm picture (PBM, PGM, PPM, PAM)"],
      [Buffer.from("PK\x03\x04"), "a zip file"],
      [Buffer.concat([brand("heic", "\0\0\0\0", "mif1", "heic"), zeros]), "a HEIC"],
      [Buffer.concat([brand("mif1", "\0\0\0\0", "mif1", "heic"), zeros]), "a HEIC"],
      [Buffer.concat([brand("mp42", "\0\0\0\0", "isom", "mp42"), zeros]), "a video or another file of MP4's family"],
      [Buffer.from("0000000c4a584c200d0a870a", "hex"), "a JPEG XL"],
      [Buffer.from("ff0a", "hex"), "a JPEG XL"],
      [Buffer.from("0000000c6a5020200d0a870a", "hex"), "a JPEG 2000"],
      [Buffer.from("00051607", "hex"), "what a Mac keeps beside a file (AppleDouble)"],
      [zeros, "something else"]
    ];
    for (const [bytes, what] of files) expect(await refuse(bytes)).toBe(`${NO_IMAGE} ${what}`);
  });

  it("refuses a PNG, JPEG, GIF, WebP, TIFF or AVIF that is cut short", async () => {
    const random = randomLcg(1);
    const noise = Array.from({length: 64 * 64}, () => 256 * random());
    const image = () => raw(noise, 64, 64, 1).toColourspace("b-w");
    const files = {
      PNG: image().png(),
      JPEG: image().jpeg(),
      GIF: image().gif(),
      WebP: image().webp({lossless: true}),
      TIFF: image().tiff(),
      AVIF: image().avif()
    };
    for (const [name, file] of Object.entries(files)) {
      const bytes = await file.toBuffer();
      expect(await readPicture(bytes, "whole")).toMatchObject({gray: {width: 64, height: 64}});
      for (const share of [0.6, 0.03]) {
        const message = await refuse(bytes.subarray(0, Math.floor(share * bytes.length)));
        const [, kind] =
          /^a-file: expected a whole (\w+) image, got one that is damaged or can't be decoded \(.+\)$/.exec(message) ??
          [];
        expect(kind).toBe(name);
      }
    }
  });

  it("returns a picture or refuses it in one line, whichever bytes are changed", async () => {
    const image = () => raw(LEVELS, 4, 2, 1).toColourspace("b-w");
    const files = await Promise.all(
      [image().png(), image().jpeg(), image().gif(), image().webp(), image().tiff()].map((file) => file.toBuffer())
    );
    const changes = fc.array(fc.tuple(fc.double({min: 0, max: 0.999, noNaN: true}), fc.integer({min: 0, max: 255})), {
      minLength: 1,
      maxLength: 5
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), changes, async (file, list) => {
        const bytes = Buffer.from(file);
        for (const [where, value] of list) bytes[Math.floor(where * bytes.length)] = value;
        const answer = await readPicture(bytes, "a-file").catch((error: Error) => error);
        if (answer instanceof Error) expect(String(answer)).toMatch(/^InputError: a-file: expected .+, got .+$/);
        else expect(answer.gray.data).toHaveLength(answer.gray.width * answer.gray.height);
      }),
      {numRuns: 200}
    );
  });
});

const data = findTestData();

describe.skipIf(!data)("readPicture(bytes, source) and PngSuite, http://www.schaik.com/pngsuite/", () => {
  const files = data ? readdirSync(join(data, "pngsuite")).filter((name) => name.endsWith(".png")) : [];
  const load = (name: string) => readFileSync(join(data!, "pngsuite", name));

  it("decodes each of the 161 valid files like pngjs", async () => {
    const good = files.filter((file) => !file.startsWith("x"));
    expect(good).toHaveLength(161);
    for (const name of good) {
      const bytes = load(name);
      const {gray, format} = await readPicture(bytes, name);
      expect([format, gray.width, gray.height]).toEqual(["png", bytes.readUInt32BE(16), bytes.readUInt32BE(20)]);
      expect(farthest(gray.data, readByPngjs(bytes)), name).toBeLessThanOrEqual(tolerance(bytes[24]!, bytes[25]!));
    }
  });

  it("refuses each of the 14 deliberately broken files by name", async () => {
    const broken = files.filter((file) => file.startsWith("x"));
    expect(broken).toHaveLength(14);
    for (const name of broken) {
      expect((await refusal(readPicture(load(name), name))).startsWith(`${name}: expected a `)).toBe(true);
    }
  });
});
