import {describe, expect, it} from "vitest";
import {deskFeedback, NO_STEPS} from "../../../src/components/answer/deskFeedback.js";
import {correctParts, NO_FEEDBACK} from "../../../src/components/answer/feedback.js";

/** A pad as far as feedback goes, and how often a picture's changed. */
function stage() {
  const pad = {feedback: NO_FEEDBACK, detour: NO_STEPS};
  let changes = 0;
  const feedback = deskFeedback(pad, () => ++changes);
  return {pad, feedback, changes: () => changes};
}

const SEVEN = correctParts(NO_FEEDBACK, [0], "7");
const NINE = correctParts(NO_FEEDBACK, [0], "9");

describe("deskFeedback(pad, onChange)", () => {
  it("leaves what is said of ink to the pad, which undoes it with the strokes", () => {
    const {pad, feedback, changes} = stage();
    feedback.add(SEVEN);
    expect(pad.feedback).toBe(SEVEN);
    expect(feedback.value).toBe(SEVEN);
    expect(feedback.canStep(-1)).toBe(false);
    expect(changes()).toBe(0);
  });

  it("undoes and redoes what is said of a picture by itself, and tells of it", () => {
    const {pad, feedback, changes} = stage();
    feedback.begin(true);
    feedback.add(SEVEN);
    feedback.add(NINE);
    expect(pad.feedback).toBe(NO_FEEDBACK);
    expect(pad.detour.canStep(-1)).toBe(true);
    pad.detour.step(-1);
    expect(feedback.value).toBe(SEVEN);
    feedback.step(-1);
    expect(feedback.value).toBe(NO_FEEDBACK);
    expect([feedback.canStep(-1), feedback.canStep(1)]).toEqual([false, true]);
    feedback.step(1);
    expect(feedback.value).toBe(SEVEN);
    expect(changes()).toBe(5);
  });

  it("begins anew with each picture, and returns to what was said of the ink", () => {
    const {feedback} = stage();
    feedback.add(SEVEN);
    feedback.begin(true);
    expect(feedback.value).toBe(NO_FEEDBACK);
    feedback.add(NINE);
    feedback.begin(true);
    expect([feedback.value, feedback.canStep(-1)]).toEqual([NO_FEEDBACK, false]);
    feedback.begin(false);
    expect(feedback.value).toBe(SEVEN);
  });
});
