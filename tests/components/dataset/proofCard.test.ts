import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {describeProof, proofFinding} from "../../../src/components/dataset/proofCard.js";

const whole = {n: 50, sameValues: 50, sameDigit: 50, confidenceApart: 0};
const by = {run: "cnn", split: "test"} as const;

describe("the words of the proof", () => {
  it("say that everything agrees if it does", () => {
    expect(proofFinding(whole, by)).toBe("This browser agrees with the build");
    expect(describeProof(whole, by, DIGITS)).toMatch(
      /^The first 50 test images .*: 50 of 50 have the same 784 values, to the bit\. cnn reads the same digit in 50 of them; with the same confidence, to the bit\.$/
    );
    expect(describeProof({...whole, confidenceApart: 2.4e-7}, by, DIGITS)).toContain(
      "its confidence differs by 2e-7 at most"
    );
  });

  it("say that it does not if a value or a digit differs", () => {
    for (const one of [{sameValues: 49}, {sameDigit: 49}])
      expect(proofFinding({...whole, ...one}, by)).toBe("This browser does not agree with the build");
  });

  it("mention only the values if there is no run", () => {
    const unread = {...whole, sameDigit: 0};
    expect(proofFinding(unread, {run: null})).toBe("This browser agrees with the build");
    expect(describeProof(unread, {run: null, split: "test"}, DIGITS)).toMatch(/to the bit\.$/);
  });
});
