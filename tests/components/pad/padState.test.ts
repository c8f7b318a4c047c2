import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {NO_FEEDBACK} from "../../../src/components/answer/feedback.js";
import {canStep} from "../../../src/components/answer/inkHistory.js";
import {
  blankPad,
  inkOf,
  isErasing,
  reducePad,
  shownState,
  type PadEvent,
  type PadState
} from "../../../src/components/pad/padState.js";
import type {Point, Stroke} from "../../../src/pen/pen.js";

const after = (events: readonly PadEvent[], from: PadState = blankPad()) => events.reduce(reducePad, from);

/** The events of a pen that goes through *points*. */
const stroke = (...points: Point[]): PadEvent[] => [
  {type: "draw", at: points[0]!},
  {type: "move", points: points.slice(1)},
  {type: "lift"}
];

const LINE: PadEvent[] = stroke([0.2, 0.5], [0.8, 0.5]);
const OTHER: PadEvent[] = stroke([0.1, 0.1], [0.1, 0.9]);
const UNDO: PadEvent = {type: "step", direction: -1};
const REDO: PadEvent = {type: "step", direction: 1};
const CLEAR: PadEvent = {type: "replace", strokes: []};
const FEEDBACK = {...NO_FEEDBACK, corrections: new Map([["0", "7"]])};

const anyPoint: fc.Arbitrary<Point> = fc.tuple(fc.double({min: 0, max: 1}), fc.double({min: 0, max: 1}));
const anyEvent: fc.Arbitrary<PadEvent> = fc.oneof(
  anyPoint.map((at): PadEvent => ({type: "draw", at})),
  anyPoint.map((at): PadEvent => ({type: "erase", at, radius: 0.1})),
  fc.array(anyPoint, {minLength: 1, maxLength: 4}).map((points): PadEvent => ({type: "move", points})),
  fc.constantFrom<PadEvent>(
    {type: "lift"},
    {type: "drop"},
    UNDO,
    REDO,
    CLEAR,
    {type: "replace", strokes: [[[0.3, 0.3]]]},
    {type: "say", feedback: FEEDBACK},
    {type: "eraser", isOn: true}
  )
);
const anyEvents = fc.array(anyEvent, {maxLength: 30});

describe("the state of a surface to draw on", () => {
  it("shows a stroke while it grows, and keeps it when the pen is lifted", () => {
    const growing = after(LINE.slice(0, 2));
    const points: Stroke = [
      [0.2, 0.5],
      [0.8, 0.5]
    ];
    expect(inkOf(growing)).toEqual([points]);
    expect(canStep(growing.history, -1)).toBe(false);
    const lifted = after(LINE);
    expect(inkOf(lifted)).toEqual([points]);
    expect(inkOf(lifted)).toBe(inkOf(lifted));
  });

  it("forgets what a hand drew that held the pen", () => {
    expect(inkOf(after([...LINE, {type: "draw", at: [0, 0]}, {type: "drop"}]))).toEqual(inkOf(after(LINE)));
  });

  it("takes back strokes one by one, not while the pen is down", () => {
    const both = after([...LINE, ...OTHER]);
    expect(inkOf(reducePad(both, UNDO))).toEqual(inkOf(after(LINE)));
    expect(inkOf(after([UNDO, UNDO], both))).toEqual([]);
    expect(inkOf(after([UNDO, REDO], both))).toBe(inkOf(both));
    const drawing = after([...LINE, {type: "draw", at: [0, 0]}]);
    expect(reducePad(drawing, UNDO)).toBe(drawing);
  });

  it("cuts a line where the eraser passes, as one step, and takes no step where it met no ink", () => {
    const erase: PadEvent[] = [
      {type: "erase", at: [0.5, 0.4], radius: 0.05},
      {type: "move", points: [[0.5, 0.6]]},
      {type: "lift"}
    ];
    const line = after(LINE);
    const cut = after(erase, line);
    expect(inkOf(cut)).toHaveLength(2);
    expect(inkOf(reducePad(cut, UNDO))).toBe(inkOf(line));
    const missed = after([{type: "erase", at: [0.5, 0.9], radius: 0.05}, {type: "lift"}], line);
    expect(missed.history).toBe(line.history);
  });

  it("erases with what the eraser button chose until nothing is left", () => {
    const on = after([...LINE, {type: "eraser", isOn: true}]);
    expect(isErasing(on)).toBe(true);
    expect(isErasing(reducePad(on, CLEAR))).toBe(false);
    expect(isErasing(after([{type: "eraser", isOn: true}]))).toBe(false);
  });

  it("is one drawing from its first stroke until it is cleared, and again when that is undone", () => {
    const first = after(LINE);
    const {drawing} = shownState(first);
    expect(shownState(after(LINE.slice(0, 1), blankPad())).strokes).toHaveLength(1);
    expect(shownState(after(OTHER, first)).drawing).toBe(drawing);
    const cleared = reducePad(first, CLEAR);
    const anew = after(OTHER, cleared);
    expect(shownState(anew).drawing).not.toBe(drawing);
    expect(shownState(reducePad(cleared, UNDO)).drawing).toBe(drawing);
  });

  it("has the drawing that it will have while its first stroke grows", () => {
    const growing = after(LINE.slice(0, 2));
    expect(shownState(reducePad(growing, {type: "lift"})).drawing).toBe(shownState(growing).drawing);
  });

  it("keeps what is said of strokes until these are gone, and undoes it in order with them", () => {
    const said = after([...LINE, {type: "say", feedback: FEEDBACK}]);
    expect(shownState(after(OTHER, said)).feedback).toBe(FEEDBACK);
    expect(shownState(reducePad(said, CLEAR)).feedback).toBe(NO_FEEDBACK);
    expect(shownState(reducePad(said, UNDO)).feedback).toBe(NO_FEEDBACK);
    expect(shownState(after([UNDO, REDO], said)).feedback).toBe(FEEDBACK);
  });

  it("clears nothing where nothing is", () => {
    const blank = blankPad();
    expect(reducePad(blank, CLEAR).history).toBe(blank.history);
  });

  it("is back where it was after as many redos as undos, whatever was done", () => {
    fc.assert(
      fc.property(anyEvents, fc.nat(20), (events, n) => {
        const state = after([...events, {type: "lift"}]);
        let back = state;
        let steps = 0;
        for (; steps < n && canStep(back.history, -1); ++steps) back = reducePad(back, UNDO);
        expect(inkOf(after(Array<PadEvent>(steps).fill(REDO), back))).toBe(inkOf(state));
      })
    );
  });

  it("leaves earlier states as they were", () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let state = blankPad();
        const seen = [[state, structuredClone(inkOf(state))] as const];
        for (const event of events) {
          state = reducePad(state, event);
          seen.push([state, structuredClone(inkOf(state))]);
        }
        for (const [earlier, ink] of seen) expect(inkOf(earlier)).toEqual(ink);
      })
    );
  });
});
