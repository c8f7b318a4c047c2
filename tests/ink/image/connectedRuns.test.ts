import fc from "fast-check";
import {expect, test} from "vitest";
import {connectRuns} from "../../../src/ink/image/connectedRuns.js";
import type {GrayImage} from "../../../src/ink/image/image.js";

/** Pictures of at most 12 × 12 pixels, about half of them ink. */
const ink = fc
  .tuple(fc.integer({min: 1, max: 12}), fc.integer({min: 1, max: 12}))
  .chain(([width, height]) =>
    fc
      .array(fc.constantFrom(0, 0, 1, 255), {minLength: width * height, maxLength: width * height})
      .map((levels): GrayImage => ({width, height, data: Uint8Array.from(levels)}))
  );

/** Returns the piece of each pixel, from 1 on, by the definition: neighbors of ink are of one piece. */
function labelByDefinition({width, height, data}: GrayImage): number[] {
  const labels = new Array<number>(data.length).fill(0);
  let pieces = 0;
  const spread = (x: number, y: number) => {
    if (x < 0 || y < 0 || x >= width || y >= height || !data[y * width + x] || labels[y * width + x]) return;
    labels[y * width + x] = pieces;
    for (const dy of [-1, 0, 1]) for (const dx of [-1, 0, 1]) spread(x + dx, y + dy);
  };
  for (let i = 0; i < data.length; ++i) {
    if (!data[i] || labels[i]) continue;
    ++pieces;
    spread(i % width, Math.floor(i / width));
  }
  return labels;
}

test("each run belongs to the piece that its pixels reach, neighbor by neighbor, diagonals included", () => {
  fc.assert(
    fc.property(ink, (picture) => {
      const {starts, ends, pieces, pieceCount} = connectRuns(picture);
      const labels = new Array<number>(picture.data.length).fill(0);
      starts.forEach((start, run) => labels.fill(pieces[run]! + 1, start, ends[run]));
      expect(labels).toEqual(labelByDefinition(picture));
      expect(pieceCount).toBe(Math.max(0, ...labels));
    })
  );
});

test("a run is as long as ink goes on in its row, and ends with the row", () => {
  const {starts, ends, pieces} = connectRuns({width: 3, height: 3, data: Uint8Array.of(0, 9, 9, 9, 0, 9, 0, 0, 0)});
  expect([...starts]).toEqual([1, 3, 5]);
  expect([...ends]).toEqual([3, 4, 6]);
  expect([...pieces]).toEqual([0, 0, 0]);
});

test("no ink has no runs", () => {
  expect(connectRuns({width: 2, height: 2, data: new Uint8Array(4)})).toMatchObject({pieceCount: 0});
});
