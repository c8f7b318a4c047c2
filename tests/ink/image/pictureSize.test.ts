import fc from "fast-check";
import sharp from "sharp";
import {describe, expect, it} from "vitest";
import {pictureSize} from "../../../src/ink/image/pictureSize.js";

const image = (width = 301, height = 77) => sharp({create: {width, height, channels: 3, background: "#888"}});

/** Encoded by sharp, so libvips writes the headers. */
const FILES = {
  png: image().png(),
  jpeg: image().jpeg(),
  "progressive jpeg": image().jpeg({progressive: true}),
  "jpeg with EXIF": image().jpeg().withMetadata({orientation: 6}),
  gif: image().gif(),
  "lossy webp": image().webp(),
  "lossless webp": image().webp({lossless: true}),
  "extended webp": image().webp().withMetadata({orientation: 3}),
  avif: image().avif()
};

describe("pictureSize(bytes)", () => {
  it.each(Object.entries(FILES))("reads the size of a %s as it is stored", async (_, file) => {
    expect(pictureSize(await file.toBuffer())).toEqual({width: 301, height: 77});
  });

  it("reads the size of a BMP with either header and either row order", () => {
    const bmp = (header: string) => Buffer.from(`424d360000000000000036000000${header}`, "hex");
    expect(pictureSize(bmp("280000002d010000b3ffffff"))).toEqual({width: 301, height: 77}); // 77 rows, top-down
    expect(pictureSize(bmp("0c0000002d014d0001001800"))).toEqual({width: 301, height: 77});
  });

  it("returns even an absurd size from a header", async () => {
    const png = await image(1, 1).png().toBuffer();
    png.writeUInt32BE(4_000_000_000, 16);
    expect(pictureSize(png)).toEqual({width: 4_000_000_000, height: 1});
  });

  it("returns undefined if the bytes end before the size or are not a picture", async () => {
    for (const file of Object.values(FILES))
      expect(pictureSize((await file.toBuffer()).subarray(0, 9))).toBeUndefined();
    expect(pictureSize(new Uint8Array())).toBeUndefined();
    expect(pictureSize(Buffer.from("%PDF-1.7"))).toBeUndefined();
  });

  it("returns a size or undefined for arbitrarily corrupted bytes", async () => {
    const files = await Promise.all(Object.values(FILES).map((file) => file.toBuffer()));
    const changes = fc.array(fc.tuple(fc.nat({max: 400}), fc.nat({max: 255})), {maxLength: 5});
    fc.assert(
      fc.property(fc.constantFrom(...files), changes, fc.nat({max: 500}), (file, list, length) => {
        const bytes = Uint8Array.from(file.subarray(0, length));
        for (const [at, value] of list) if (at < bytes.length) bytes[at] = value;
        const size = pictureSize(bytes);
        if (size) expect(size.width >= 0 && size.height >= 0).toBe(true);
      }),
      {numRuns: 1000}
    );
  });
});
