import {describe, expect, it} from "vitest";
import {CLAIMS, THEMES} from "../../src/run/claims.js";

const claims = Object.values(CLAIMS);

describe("CLAIMS", () => {
  it("quotes a document for each claim, in 25 words at most", () => {
    for (const {quotes} of claims) {
      expect(quotes.length).toBeGreaterThan(0);
      for (const {text} of quotes) expect(text.split(/\s+/).length).toBeLessThanOrEqual(25);
    }
  });

  it("has claims of every theme, and no two that say the same", () => {
    expect(new Set(claims.map(({theme}) => theme))).toEqual(new Set(THEMES));
    expect(new Set(claims.map(({says}) => says)).size).toBe(claims.length);
  });
});
