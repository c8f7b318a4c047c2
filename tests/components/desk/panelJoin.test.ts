import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import type {DeskDigit} from "../../../src/components/answer/desk.js";
import {
  FIRST_PANEL,
  joinOf,
  reducePanel,
  type PanelEvent,
  type PanelState
} from "../../../src/components/desk/panelState.js";

function digit(label: number, parts: readonly number[]): DeskDigit {
  const box = {x: 0, y: 0, width: 1, height: 1};
  return {label, confidence: 0.9, likelihood: 0.9, probabilities: [], image: new Uint8Array(784), box, parts};
}

function show(...lines: DeskDigit[][]): PanelEvent {
  const answer = {classes: DIGITS, text: "", confidence: 0.9, lines, backend: "cpu", milliseconds: 1};
  const thresholds = {unsureBelow: 0, noDigitBelow: 0};
  return {
    type: "show",
    shown: {answer, state: "answered", sentence: "", strokes: 0, corrections: new Map(), thresholds}
  };
}

const after = (...events: PanelEvent[]): PanelState => events.reduce(reducePanel, FIRST_PANEL);
const three = show([digit(1, [0]), digit(4, [1, 2])], [digit(7, [30])]);

describe("joining any two digits", () => {
  it("makes the digit that is chosen next one with the chosen one, which then is chosen", () => {
    const joining = after(three, {type: "choose", index: 0}, {type: "join", isJoining: true});
    expect(joinOf(joining, 2)).toEqual({parts: [0, 30], isDigit: true});
    const joined = reducePanel(joining, {type: "choose", index: 2});
    expect(joined.isJoining).toBe(false);
    expect(reducePanel(joined, show([digit(4, [1, 2]), digit(9, [0, 30])])).chosen).toBe(1);
  });

  it("is over when the same digit is chosen, when it is taken back, and when another answer comes", () => {
    const joining = after(three, {type: "choose", index: 1}, {type: "join", isJoining: true});
    expect(joinOf(joining, 1)).toBeUndefined();
    for (const event of [{type: "choose", index: 1}, {type: "join", isJoining: false}, three] as const) {
      const over = reducePanel(joining, event);
      expect(over.isJoining).toBe(false);
      expect(joinOf(over, 2)).toBeUndefined();
    }
  });

  it("needs a digit that is chosen", () => {
    expect(after({type: "join", isJoining: true}).isJoining).toBe(false);
  });
});
