import {describe, expect, it} from "vitest";
import {formatShare} from "../../../src/components/page/probabilityBars.js";

describe("formatShare(p)", () => {
  it.each([
    [0.5, "50 %"],
    [0.014, "1 %"],
    [0.01, "1 %"],
    [0.0099, "<1 %"],
    [0, "<1 %"],
    [0.99, "99 %"],
    [0.991, ">99 %"],
    [1, ">99 %"]
  ])("says of %d: %s, and never that something is certain", (p, text) => expect(formatShare(p)).toBe(text));
});
