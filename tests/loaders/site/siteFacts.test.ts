import {describe, expect, it, vi} from "vitest";
import type {Provenance} from "../../../loaders/datasets/provenance.js";
import {FACTS, factsOf, readSiteFacts} from "../../../loaders/site/siteFacts.js";

const provenance = {
  splits: [
    {split: "train", n: 2001, classes: null},
    {split: "test", n: 1000, classes: null}
  ]
} as unknown as Provenance;

describe("factsOf(dataset)", () => {
  it("names a sprite for each 1000 digits of a split that were begun", () => {
    expect(factsOf({provenance, synthetic: true})).toEqual({
      synthetic: true,
      sprites: ["train-0.png", "train-1.png", "train-2.png", "test-0.png"]
    });
  });
});

describe("readSiteFacts()", () => {
  it("takes what the build says, without reading any digits", async () => {
    const facts = factsOf({provenance, synthetic: false});
    vi.stubEnv(FACTS, JSON.stringify(facts));
    vi.stubEnv("HANDSCOPE_DATA", "/nowhere");
    expect(await readSiteFacts()).toEqual(facts);
  });
});
