import {describe, expect, it} from "vitest";
import {
  BLANK_CELLS,
  cellName,
  keyEvent,
  reduceCells,
  spokenWords,
  type CellEvent,
  type CellState
} from "../../../src/components/cells/cellState.js";

/** Returns the state after events, and the numbers of the inked cells. */
function after(...events: CellEvent[]): {state: CellState; ink: number[]} {
  const state = events.reduce(reduceCells, {...BLANK_CELLS, active: 0});
  return {state, ink: [...state.pixels.keys()].filter((cell) => state.pixels[cell] === 255)};
}

const key = (name: string, {shiftKey = false, ctrlKey = false} = {}) =>
  keyEvent({active: 30}, {key: name, shiftKey, ctrlKey});

describe("keyEvent(state, key)", () => {
  it("moves, inks, blanks, and puts the pen down; other keys do nothing", () => {
    expect(key("ArrowRight")).toEqual({type: "go", to: 31});
    expect(key("ArrowDown")).toEqual({type: "go", to: 58});
    expect(key(" ")).toEqual({type: "toggle"});
    expect([key("Delete"), key("Backspace")]).toEqual([{type: "blank"}, {type: "blank"}]);
    expect([key("Enter"), key(" ", {shiftKey: true})]).toEqual([{type: "pen"}, {type: "pen"}]);
    expect([key("Tab"), key("a")]).toEqual([undefined, undefined]);
  });
});

describe("reduceCells(state, event)", () => {
  it("leaves ink on the way while the pen is down, and none while it is up", () => {
    expect(after({type: "go", to: 3}).ink).toEqual([]);
    const {state, ink} = after({type: "pen"}, {type: "go", to: 3}, {type: "pen"}, {type: "go", to: 9});
    expect(ink).toEqual([0, 1, 2, 3]);
    expect([state.active, state.isPenDown]).toEqual([9, false]);
  });

  it("inks a cell and blanks it", () => {
    expect(after({type: "toggle"}).ink).toEqual([0]);
    expect(after({type: "toggle"}, {type: "toggle"}).ink).toEqual([]);
    expect(after({type: "toggle"}, {type: "blank"}).ink).toEqual([]);
  });

  it("paints with a pointer, and takes ink away where it begins on ink or erases", () => {
    const stroke: CellEvent[] = [
      {type: "brush", at: 0, isEraser: false},
      {type: "paint", cells: [2]}
    ];
    expect(after(...stroke).ink).toEqual([0, 1, 2]);
    expect(after(...stroke, {type: "brush", at: 2, isEraser: false}, {type: "paint", cells: [1]}).ink).toEqual([0]);
    expect(after(...stroke, {type: "brush", at: 9, isEraser: true}, {type: "paint", cells: [2]}).ink).toEqual([0, 1]);
  });

  it("joins nothing across the outside of the grid", () => {
    const way: CellEvent[] = [
      {type: "brush", at: 0, isEraser: false},
      {type: "paint", cells: [undefined, 4]}
    ];
    expect(after(...way).ink).toEqual([0, 4]);
  });

  it("lifts the pen and blanks all cells when they are cleared", () => {
    const {state, ink} = after({type: "pen"}, {type: "go", to: 3}, {type: "clear"});
    expect([ink, state.isPenDown, state.active]).toEqual([[], false, 3]);
  });

  it("keeps the very array of pixels where no cell changes, so that nobody is told", () => {
    const {state} = after({type: "pen"});
    for (const event of [{type: "pen"}, {type: "focus", cell: 5}, {type: "go", to: 0}] as const) {
      expect(reduceCells(state, event).pixels).toBe(state.pixels);
    }
  });
});

describe("spokenWords(event, state)", () => {
  it("says what a key did to the pen and the cell", () => {
    const spoken = (...events: CellEvent[]) => spokenWords(events.at(-1)!, after(...events).state);
    expect(spoken({type: "pen"})).toBe("Pen down");
    expect(spoken({type: "pen"}, {type: "pen"})).toBe("Pen up");
    expect(spoken({type: "toggle"})).toBe("Ink");
    expect(spoken({type: "blank"})).toBe("Blank");
    expect(spoken({type: "clear"})).toBe("All cells are blank");
    expect(spoken({type: "go", to: 1})).toBe("");
  });
});

describe("cellName(cell, value)", () => {
  it("counts rows and columns from 1, and says how much ink there is", () => {
    expect(cellName(0, 0)).toBe("Row 1, column 1: blank");
    expect(cellName(28 + 4, 255)).toBe("Row 2, column 5: ink");
    expect(cellName(783, 51)).toBe("Row 28, column 28: 20 % ink");
  });
});
