import {expect, it} from "vitest";
import {boundsOf, clickOf, FIRST_MAP, reduceMap, type MapEvent} from "../../../src/components/browse/mapState.js";

const after = (...events: MapEvent[]) => events.reduce(reduceMap, FIRST_MAP);

it("a pointer draws a line whose corners stand at least 6 pixels apart, until it is released", () => {
  const drawn = after(
    {type: "press", at: [10, 10]},
    {type: "move", at: [13, 10]},
    {type: "move", at: [16, 10]},
    {type: "move", at: [16, 40]}
  );
  expect(drawn.line).toEqual([
    [10, 10],
    [16, 10],
    [16, 40]
  ]);
  expect(reduceMap(drawn, {type: "release"}).line).toEqual([]);
});

it("a pointer that only hovers draws nothing", () => {
  expect(after({type: "move", at: [16, 10]})).toBe(FIRST_MAP);
});

it("a line of less than 5 pixels is a click where it began", () => {
  expect(clickOf([[10, 10]])).toEqual([10, 10]);
  expect(clickOf([[10, 10], [13, 13]])).toEqual([10, 10]); // prettier-ignore
  expect(clickOf([[10, 10], [16, 10]])).toBeUndefined(); // prettier-ignore
  expect(clickOf([])).toBeUndefined();
});

it("the view of a selection is the square around it, with a margin of 5 % on each side", () => {
  const polygon = [[0.2, 0.4], [0.6, 0.4], [0.6, 0.6]] as const; // prettier-ignore
  const {x, y, side} = boundsOf({layout: "PCA", polygon});
  expect([x, y, side].map((value) => Number(value.toFixed(9)))).toEqual([0.18, 0.28, 0.44]);
});
