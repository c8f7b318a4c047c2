import {describe, expect, it} from "vitest";
import {FIRST_DUEL, reduceDuel, type DuelEvent, type DuelState} from "../../../src/components/duel/duelState.js";
import {answerOf} from "./read.js";

const [INK, OTHER] = [{strokes: [[[0, 0] as const]]}, {strokes: [[[1, 1] as const]]}];
const after = (...events: DuelEvent[]): DuelState => events.reduce(reduceDuel, FIRST_DUEL);
const answered = (run: string, subject = INK): DuelEvent => ({
  type: "outcome",
  subject,
  run,
  outcome: {answer: answerOf("7")}
});

describe("reduceDuel(state, event)", () => {
  it("keeps what systems answer, with their times, and knows then that they are loaded", () => {
    const state = after({type: "subject", subject: INK}, {type: "ask", subject: INK, run: "cnn"}, answered("cnn"));
    expect([...state.outcomes.keys()]).toEqual(["cnn"]);
    expect([...state.times]).toEqual([["cnn", 2]]);
    expect([...state.loaded]).toEqual(["cnn"]);
    expect(state.asking).toBeUndefined();
  });

  it("drops answers about older ink, but knows that the system is loaded", () => {
    const state = after({type: "subject", subject: INK}, {type: "subject", subject: OTHER}, answered("cnn"));
    expect([state.outcomes.size, state.times.size, state.loaded.has("cnn")]).toEqual([0, 0, true]);
  });

  it("forgets answers, but no times, when there is something else to read", () => {
    const state = after({type: "subject", subject: INK}, answered("cnn"), {type: "subject", subject: undefined});
    expect([state.outcomes.size, state.times.get("cnn"), state.subject]).toEqual([0, 2, undefined]);
  });

  it("does not take a system for loaded that can't answer", () => {
    const failed: DuelEvent = {type: "outcome", subject: INK, run: "cnn", outcome: {error: "gone"}};
    expect(after({type: "subject", subject: INK}, failed).loaded.size).toBe(0);
  });

  it("is done until there is more to ask", () => {
    const done = after({type: "subject", subject: INK}, {type: "done", subject: INK});
    expect(done.isDone).toBe(true);
    expect(reduceDuel(done, {type: "want", run: "tesseract"})).toMatchObject({isDone: false});
    expect(after({type: "subject", subject: INK}, {type: "done", subject: OTHER}).isDone).toBe(false);
  });
});
