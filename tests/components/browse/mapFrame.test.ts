import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {mapFrame, WHOLE_MAP} from "../../../src/components/browse/mapFrame.js";
import {NO_PLACE, PLACE_MAX} from "../../../src/characters/atlasLayout.js";

describe("mapFrame(side, view)", () => {
  it("fits the whole map into the square, with a margin of 12", () => {
    const frame = mapFrame(224, WHOLE_MAP);
    const places = Uint16Array.of(0, 0, PLACE_MAX, PLACE_MAX, PLACE_MAX / 2, 0, NO_PLACE, NO_PLACE);
    expect([0, 1, 2].map((row) => [frame.x(places, row), frame.y(places, row)])).toEqual([
      [12, 12],
      [212, 212],
      [112, 12]
    ]);
    expect(frame.x(places, 3)).toBeNaN();
  });

  it("converts a place to the screen and back, in any part of the map", () => {
    const number = fc.double({min: 0, max: 1, noNaN: true});
    fc.assert(
      fc.property(number, number, fc.double({min: 0.01, max: 1, noNaN: true}), number, number, (x, y, side, u, v) => {
        const frame = mapFrame(600, {x, y, side});
        const [a, b] = frame.toMap(...frame.toScreen(u, v));
        expect(a).toBeCloseTo(u, 9);
        expect(b).toBeCloseTo(v, 9);
      })
    );
  });

  it("finds the nearest of the given rows, if it is near enough", () => {
    const frame = mapFrame(224, WHOLE_MAP);
    const places = Uint16Array.of(0, 0, PLACE_MAX, PLACE_MAX, 1000, 1000, NO_PLACE, NO_PLACE);
    const rows = Uint32Array.of(0, 1, 3);
    expect(frame.nearest({places, rows}, 14, 13, 12)).toBe(0);
    expect(frame.nearest({places, rows}, 205, 212, 12)).toBe(1);
    expect(frame.nearest({places, rows}, 100, 100, 12)).toBeUndefined();
  });
});
