import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {captionOf} from "../../../src/components/why/whyNotes.js";
import {FIRST_WHY, reduceWhy, whyTitle, type WhyEvent} from "../../../src/components/why/whyState.js";

/** The event of a digit that was read at 1,000 ms. */
const answer = (label: number | undefined, classes = DIGITS): WhyEvent => ({
  type: "answer",
  read: label === undefined ? undefined : {image: new Uint8Array(784), label, probabilities: []},
  run: "cnn",
  classes,
  now: 1000
});

const after = (...events: WhyEvent[]) => events.reduce(reduceWhy, FIRST_WHY);

describe("what is asked", () => {
  it("is why the digit is what it was read as, once the desk is idle", () => {
    const state = after(answer(4));
    expect(whyTitle(state)).toBe("Why a 4?");
    expect(state.latest).toMatchObject({run: "cnn", other: undefined, read: {label: 4}});
    expect(state.latest!.notBefore).toBeGreaterThan(1000);
  });

  it("is also why it is not another, until that is what was read", () => {
    const asked = after(answer(4), {type: "choose", digit: 9});
    expect(asked.latest!.other).toBe(9);
    expect(reduceWhy(asked, answer(3)).latest!.other).toBe(9);
    expect(reduceWhy(asked, answer(9)).latest!.other).toBeUndefined();
    expect(reduceWhy(asked, {type: "choose", digit: 4}).latest!.other).toBeUndefined();
  });

  it("forgets the other class with a run of other classes, and all where there is no answer", () => {
    const asked = after(answer(4), {type: "choose", digit: 9});
    const letters = reduceWhy(asked, answer(1, ["A", "E"]));
    expect([whyTitle(letters), letters.latest!.other]).toEqual(["Why an E?", undefined]);
    for (const none of [undefined, 255]) {
      const state = reduceWhy(asked, answer(none));
      expect([whyTitle(state), state.latest]).toEqual(["Why this digit?", undefined]);
    }
    expect(after({type: "choose", digit: 9})).toBe(FIRST_WHY);
  });
});

describe("captionOf(digit, other, scale)", () => {
  it("says what was hidden, and by what factor the full color changes the odds", () => {
    expect(captionOf("a 4", undefined, Math.log(460))).toBe(
      "We hide 5 × 5 patches in turn. Full color: hiding it changes the odds 460-fold. " +
        "The dashed frame marks the part that the sentence names."
    );
    expect(captionOf("a 4", "a 9", Math.log(2))).toContain("changes the odds (a 4 against a 9) 2.0-fold.");
  });
});
