import {shuffler} from "d3-array";
import {randomLcg} from "d3-random";
import {describe, expect, it} from "vitest";
import {readDataset} from "../../../../loaders/datasets/dataset.js";
import {inOnePiece} from "../../../../loaders/datasets/parts/pieces.js";
import {checkDigits} from "../../../../loaders/datasets/suspicions/checkDigits.js";
import {findDefaultReader} from "../../../../loaders/datasets/suspicions/defaultReader.js";
import {ORIENTATIONS, putUpright} from "../../../../loaders/datasets/suspicions/orientation.js";
import {rotateImage} from "../../../../loaders/datasets/suspicions/rotateImage.js";
import {take, type Digits} from "../../../../src/characters/digits.js";
import {findTestData} from "../../../testData.js";
import {drawDigits, drawLetters} from "./drawDigits.js";

const reader = await findDefaultReader();
const digits = drawDigits(120);
const relabel = (change: (label: number, i: number) => number) => ({...digits, labels: digits.labels.map(change)});
const map = (set: Digits, change: (image: Uint8Array, i: number) => Uint8Array): Digits => ({
  ...set,
  images: Uint8Array.from(
    Array.from({length: set.length}, (_, i) => [...change(set.images.slice(784 * i, 784 * i + 784), i)]).flat()
  )
});
const unlabeled = ({length, images}: Digits): Digits => ({length, images});

async function check(set: Digits, asIs = false) {
  const {splits, suspicions} = await checkDigits(
    {train: inOnePiece(set)},
    {reader, asIs, arePictures: false, source: "/there"}
  );
  const images = Buffer.concat([...splits.train!.images()]);
  return {images, found: suspicions.map(({split, done, message}) => `${split}, ${done}: ${message}`)};
}

describe("checkDigits(splits, options)", () => {
  it.each<[string, () => Digits]>([
    ["digits", () => digits],
    ["digits without labels", () => unlabeled(digits)],
    [
      "the digits of one class",
      () =>
        take(
          digits,
          Array.from(digits.labels.keys()).filter((i) => digits.labels[i] === 7)
        )
    ],
    ["fewer than 12, whatever they are", () => take(drawLetters(11), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])],
    ["slanted digits", () => map(digits, (image, i) => rotateImage(image, i % 2 ? 30 : -30))],
    ["digits that are turned by any angle", () => map(digits, (image, i) => rotateImage(image, (37 * i) % 360))],
    [
      "noisy digits",
      () => {
        const random = randomLcg(0.3);
        return map(digits, (image) => image.map((level) => Math.min(255, level + 90 * random())));
      }
    ],
    ["some wrong labels", () => relabel((label, i) => (i % 12 ? label : (label + 3) % 10))]
  ])("lets %s pass without a word", async (_, set) => {
    const {images, found} = await check(set());
    expect(found).toEqual([]);
    expect(images.equals(set().images)).toBe(true);
  });

  it.each(ORIENTATIONS)("puts images upright that are $name", async ({name, from}) => {
    const turned = map(digits, (image) => {
      const stored = new Uint8Array(784);
      image.forEach((level, i) => {
        const [x, y] = from(i % 28, Math.floor(i / 28));
        stored[28 * y + x] = level;
      });
      return stored;
    });
    const {images, found} = await check(turned);
    expect(found).toEqual([expect.stringMatching(/^train, set right: .*labels agree with \d+ %.*--as-is/)]);
    expect(found[0]).toContain(`the images are ${name}`);
    expect(images.equals(digits.images)).toBe(true);
    expect(Buffer.from(putUpright(turned.images, {name, from})).equals(digits.images)).toBe(true);
    const asIs = await check(turned, true);
    expect(asIs.found).toEqual([expect.stringMatching(/^train, warned: the images are/)]);
    expect(asIs.images.equals(turned.images)).toBe(true);
  });

  it("corrects images that are inverted, transposed and up to 1 at the same time", async () => {
    const stored = map(digits, (image) => putUpright(image, ORIENTATIONS[0]!).map((level) => Number(level <= 127)));
    const {images, found} = await check(stored);
    expect(found.map((line) => /no pixel is above 1|on white paper|transposed/.exec(line)?.[0])).toEqual([
      "no pixel is above 1",
      "on white paper",
      "transposed"
    ]);
    expect(images.equals(Uint8Array.from(digits.images, (level) => (level > 127 ? 255 : 0)))).toBe(true);
  });

  const labels = "^/there: expected labels that say which digit an image shows, got ";
  it.each<[string, Digits, string]>([
    ["the same label for all", relabel(() => 3), `${labels}the same label, 3, for every image`],
    ["row numbers", relabel((_, i) => i % 10), `${labels}labels that count the rows`],
    ["labels that are off by one", relabel((label) => (label + 1) % 10), `${labels}.*off by one: 1 is on images of 0`],
    [
      "labels in another order",
      relabel((label) => [3, 7, 1, 0, 9, 2, 8, 4, 6, 5][label]!),
      `${labels}labels that stand for other digits: 0 is on images of 3`
    ],
    [
      "shuffled labels",
      {...digits, labels: shuffler(randomLcg(0.1))(digits.labels.slice())},
      `${labels}labels that say something else`
    ],
    ["letters", drawLetters(120), "^/there: expected images of digits, got images of something else, such as letters"],
    [
      "inverted letters",
      map(drawLetters(120), (image) => image.map((level) => 255 - level)),
      "expected images of digits"
    ]
  ])("refuses %s, but takes them as they are where somebody insists", async (_, set, message) => {
    await expect(check(set)).rejects.toThrow(new RegExp(`${message}.*% of 120 labels.* train split .*--as-is\\)$`));
    const {images, found} = await check(set, true);
    expect(found.at(-1)).toMatch(/^train, warned: /);
    expect(images.equals(set.images)).toBe(true);
  });

  it("warns of swapped classes, of some letters among digits, and of unlabeled letters", async () => {
    const swapped = relabel((label) => (label === 3 ? 8 : label === 8 ? 3 : label));
    expect((await check(swapped)).found).toEqual(["train, warned: label 3 is on images of 8 (12 of 12), label 8 is on images of 3 (12 of 12), as far as a sample tells"]); // prettier-ignore
    const letters = drawLetters(120);
    const mixed = map(digits, (image, i) => (i % 5 ? image : letters.images.slice(784 * (i + 1), 784 * (i + 2))));
    expect((await check(mixed)).found).toEqual([expect.stringMatching(/^train, warned: [78]\d % of 120 labels agree/)]);
    expect((await check(unlabeled(letters))).found).toEqual([expect.stringContaining("look like no digit")]);
  });

  it("checks only pixels without a reader", async () => {
    const set = inOnePiece(drawLetters(40));
    const options = {reader: undefined, asIs: false, arePictures: false, source: "/there"};
    expect((await checkDigits({train: set}, options)).suspicions).toEqual([]);
  });
});

const data = findTestData();
describe.skipIf(!data)("checkDigits on people's digits", () => {
  it.each(["mnist", "kaggle-splits"])("finds nothing suspicious in %s, nor in 50 of its digits", async (folder) => {
    const {splits, provenance} = await readDataset(`${data}/${folder}`);
    expect(provenance.suspicions).toBeUndefined();
    const test = splits.test!;
    for (let start = 0; start < 2000; start += 500) {
      const few = take(
        test,
        Array.from({length: 50}, (_, i) => start + i)
      );
      expect((await check(few)).found).toEqual([]);
    }
  });
});
