import {describe, expect, it} from "vitest";
import {FIRST_COMPARISON, nextRun, reduceComparison} from "../../../src/components/comparison/comparisonState.js";

const compared = {subject: {strokes: []}, run: "cnn", answer: null};
const shown = reduceComparison(FIRST_COMPARISON, {type: "update", compared});

describe("what a comparison remembers", () => {
  it("knows the answer of the desk's run, and asks the chosen ones in their order", () => {
    expect(shown.outcomes.get("cnn")).toEqual({answer: null});
    expect(nextRun(shown, ["cnn", "ann", "knn"])).toBe("ann");
    const {subject} = compared;
    const next = reduceComparison(shown, {type: "outcome", subject, run: "ann", outcome: {answer: null}});
    expect(nextRun(next, ["cnn", "ann", "knn"])).toBe("knn");
    expect(nextRun(next, ["cnn"])).toBeUndefined();
  });

  it("ignores what a run made of older ink", () => {
    const older = {strokes: []};
    expect(reduceComparison(shown, {type: "outcome", subject: older, run: "ann", outcome: {error: "slow"}})).toBe(
      shown
    );
  });

  it("keeps the outcomes when the same ink is shown again, as with a correction, and forgets them with other ink", () => {
    const outcome = {error: "no model"};
    const asked = reduceComparison(shown, {type: "outcome", subject: compared.subject, run: "ann", outcome});
    expect(reduceComparison(asked, {type: "update", compared: {...compared}}).outcomes.get("ann")).toBe(outcome);
    const other = {...compared, subject: {strokes: []}};
    expect([...reduceComparison(asked, {type: "update", compared: other}).outcomes.keys()]).toEqual(["cnn"]);
    expect(reduceComparison(asked, {type: "update", compared: undefined}).shown).toBeUndefined();
  });

  it("still shows what it has while there is newer ink, but asks nothing", () => {
    const held = reduceComparison(shown, {type: "hold"});
    expect([held.current, held.shown]).toEqual([undefined, compared]);
  });
});
