import {createHash} from "node:crypto";
import {describe, expect, it} from "vitest";
import {relabel} from "../../../../loaders/datasets/labels/relabel.js";
import {hashColumn, hashImage} from "../../../../loaders/datasets/labels/imageHash.js";
import {inOnePiece} from "../../../../loaders/datasets/parts/pieces.js";
import {DIGITS} from "../../../../src/characters/alphabet.js";
import type {LabelChange} from "../../../../src/characters/labelChanges.js";

/** Images of one gray each, labeled with the digits in *labels*. */
function digitsOf(labels: readonly number[], grays: readonly number[] = labels) {
  const images = Uint8Array.from(grays.flatMap((gray) => new Array<number>(784).fill(gray)));
  return {length: labels.length, images, labels: Uint8Array.from(labels)};
}
const hashOf = (gray: number) => hashImage(new Uint8Array(784).fill(gray));
const train = digitsOf([3, 1, 4, 1], [30, 10, 40, 10]);
const splits = {train: inOnePiece(train), test: inOnePiece(digitsOf([5, 9]))};

const row = (line: number, change: Partial<LabelChange>) => ({
  line,
  change: {split: "train", index: 0, hash: hashOf(30), was: "3", tags: [], ...change}
});
const labelsOf = (made: ReturnType<typeof relabel>["splits"], split: "train" | "test") => [...made[split]!.labels!];
const graysOf = (made: ReturnType<typeof relabel>["splits"]) =>
  [...made.train!.images()].flatMap((piece) => Array.from({length: piece.length / 784}, (_, i) => piece[784 * i]));

it("an image's hash is the start of the SHA-256 of its pixels, a column of them 8 bytes each", () => {
  const sha256 = createHash("sha256").update(new Uint8Array(784).fill(30)).digest("hex");
  expect(hashOf(30)).toBe(sha256.slice(0, 16));
  expect(
    Buffer.from(hashColumn([train]))
      .toString("hex")
      .slice(0, 16)
  ).toBe(sha256.slice(0, 16));
  expect(hashColumn([train])).toHaveLength(32);
});

describe("relabel(splits, classes, rows)", () => {
  it("changes labels, leaves images out that show no class, and leaves the digits it was given as they are", () => {
    const rows = [
      row(2, {label: "8"}),
      row(3, {index: 2, hash: hashOf(40), was: "4", label: null, tags: ["ink blot"]})
    ];
    const made = relabel(splits, DIGITS, rows);
    expect(labelsOf(made.splits, "train")).toEqual([8, 1, 1]);
    expect(graysOf(made.splits)).toEqual([30, 10, 10]);
    expect(made.splits.train!.length).toBe(3);
    expect(labelsOf(made.splits, "test")).toEqual([5, 9]);
    expect(made.applied.map(({index}) => index)).toEqual([0, 2]);
    expect(made.refused).toEqual([]);
    expect([...train.labels]).toEqual([3, 1, 4, 1]);
  });

  it("finds an image by its pixels where the set has changed since, and never hits another", () => {
    const made = relabel(splits, DIGITS, [
      row(2, {index: 3, label: "8"}), // it was at 3, and is at 0 now
      row(3, {index: 0, hash: hashOf(77), label: "8"}), // gone
      row(4, {index: 0, hash: hashOf(10), was: "1", label: "7"}), // there are two
      row(5, {index: 3, hash: hashOf(10), was: "1", label: "7"}) // the one at 3 of them
    ]);
    expect(labelsOf(made.splits, "train")).toEqual([8, 1, 4, 7]);
    expect(made.refused).toEqual([
      {line: 3, why: "no image of train has these pixels"},
      {line: 4, why: "2 images of train have these pixels, none of them at 0"}
    ]);
  });

  it("refuses rows that do not match, and says why", () => {
    const rows = [
      row(2, {split: "holdout", label: "8"}),
      row(3, {split: "__proto__", label: "8"}),
      row(4, {was: "5", label: "8"}),
      row(5, {label: "x"}),
      row(6, {label: "8"}),
      row(7, {label: "9"}),
      row(8, {tags: ["blurred"]}),
      row(9, {label: "3"})
    ];
    const made = relabel(splits, DIGITS, rows);
    expect(made.refused).toEqual([
      {line: 2, why: 'there is no split "holdout"'},
      {line: 3, why: 'there is no split "__proto__"'},
      {line: 4, why: 'train 0 is labeled 3, not "5"'},
      {line: 5, why: '"x" is none of the classes 0–9'},
      {line: 7, why: "train 0 was relabeled by a row before"}
    ]);
    expect(labelsOf(made.splits, "train")).toEqual([8, 1, 4, 1]);
    expect(made.unchanged).toBe(2);
  });

  it("refuses labels for a split that has none", () => {
    const {images, length} = train;
    const made = relabel({unlabeled: inOnePiece({images, length})}, DIGITS, [row(2, {split: "unlabeled", label: "8"})]);
    expect(made.refused).toEqual([{line: 2, why: "unlabeled has no labels"}]);
  });
});
