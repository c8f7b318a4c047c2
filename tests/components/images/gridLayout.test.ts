import {expect, it} from "vitest";
import {
  heightOf,
  layOutGrid,
  positionOf,
  scrollTopFor,
  tileAfter,
  tilesInView
} from "../../../src/components/images/gridLayout.js";

// Tiles of 48 px with gaps of 4: 204 px hold four of them, as 4 × 48 + 3 × 4 = 204.
const layout = layOutGrid(10, {width: 204, tile: 48, isCaptioned: false});

it("a row holds as many tiles as fit, and at least one", () => {
  expect(layout.columns).toBe(4);
  expect(layOutGrid(10, {width: 203, tile: 48, isCaptioned: false}).columns).toBe(3);
  expect(layOutGrid(10, {width: 0, tile: 48, isCaptioned: false}).columns).toBe(1);
});

it("tiles stand row by row; captions of 18 px make rows higher", () => {
  expect([0, 3, 4, 9].map((i) => positionOf(layout, i))).toEqual([
    {left: 0, top: 0},
    {left: 156, top: 0},
    {left: 0, top: 52},
    {left: 52, top: 104}
  ]);
  expect(heightOf(layout)).toBe(3 * 52);
  expect(heightOf(layOutGrid(10, {width: 204, tile: 48, isCaptioned: true}))).toBe(3 * 70);
});

it("the tiles in view are those of the visible rows and of one more before and after", () => {
  const long = layOutGrid(1000, {width: 204, tile: 48, isCaptioned: false});
  expect(tilesInView(long, {scrollTop: 0, height: 104})).toEqual({first: 0, last: 12});
  expect(tilesInView(long, {scrollTop: 520, height: 104})).toEqual({first: 36, last: 52});
  expect(tilesInView(layout, {scrollTop: 0, height: 1000})).toEqual({first: 0, last: 10});
});

it("a tile is scrolled to by as little as it takes", () => {
  expect(scrollTopFor(layout, 5, {scrollTop: 0, height: 104})).toBe(0);
  expect(scrollTopFor(layout, 9, {scrollTop: 0, height: 104})).toBe(52);
  expect(scrollTopFor(layout, 0, {scrollTop: 60, height: 104})).toBe(0);
});

it("keys lead to the neighbors, the first and the last, and not beyond", () => {
  const from = (i: number, ...keys: string[]) => keys.map((key) => tileAfter(layout, i, key));
  expect(from(5, "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End")).toEqual([4, 6, 1, 9, 0, 9]);
  expect(from(0, "ArrowLeft", "ArrowUp")).toEqual([0, 0]);
  expect(from(8, "ArrowDown", "Tab")).toEqual([9, undefined]);
});
