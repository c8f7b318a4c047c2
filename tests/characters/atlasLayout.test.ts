import {describe, expect, it} from "vitest";
import {PLACE_MAX, quantizePlaces} from "../../src/characters/atlasLayout.js";

describe("quantizePlaces(places)", () => {
  it("fills the longer side, keeps proportions and flips y downward", () => {
    const places = quantizePlaces([
      [-2, 0],
      [2, 1],
      [0, 2]
    ]);
    expect(places).toEqual(
      [
        [0, PLACE_MAX * 0.75],
        [PLACE_MAX, PLACE_MAX / 2],
        [PLACE_MAX / 2, PLACE_MAX / 4]
      ].map((place) => place.map((value) => expect.closeTo(value, -0.5) as number))
    );
  });

  it("centers a single position", () => {
    expect(quantizePlaces([[5, 5]])).toEqual([[PLACE_MAX / 2, PLACE_MAX / 2]]);
  });
});
