import {describe, expect, it} from "vitest";
import {basisOf, claimsFinding, valueOf} from "../../../src/components/claims/claimWords.js";

describe("claimsFinding(claims)", () => {
  const of = (verdict: "reproduced" | "not reproduced" | "not defined" | "not measured", n: number) =>
    Array.from({length: n}, () => ({verdict}));

  it("counts what holds, what does not, and what can't be checked", () => {
    expect(claimsFinding([...of("reproduced", 2), ...of("not reproduced", 3), ...of("not defined", 1)])).toBe(
      "Of 6 claims, 2 hold, 3 do not, 1 can’t be checked."
    );
  });

  it("says one in the singular, and what was not measured", () => {
    expect(claimsFinding([...of("reproduced", 1), ...of("not reproduced", 1), ...of("not measured", 1)])).toBe(
      "Of 3 claims, 1 holds, 1 does not, 0 can’t be checked. 1 was not measured here."
    );
  });
});

describe("valueOf(figure) and basisOf(figure)", () => {
  it("write a share with n and its Wilson interval", () => {
    // statsmodels 0.14: proportion_confint(9745, 10000, method="wilson") = (0.97122, 0.97741)
    const figure = {kind: "share", label: "", n: 10_000, correct: 9_745} as const;
    expect([valueOf(figure), basisOf(figure)]).toEqual(["97.45 %", "9,745 of 10,000; 95 % interval 97.12–97.74 %"]);
  });

  it("give no interval to what a fault counts", () => {
    const figure = {kind: "tally", label: "", n: 30_000, correct: 1} as const;
    expect([valueOf(figure), basisOf(figure)]).toEqual(["0.00 %", "1 of 30,000"]);
  });

  it("write bytes, milliseconds, counts, errors and texts", () => {
    expect(valueOf({kind: "bytes", label: "", value: 28_224_000})).toBe("28.2 MB");
    expect(valueOf({kind: "milliseconds", label: "", value: 0.0807, n: 500})).toBe("0.081 ms");
    expect(valueOf({kind: "count", label: "", value: 118_282})).toBe("118,282");
    expect(valueOf({kind: "error", label: "", value: 0.0158, n: 10_000})).toBe("1.58 %");
    expect(valueOf({kind: "text", label: "", value: "relu"})).toBe("relu");
  });
});
