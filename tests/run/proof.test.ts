import {describe, expect, it} from "vitest";
import {compareWithProof, type Proof} from "../../src/run/proof.js";

/** Three images of two values each, in base64 (RFC 4648): [0, 255], [1, 2], [3, 4]. */
const proof: Proof = {
  split: "test",
  run: "a",
  answers: [
    {image: "AP8=", label: 7, confidence: 0.5},
    {image: "AQI=", label: 1, confidence: 0.25},
    {image: "AwQ=", label: 2, confidence: 1}
  ]
};
const images = [Uint8Array.of(0, 255), Uint8Array.of(1, 2), Uint8Array.of(3, 4)];
const read = proof.answers.map(({label, confidence}) => ({label: label!, confidence: confidence!}));

describe("compareWithProof(proof, images, read)", () => {
  it("finds no difference between identical results", () => {
    expect(compareWithProof(proof, images, read)).toEqual({n: 3, sameValues: 3, sameDigit: 3, confidenceApart: 0});
  });

  it("counts different values, missing images, other digits, and differing confidences", () => {
    const other = [Uint8Array.of(0, 254), Uint8Array.of(1, 2, 3), null];
    expect(compareWithProof(proof, other, read).sameValues).toBe(0);
    const differently = [{label: 1, confidence: 0.5}, {label: 1, confidence: 0.5}, read[2]!];
    expect(compareWithProof(proof, images, differently)).toMatchObject({sameDigit: 2, confidenceApart: 0.25});
  });

  it("counts no digits without a run", () => {
    const unread = {...proof, run: null, answers: proof.answers.map(({image}) => ({image}))};
    expect(compareWithProof(unread, images, [])).toEqual({n: 3, sameValues: 3, sameDigit: 0, confidenceApart: 0});
  });
});
