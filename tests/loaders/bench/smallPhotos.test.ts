import sharp from "sharp";
import {describe, expect, it} from "vitest";
import {benchSmallPhotos, countPhotos, resultOf, smallPhotosOf} from "../../../loaders/bench/smallPhotos.js";
import {readPicture} from "../../../loaders/datasets/pictures/decode.js";
import {fakeClassifier, ticks} from "../runs/fakeClassifier.js";

describe("smallPhotosOf(digits, n, seed)", () => {
  it("takes n photos with their labels, by seed", () => {
    const digits = {...ticks(5), labels: Uint8Array.of(1, 7, 1, 7, 1)};
    const photos = smallPhotosOf(digits, 4, 1);
    expect(photos.map(({label}) => label)).toEqual([1, 7, 1, 7]);
    expect(new Set(photos.map(({photo}) => String(photo.data))).size).toBe(4);
    expect(smallPhotosOf(digits, 4, 1)).toEqual(photos);
    expect(smallPhotosOf(digits, 4, 2)).not.toEqual(photos);
  });

  it("takes photos that are the same when predict reads them from a file", async () => {
    const [{photo}] = smallPhotosOf(ticks(1)) as [ReturnType<typeof smallPhotosOf>[0]];
    const {width, height, data} = photo;
    const file = await sharp(Buffer.from(data), {raw: {width, height, channels: 1}})
      .png()
      .toBuffer();
    const {gray} = await readPicture(file, "photo.png");
    expect([gray.width, gray.height]).toEqual([28, 34]);
    expect(Array.from(gray.data)).toEqual(Array.from(data));
  });
});

describe("countPhotos(classifier, photos)", () => {
  it("counts what is read as what it shows, as something else, and as blank paper", async () => {
    const blank = {width: 28, height: 34, data: new Uint8Array(28 * 34).fill(180)};
    const digits = {...ticks(7), labels: Uint8Array.of(1, 1, 1, 1, 7, 7, 7)};
    const photos = [...smallPhotosOf(digits, 7, 1), {photo: blank, label: 1}];
    expect(await countPhotos(fakeClassifier(() => 1), photos)).toEqual({n: 8, right: 4, wrong: 3, unanswered: 1}); // prettier-ignore
  });
});

describe("resultOf(name, counts, before, title)", () => {
  it("names accuracy with its interval, the unanswered apart, and is held to half of the mistakes before", () => {
    // R: prop.test(970, 1000, correct = FALSE) gives 0.9575 to 0.9789.
    const result = resultOf("cnn", {n: 1000, right: 970, wrong: 20, unanswered: 10}, 0.06, "MNIST");
    expect(result.figures).toContain("97.0 % of 1000 right (95 % interval 95.7–97.9 %), 20 wrong, 10 unanswered");
    expect(result).toMatchObject({judged: 3, holds: true});
    expect(resultOf("cnn", {n: 1000, right: 969, wrong: 31, unanswered: 0}, 0.06, "MNIST").holds).toBe(false);
  });
});

describe("benchSmallPhotos(digits, title, say)", () => {
  it("refuses digits whose mistakes before are not known", async () => {
    const bench = benchSmallPhotos(ticks(1), "Letters", () => undefined);
    await expect(bench).rejects.toThrow("small-photos: expected MNIST or Handscope's own sample, got Letters");
  });
});
