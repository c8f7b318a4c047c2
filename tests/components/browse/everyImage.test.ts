import {describe, expect, it} from "vitest";
import {originWords} from "../../../src/components/dataset/dataCards.js";
import {nearestRows} from "../../../src/components/browse/everyImage.js";
import {rowsInside} from "../../../src/components/browse/shownImages.js";

describe("nearestRows(neighbors, row)", () => {
  it("is the six of that row, the nearest first, without those that are missing", () => {
    const neighbors = Int32Array.of(1, 2, 3, 4, 5, 6, 0, 2, -1, -1, -1, -1);
    expect(nearestRows(neighbors, 0)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(nearestRows(neighbors, 1)).toEqual([0, 2]);
  });
});

describe("rowsInside(lasso, placesOf)", () => {
  const square: [number, number][] = [
    [0, 0],
    [0, 0.5],
    [0.5, 0.5],
    [0.5, 0]
  ];

  it("marks the images whose places in the lasso's own layout are inside it", async () => {
    const asked: string[] = [];
    const placesOf = (layout: string) => {
      asked.push(layout);
      return Promise.resolve(Uint16Array.of(16384, 16384, 60000, 60000)); // a quarter and most of the map's side, 65535
    };
    expect(await rowsInside({layout: "PCA", polygon: square}, placesOf)).toEqual(Uint8Array.of(1, 0));
    expect(asked).toEqual(["PCA"]);
  });

  it("loads nothing where nothing is selected", async () => {
    expect(await rowsInside(null, () => Promise.reject(new Error("loaded")))).toBe(null);
  });
});

it("originWords(dataset) leaves out a source and a license that are not known", () => {
  const splits = [
    {split: "train", n: 7000},
    {split: "test", n: 700}
  ];
  const provenance = {layout: "class folders"};
  expect(originWords({splits, provenance, source: null, license: null})).toBe(
    "7,000 train, 700 test images, read from class folders"
  );
  expect(originWords({splits, provenance, source: "a scan", license: "CC0-1.0"})).toBe(
    "7,000 train, 700 test images, read from class folders; a scan; license CC0-1.0"
  );
});
