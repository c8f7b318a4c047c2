import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {addState, BLANK, canStep, shownInk, step, type InkHistory} from "../../../src/components/answer/inkHistory.js";
import type {Stroke} from "../../../src/pen/pen.js";

const [a, b]: Stroke[] = [[[0, 0]], [[1, 1]]];

describe("the history of a drawing", () => {
  it("starts blank, with nothing to undo or redo", () => {
    expect(shownInk(BLANK)).toEqual([]);
    expect([canStep(BLANK, -1), canStep(BLANK, 1)]).toEqual([false, false]);
  });

  it("shows the state added last", () => {
    expect(shownInk(addState(addState(BLANK, [a!]), [a!, b!]))).toEqual([a, b]);
  });

  it("stays unchanged if there is no earlier or later state", () => {
    const history = addState(BLANK, [a!]);
    expect(step(history, 1)).toBe(history);
    expect(step(BLANK, -1)).toBe(BLANK);
  });

  it("drops undone states when another is added", () => {
    const history = addState(step(addState(BLANK, [a!]), -1), [b!]);
    expect(shownInk(history)).toEqual([b]);
    expect(canStep(history, 1)).toBe(false);
    expect(shownInk(step(history, -1))).toEqual([]);
  });

  it("keeps the last 200 states, and drops the oldest first", () => {
    const drawn = Array.from({length: 250}, (_, i): Stroke[] => [[[i, 0]]]);
    let history = drawn.reduce(addState, BLANK);
    expect(shownInk(history)).toBe(drawn[249]);
    let steps = 0;
    for (; canStep(history, -1); ++steps) history = step(history, -1);
    expect(steps).toBe(199);
    expect(shownInk(history)).toBe(drawn[50]);
    for (; canStep(history, 1); --steps) history = step(history, 1);
    expect(steps).toBe(0);
    expect(shownInk(history)).toBe(drawn[249]);
  });

  it("behaves like two stacks, for any actions", () => {
    const action = fc.oneof(fc.constantFrom("undo", "redo"), fc.integer({min: 0, max: 99}));
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        let history: InkHistory = BLANK;
        let [done, undone]: [Stroke[][], Stroke[][]] = [[[]], []];
        for (const what of actions) {
          if (what === "undo") {
            history = step(history, -1);
            if (done.length > 1) undone.push(done.pop()!);
          } else if (what === "redo") {
            history = step(history, 1);
            if (undone.length) done.push(undone.pop()!);
          } else {
            const ink: Stroke[] = [[[what, 0]]];
            history = addState(history, ink);
            [done, undone] = [[...done, ink], []];
          }
          expect(shownInk(history)).toBe(done.length > 1 ? done.at(-1) : shownInk(BLANK));
          expect([canStep(history, -1), canStep(history, 1)]).toEqual([done.length > 1, undone.length > 0]);
        }
      })
    );
  });
});
