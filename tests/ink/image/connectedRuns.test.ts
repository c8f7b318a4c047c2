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

/** Labels each pixel's component, from 1 on, by definition: neighboring ink pixels share a component. */
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

test("assigns each run to the 8-connected component of its pixels", () => {
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

test("ends a run where its ink or its row ends", () => {
  const {starts, ends, pieces} = connectRuns({width: 3, height: 3, data: Uint8Array.of(0, 9, 9, 9, 0, 9, 0, 0, 0)});
  expect([...starts]).toEqual([1, 3, 5]);
  expect([...ends]).toEqual([3, 4, 6]);
  expect([...pieces]).toEqual([0, 0, 0]);
});

test("returns no runs without ink", () => {
  expect(connectRuns({width: 2, height: 2, data: new Uint8Array(4)})).toMatchObject({pieceCount: 0});
});
