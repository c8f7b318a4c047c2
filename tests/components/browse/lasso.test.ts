import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {formatLasso, insideOf, parseLasso, roundLasso, type Lasso} from "../../../src/components/browse/lasso.js";
import {NO_PLACE, PLACE_MAX} from "../../../src/characters/atlasLayout.js";

const corner = fc.tuple(fc.double({min: 0, max: 1, noNaN: true}), fc.double({min: 0, max: 1, noNaN: true}));

describe("insideOf(places, polygon)", () => {
  const at = (x: number, y: number) => [x, y].map((value) => Math.round(value * PLACE_MAX));

  it("finds the points inside an L, but not those in its notch", () => {
    const polygon = [
      [0.1, 0.1],
      [0.3, 0.1],
      [0.3, 0.7],
      [0.9, 0.7],
      [0.9, 0.9],
      [0.1, 0.9]
    ] as const;
    const places = Uint16Array.from([
      ...at(0.2, 0.2),
      ...at(0.8, 0.8),
      ...at(0.6, 0.4),
      ...at(0.05, 0.5),
      ...at(0.2, 0.8)
    ]);
    expect([...insideOf(places, polygon)]).toEqual([1, 1, 0, 0, 1]);
  });

  it("never includes an image without a place", () => {
    const everything = [
      [-1, -1],
      [2, -1],
      [2, 2],
      [-1, 2]
    ] as const;
    expect([...insideOf(Uint16Array.of(NO_PLACE, NO_PLACE, 0, 0), everything)]).toEqual([0, 1]);
  });

  it("equals a comparison of coordinates for an upright rectangle", () => {
    fc.assert(
      fc.property(corner, corner, fc.array(corner, {maxLength: 30}), ([a, b], [c, d], points) => {
        const [left, right, top, bottom] = [Math.min(a, c), Math.max(a, c), Math.min(b, d), Math.max(b, d)];
        const clear = points.filter(([x, y]) =>
          [x - left, x - right, y - top, y - bottom].every((distance) => Math.abs(distance) > 1e-4)
        );
        const inside = insideOf(Uint16Array.from(clear.flatMap(([x, y]) => at(x, y))), [
          [left, top],
          [right, top],
          [right, bottom],
          [left, bottom]
        ]);
        const expected = clear.map(([x, y]) => Number(x > left && x < right && y > top && y < bottom));
        expect([...inside]).toEqual(expected);
      })
    );
  });
});

describe("formatLasso and parseLasso", () => {
  it("write a lasso for the address", () => {
    const polygon = [
      [0, 1],
      [0.5, 0.25],
      [0.111, 0.999]
    ] as const;
    expect(formatLasso({layout: "UMAP", polygon})).toBe("UMAP:0,999;500,250;111,998");
    expect(formatLasso(null)).toBeUndefined();
  });

  it("return the result of roundLasso exactly", () => {
    const lassos = fc.record({
      layout: fc.constantFrom("UMAP" as const, "PCA" as const),
      polygon: fc.array(corner, {minLength: 3, maxLength: 40})
    });
    fc.assert(
      fc.property(lassos, (lasso: Lasso) => {
        const rounded = roundLasso(lasso);
        if (rounded) expect(parseLasso(formatLasso(rounded)!)).toEqual(rounded);
      })
    );
  });

  it("return no lasso with fewer than three corners", () => {
    expect(
      roundLasso({
        layout: "PCA",
        polygon: [
          [0.5, 0.5],
          [0.50001, 0.5],
          [0.9, 0.9]
        ]
      })
    ).toBeNull();
  });

  it.each([
    "",
    "UMAP:",
    "UMAP:1,2;3,4",
    "TSNE:1,2;3,4;5,6",
    "UMAP:1,2;3,4;5",
    "UMAP:1,2;3,4;5,6000",
    "PCA:a,b;c,d;e,f"
  ])("refuse %j", (text) => expect(parseLasso(text)).toBeUndefined());
});
