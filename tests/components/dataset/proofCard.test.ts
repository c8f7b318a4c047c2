import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {describeProof, proofFinding} from "../../../src/components/dataset/proofCard.js";

const whole = {n: 50, sameValues: 50, sameDigit: 50, confidenceApart: 0};
const by = {run: "cnn", split: "test"} as const;

describe("the words of the proof", () => {
  it("say that everything agrees if it does", () => {
    expect(proofFinding(whole, by)).toBe("Preprocessing here matches the build, bit for bit");
    expect(describeProof(whole, by, DIGITS)).toMatch(
      /^Your browser preprocessed the first 50 test images .*: 50 of 50 have the same 784 values as in Node .*\. cnn predicts the same digit for 50 of them; with the same confidence, bit for bit\.$/
    );
    expect(describeProof({...whole, confidenceApart: 2.4e-7}, by, DIGITS)).toContain(
      "its confidence differs by at most 2e-7"
    );
  });

  it("say that it does not if a value or a digit differs", () => {
    expect(proofFinding({...whole, sameValues: 49}, by)).toBe("Preprocessing here differs from the build");
    expect(proofFinding({...whole, sameDigit: 49}, by)).toBe(
      "Preprocessing here matches the build, but cnn answers differently"
    );
  });

  it("mention only the values if there is no run", () => {
    const unread = {...whole, sameDigit: 0};
    expect(proofFinding(unread, {run: null})).toBe("Preprocessing here matches the build, bit for bit");
    expect(describeProof(unread, {run: null, split: "test"}, DIGITS)).toMatch(/when the site was built\.$/);
  });
});
