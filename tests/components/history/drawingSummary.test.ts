import {describe, expect, it} from "vitest";
import {summarizeDrawings} from "../../../src/components/history/drawingSummary.js";
import type {KeptDrawing} from "../../../src/characters/drawings.js";

/** A drawing of so many digits, of which so many were corrected. */
function drawing(n: number, corrected: number): KeptDrawing {
  const image = new Uint8Array(784);
  const line = Array.from({length: n}, (_, i) => ({
    read: 1,
    confidence: 1,
    corrected: i < corrected ? 7 : null,
    image
  }));
  return {id: "a", at: "2026-01-31T12:00:00.000Z", run: "ann", strokes: [], lines: [line]};
}

describe("summarizeDrawings(drawings)", () => {
  it("says how many were read, and how many of them as they should be", () => {
    expect(summarizeDrawings([drawing(4, 1), drawing(4, 0)])).toBe(
      "2 drawings · 8 digits · 1 corrected, 88 % read right"
    );
    expect(summarizeDrawings([drawing(1, 0)])).toBe("1 drawing · 1 digit · none corrected");
    expect(summarizeDrawings([drawing(1500, 3)])).toBe("1 drawing · 1,500 digits · 3 corrected, 99.8 % read right");
  });

  it("says that there are none", () => {
    expect(summarizeDrawings([])).toBe("No drawings yet");
  });
});
