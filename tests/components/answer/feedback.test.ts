import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {correctParts, divideParts, keepFeedback, NO_FEEDBACK} from "../../../src/components/answer/feedback.js";
import type {Stroke} from "../../../src/pen/pen.js";

const stroke = (x: number): Stroke => [[x, 0]];

describe("correctParts(feedback, parts, name)", () => {
  it("sets and removes the class of parts, and leaves the earlier feedback unchanged", () => {
    const said = correctParts(NO_FEEDBACK, [1, 2], "9");
    expect([...said.corrections]).toEqual([["1 2", "9"]]);
    expect([...correctParts(said, [1, 2], "4").corrections]).toEqual([["1 2", "4"]]);
    expect([...correctParts(said, [1, 2], undefined).corrections]).toEqual([]);
    expect([...said.corrections]).toEqual([["1 2", "9"]]);
    expect([...NO_FEEDBACK.corrections]).toEqual([]);
  });
});

describe("divideParts(feedback, constraint)", () => {
  it("adds a constraint, and removes the correction of its parts", () => {
    const said = correctParts(correctParts(NO_FEEDBACK, [1, 2], "9"), [3], "7");
    const split = {parts: [1, 2], isDigit: false};
    const divided = divideParts(said, split);
    expect(divided.constraints).toEqual([split]);
    expect([...divided.corrections]).toEqual([["3", "7"]]);
    const joined = {parts: [2, 3], isDigit: true};
    expect(divideParts(divided, joined).constraints).toEqual([joined]); // it contradicts the other
  });
});

describe("keepFeedback(feedback, before, after)", () => {
  const [a, b, c] = [stroke(1), stroke(2), stroke(3)] as const;
  const said = divideParts(correctParts(NO_FEEDBACK, [0], "7"), {parts: [1, 2], isDigit: true});

  it("keeps feedback on unchanged strokes only", () => {
    expect(keepFeedback(said, [a, b, c], [a, b, c, stroke(4)])).toBe(said);
    const erased = keepFeedback(said, [a, b, c], [a, b, stroke(3)]);
    expect([[...erased.corrections], erased.constraints]).toEqual([[["0", "7"]], []]);
    const other = keepFeedback(said, [a, b, c], [stroke(1), b, c]);
    expect([[...other.corrections], other.constraints]).toEqual([[], []]);
  });

  it("keeps all feedback while strokes are only added", () => {
    fc.assert(
      fc.property(fc.nat(5), (more) => {
        const after = [a, b, c, ...Array.from({length: more}, (_, i) => stroke(i))];
        expect(keepFeedback(said, [a, b, c], after)).toBe(said);
      })
    );
  });
});
