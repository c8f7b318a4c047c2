import {describe, expect, it} from "vitest";
import type {KeptDrawing} from "../../../src/characters/drawings.js";
import {
  describePlace,
  drawingsOf,
  FIRST_HISTORY,
  moreWords,
  PAGE,
  reduceHistory,
  type HistoryEvent,
  type HistoryState
} from "../../../src/components/history/historyState.js";

function drawing(i: number): KeptDrawing {
  return {id: String(i), at: new Date(Date.UTC(2026, 0, 31, 12, i)).toISOString(), run: "ann", strokes: [], lines: []};
}

/** Returns the state after some events. */
function after(...events: readonly HistoryEvent[]): HistoryState {
  return events.reduce(reduceHistory, FIRST_HISTORY);
}

const stored = (n: number): HistoryEvent => ({
  type: "stored",
  stored: {drawings: Array.from({length: n}, (_, i) => drawing(i)), isWanted: true, persistent: true}
});

describe("reduceHistory(state, event)", () => {
  it("has no drawings until the store was read, then those in the store", () => {
    expect(drawingsOf(FIRST_HISTORY)).toEqual([]);
    expect(drawingsOf(after(stored(2))).map(({id}) => id)).toEqual(["0", "1"]);
  });

  it("shows another page of drawings each time more are asked for, also after the store was read again", () => {
    expect(after(stored(30)).limit).toBe(PAGE);
    expect(after(stored(30), {type: "more"}, stored(31), {type: "more"}).limit).toBe(3 * PAGE);
  });

  it("asks whether all are to be deleted until it is told not to", () => {
    expect(after({type: "ask", isAsking: true}).isAsking).toBe(true);
    expect(after({type: "ask", isAsking: true}, {type: "ask", isAsking: false}).isAsking).toBe(false);
  });

  it("can undo a deletion until the next thing is said", () => {
    const deleted: HistoryEvent = {type: "say", sentence: "3 is deleted.", removed: drawing(3)};
    expect(after(deleted)).toMatchObject({sentence: "3 is deleted.", removed: {id: "3"}});
    expect(after(deleted, stored(1)).removed).toEqual(drawing(3)); // the list came anew
    expect(after(deleted, {type: "say", sentence: "Saved."})).toMatchObject({sentence: "Saved.", removed: undefined});
  });

  it("changes no state that it was given", () => {
    const before = after(stored(1));
    const copy = structuredClone(before);
    for (const event of [stored(3), {type: "more"}, {type: "ask", isAsking: true}] as const)
      reduceHistory(before, event);
    expect(before).toEqual(copy);
  });
});

describe("moreWords(state)", () => {
  it("says how many come next, and of how many; nothing where all are shown", () => {
    expect(moreWords(FIRST_HISTORY)).toBeUndefined();
    expect(moreWords(after(stored(PAGE)))).toBeUndefined();
    expect(moreWords(after(stored(PAGE + 3)))).toBe("Show 3 more of 15");
    expect(moreWords(after(stored(200)))).toBe("Show 12 more of 200");
    expect(moreWords(after(stored(PAGE + 3), {type: "more"}))).toBeUndefined();
  });
});

describe("describePlace(stored)", () => {
  it("says where the drawings are kept, or that they are not", () => {
    const place = (isWanted: boolean, persistent: boolean) => describePlace({isWanted, persistent});
    expect(place(true, true)).toBe("The last 200 are kept in this browser, and sent nowhere.");
    expect(place(false, false)).toBe("Not kept: they are gone once you leave this page.");
    expect(place(true, false)).toBe("This browser has no room to keep them: they are gone once you leave this page.");
  });
});
