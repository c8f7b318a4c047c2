import {deflateSync} from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import {describe, expect, it} from "vitest";
import {fileKind, HEAD} from "../../../src/ink/image/fileKind.js";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const brands = (...list: string[]) => latin1(`\0\0\0\x20ftyp${list.join("")}`);

describe("fileKind(bytes)", () => {
  it("detects pictures written by real encoders", async () => {
    const image = () => sharp({create: {width: 8, height: 8, channels: 3, background: "#888"}});
    const files = {
      png: image().png(),
      jpeg: image().jpeg(),
      webp: image().webp(),
      gif: image().gif(),
      tiff: image().tiff(),
      avif: image().avif()
    };
    for (const [kind, file] of Object.entries(files)) expect(fileKind(await file.toBuffer())).toBe(kind);
  });

  // The signatures from the formats' specifications; the brands from ISO/IEC 23008-12 and the MP4 registry.
  it.each([
    ["empty", latin1("")],
    ["bmp", latin1("BM\x36\0\0\0\0\0\0\0\x36\0\0\0")],
    ["heic", brands("heic", "\0\0\0\0", "mif1", "heic")],
    ["heic", brands("mif1", "\0\0\0\0", "mif1", "heic")],
    ["heic", brands("heix", "\0\0\0\0", "mif1")],
    ["avif", brands("mif1", "\0\0\0\0", "avif", "mif1")],
    ["video", brands("mp42", "\0\0\0\0", "isom", "mp42")],
    ["tiff", latin1("MM\0*\0\0\0\x08")],
    ["jpeg-xl", latin1("\xff\x0a")],
    ["jpeg-xl", latin1("\0\0\0\x0cJXL \r\n\x87\n")],
    ["jpeg-2000", latin1("\0\0\0\x0cjP  \r\n\x87\n")],
    ["icon", latin1("\0\0\x01\0\x01\0")],
    ["photoshop", latin1("8BPS\0\x01")],
    ["pdf", latin1("%PDF-1.7\n%\xe2\xe3")],
    ["zip", latin1("PK\x03\x04\x14\0")],
    ["gzip", latin1("\x1f\x8b\x08\0")],
    ["apple-double", latin1("\0\x05\x16\x07\0\x02")],
    ["svg", Buffer.from(`\ufeff<?xml version="1.0"?>\n<!-- a comment -->\n<svg\n>`)],
    ["html", latin1("<!DOCTYPE html>\n<html lang=en>")],
    ["netpbm", latin1("P5\n# made by hand\n28 28\n255\n\0\0")],
    ["netpbm", latin1("P2 28 28 255 0 0 12")],
    ["text", latin1("P2 3 apples\n")], // begins like a PGM
    ["text", latin1("label,pixel0\n")],
    ["text", latin1("BMI by age\n")], // begins like a BMP
    ["text", Buffer.from("Größe: 3")],
    ["unknown", Buffer.alloc(100)],
    ["unknown", deflateSync("anything")]
  ])("knows %s", (kind, bytes) => expect(fileKind(bytes)).toBe(kind));

  it("goes by the first 1024 bytes only", () => {
    expect(fileKind(latin1(`${" ".repeat(HEAD)}<svg>`))).toBe("text");
    expect(fileKind(latin1(`${" ".repeat(HEAD)}\0`))).toBe("text");
  });

  it("classifies arbitrary bytes and stays within its view of the buffer", () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 2000}), (bytes) => {
        const kind = fileKind(bytes);
        expect(kind === "empty").toBe(bytes.length === 0);
        expect(fileKind(Uint8Array.of(0, ...bytes, 0).subarray(1, bytes.length + 1))).toBe(kind);
      })
    );
  });
});
