import {describe, expect, it} from "vitest";
import {deskFeedback, NO_STEPS} from "../../../src/components/answer/deskFeedback.js";
import {correctParts, NO_FEEDBACK} from "../../../src/components/answer/feedback.js";

/** A pad's feedback, and the number of changes to feedback on a picture. */
function stage() {
  const pad = {feedback: NO_FEEDBACK, detour: NO_STEPS};
  let changes = 0;
  const feedback = deskFeedback(pad, () => ++changes);
  return {pad, feedback, changes: () => changes};
}

const SEVEN = correctParts(NO_FEEDBACK, [0], "7");
const NINE = correctParts(NO_FEEDBACK, [0], "9");

describe("deskFeedback(pad, onChange)", () => {
  it("leaves feedback on ink to the pad, which undoes it together with the strokes", () => {
    const {pad, feedback, changes} = stage();
    feedback.add(SEVEN);
    expect(pad.feedback).toBe(SEVEN);
    expect(feedback.value).toBe(SEVEN);
    expect(feedback.canStep(-1)).toBe(false);
    expect(changes()).toBe(0);
  });

  it("undoes and redoes feedback on a picture separately, and reports it", () => {
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

  it("starts over with each picture, and returns to the feedback on ink", () => {
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
