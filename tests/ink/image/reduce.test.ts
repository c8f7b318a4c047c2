import {randomLcg} from "d3-random";
import fc from "fast-check";
import sharp from "sharp";
import {describe, expect, it} from "vitest";
import type {Photo} from "../../../src/ink/image/image.js";
import {reducedSize, reducePicture} from "../../../src/ink/image/reduce.js";

function reduce({data, width, height}: Photo): Photo {
  return reducePicture({width, height}, (y, count) => data.slice(4 * width * y, 4 * width * (y + count)));
}

/** Returns a picture of soft spots, as in a photo: enlarged noise with a grain of *grain* pixels. */
async function spots(width: number, height: number, grain: number): Promise<Photo> {
  const random = randomLcg(width);
  const [columns, rows] = [Math.ceil(width / grain), Math.ceil(height / grain)];
  const noise = Uint8Array.from({length: columns * rows * 3}, () => 70 + 115 * random()); // leaves room for overshoot
  const data = await sharp(noise, {raw: {width: columns, height: rows, channels: 3}})
    .resize(width, height, {fit: "fill"})
    .ensureAlpha()
    .raw()
    .toBuffer();
  return {width, height, data: new Uint8ClampedArray(data)};
}

describe("reducedSize(width, height)", () => {
  it("limits the longer side to 1600 pixels and never enlarges", () => {
    expect(reducedSize(8660, 5773)).toEqual({width: 1600, height: 1067}); // 5773 · 1600 / 8660 = 1066.6
    expect(reducedSize(1000, 4000)).toEqual({width: 400, height: 1600});
    expect(reducedSize(1600, 900)).toEqual({width: 1600, height: 900});
    expect(reducedSize(40_000, 1)).toEqual({width: 1600, height: 1});
  });
});

describe("reducePicture(size, readRows)", () => {
  it("returns a picture with sides of at most 1600 pixels unchanged", async () => {
    const photo = await spots(1600, 30, 3);
    expect(reduce(photo)).toEqual(photo);
  });

  // Reductions below and above fourfold, from where blocks are averaged; upright, elongated and single-row pictures.
  it.each([
    [1700, 1300, 2],
    [1601, 9, 2],
    [2400, 3200, 2],
    [5000, 900, 3],
    [6400, 1200, 3],
    [8000, 640, 3],
    [5003, 1, 2]
  ])("reduces %i × %i like libvips (sharp): within 3 levels, half a level on average", async (w, h, grain) => {
    const photo = await spots(w, h, grain);
    const {data, info} = await sharp(photo.data, {raw: {width: w, height: h, channels: 4}})
      .resize({width: 1600, height: 1600, fit: "inside"})
      .raw()
      .toBuffer({resolveWithObject: true});
    const reduced = reduce(photo);
    expect([reduced.width, reduced.height]).toEqual([info.width, info.height]);
    const differences = reduced.data.map((level, i) => Math.abs(level - data[i]!));
    expect(differences.reduce((most, d) => Math.max(most, d))).toBeLessThanOrEqual(3);
    expect(differences.reduce((sum, d) => sum + d, 0) / data.length).toBeLessThan(0.5);
  });

  it("keeps a uniform color at any size", () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1601, max: 9000}),
        fc.integer({min: 1, max: 30}),
        fc.boolean(),
        (long, short, tall) => {
          const [width, height] = tall ? [short, long] : [long, short];
          const data = new Uint8ClampedArray(width * height * 4).map((_, i) => [200, 7, 99, 255][i % 4]!);
          const reduced = reduce({width, height, data}).data;
          expect(reduced.every((level, i) => level === [200, 7, 99, 255][i % 4])).toBe(true);
        }
      ),
      {numRuns: 20}
    );
  });

  it("reads all rows once, in order, a few at a time", () => {
    const asked: [number, number][] = [];
    const [width, height] = [8000, 3001];
    reducePicture({width, height}, (y, count) => {
      asked.push([y, count]);
      return new Uint8ClampedArray(4 * width * count);
    });
    expect(asked.length).toBeGreaterThan(5);
    expect(asked[0]![0]).toBe(0);
    asked.slice(1).forEach(([y], i) => expect(y).toBe(asked[i]![0] + asked[i]![1]));
    expect(Math.max(...asked.map(([, count]) => count * width))).toBeLessThanOrEqual(2_000_000);
  });
});
