import {describe, expect, it} from "vitest";
import {searchedSprites} from "../../../src/components/dataset/trainingImages.js";

describe("searchedSprites(n)", () => {
  it("are three, spread over the training images, or all of a few", () => {
    expect(searchedSprites(0)).toEqual({sprites: [], count: 0});
    expect(searchedSprites(700)).toEqual({sprites: [0], count: 700});
    expect(searchedSprites(2500)).toEqual({sprites: [0, 1], count: 2000});
    expect(searchedSprites(30_000)).toEqual({sprites: [0, 10, 20], count: 3000});
  });
});
