import {median} from "d3-array";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {SMALL_PHOTOS, takeSmallPhoto, TRAINING_PHOTOS} from "../../src/characters/smallPhoto.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {writeDigit} from "../../src/pen/handwriting.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";

const written = (i: number) => preprocessStrokes(writeDigit(i % 10, randomLcg((i + 0.5) / 500)))!.image;

/** A camera that adds nothing: even light, no noise, and a blur of a tenth of a pixel. */
const PERFECT = {...SMALL_PHOTOS, blurs: [0.1, 0.1], noises: [0, 0], falloffs: [0, 0]} as const;

/** Returns the share of ink that two images have in common: the sum of the smaller levels over that of the larger. */
function overlap(a: Uint8Array, b: Uint8Array): number {
  const sum = (pick: (...levels: number[]) => number) => a.reduce((total, level, i) => total + pick(level, b[i]!), 0);
  return sum(Math.min) / sum(Math.max);
}

describe("takeSmallPhoto(image, random, conditions)", () => {
  it("takes photos of 28 × 34 pixels, the same for the same random numbers", () => {
    const [first, again] = [1, 2].map(() => takeSmallPhoto(written(3), randomLcg(0.3)));
    expect([first!.width, first!.height, first!.data.length]).toEqual([28, 34, 28 * 34]);
    expect(again).toEqual(first);
    expect(takeSmallPhoto(written(3), randomLcg(0.4))).not.toEqual(first);
  });

  it("shows pale ink on gray paper, within the levels measured in crops of photographed amounts", () => {
    const photos = Array.from({length: 100}, (_, i) => takeSmallPhoto(written(i), randomLcg((i + 0.3) / 100)).data);
    const papers = photos.map((data) => median(data)!);
    const contrasts = photos.map((data, i) => papers[i]! - [...data].sort((a, b) => a - b)[19]!); // 2 %
    expect(Math.min(...papers)).toBeGreaterThan(110);
    expect(Math.max(...papers)).toBeLessThan(220);
    expect(median(papers)).toBeGreaterThan(150); // ORAND-CAR-A: 149 to 210
    expect(median(contrasts)).toBeGreaterThan(45);
    expect(median(contrasts)).toBeLessThan(145);
  });

  it("keeps the ink two pixels from the border, and as large as it is told", () => {
    fc.assert(
      fc.property(fc.nat(499), fc.nat(9999), (digit, seed) => {
        const {width, height, data} = takeSmallPhoto(written(digit), randomLcg(seed / 10_000), PERFECT);
        const paper = data[0]!;
        const ink = [...data].flatMap((level, i) => (level < paper ? [[i % width, Math.floor(i / width)]] : []));
        const [xs, ys] = [ink.map(([x]) => x!), ink.map(([, y]) => y!)];
        // Interpolation spreads ink by half a pixel of the image, at most 1.15 of the photo's, on each side.
        expect(Math.min(...xs, ...ys)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...xs)).toBeLessThan(width - 1);
        expect(Math.max(...ys)).toBeLessThan(height - 1);
        const longer = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) + 1;
        expect(longer).toBeGreaterThan(PERFECT.sizes[0] - 2);
        expect(longer).toBeLessThan(PERFECT.sizes[1] + 3);
      }),
      {numRuns: 50, seed: 1}
    );
  });

  it("shows blank paper for a blank image", () => {
    const {data} = takeSmallPhoto(new Uint8Array(784), randomLcg(0.2), PERFECT);
    expect(new Set(data).size).toBe(1);
  });

  it.each([
    ["measured", SMALL_PHOTOS],
    ["learned from", TRAINING_PHOTOS]
  ])("takes photos that preprocess to an image nearest to the original in 9 of 10 cases, as they are %s", (_, kind) => {
    const images = Array.from({length: 60}, (_, i) => written(i));
    const nearest = images.map((image, i) => {
      const again = preprocess(takeSmallPhoto(image, randomLcg((i + 0.3) / 60), kind))?.image;
      const shares = images.map((other) => (again ? overlap(other, again) : 0));
      return shares.indexOf(Math.max(...shares));
    });
    expect(nearest.filter((found, i) => found === i).length).toBeGreaterThanOrEqual(54);
  });
});
