import {PIXELS, SIDE} from "../../ink/image/grid.js";
import type {Photo} from "../../ink/image/image.js";
import {withMembers} from "../page/withMembers.js";
import {trackPen} from "../pad/trackPen.js";
import {cellAt} from "./cellGrid.js";
import {BLANK_CELLS, keyEvent, reduceCells, spokenWords, type CellEvent} from "./cellState.js";
import {cellView} from "./cellView.js";

/** What a cell editor's `input` event carries: when the key or pointer event behind it happened. */
export interface CellDetail {
  readonly timeStamp: number;
}

/** An input whose value is the 784 gray values of its cells, 0 (background) to 255 (ink), row-major, a copy. */
export interface CellEditor extends HTMLElement {
  value: Uint8Array;
  /** Says what is entered, for who can't see it. */
  name(label: string): void;
}

/**
 * Returns a grid of 28 × 28 cells in which a digit is entered by keyboard alone, or by mouse, touch and pen. It is one
 * stop for the Tab key, as in https://www.w3.org/WAI/ARIA/apg/patterns/grid/: the cells take the focus in turn, so that
 * every screen reader tells where one is. It dispatches `input` when a cell changes, but not when its value is set.
 */
export function cellEditor({label = "Digit of 28 by 28 cells"} = {}): CellEditor {
  const view = cellView(label, (timeStamp) => {
    follow({type: "clear"}, timeStamp);
    view.cells[state.active]!.focus(); // the button is disabled now
  });
  let state = BLANK_CELLS;

  /** Brings the state on by an *event*, shows it, and tells of it where a cell changed. */
  function follow(event: CellEvent, timeStamp: number): void {
    const {pixels} = state;
    state = reduceCells(state, event);
    view.render(state, event.type === "focus" ? undefined : spokenWords(event, state));
    if (pixels === state.pixels) return;
    const detail: CellDetail = {timeStamp};
    view.element.dispatchEvent(new CustomEvent("input", {bubbles: true, detail}));
  }

  view.grid.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey) return;
    const next = keyEvent(state, event);
    if (!next) return;
    event.preventDefault();
    follow(next, event.timeStamp);
    // The name is right before the focus comes, as that is when it is read.
    if (next.type === "go") view.cells[next.to]!.focus();
  });
  view.grid.addEventListener("focusin", ({target, timeStamp}) =>
    follow({type: "focus", cell: view.cells.indexOf(target as HTMLElement)}, timeStamp)
  );
  trackPen(view.grid, {
    begin({point}, {isEraser, timeStamp}) {
      const at = cellAt(point);
      follow({type: "brush", at, isEraser}, timeStamp);
      if (at !== undefined) view.cells[at]!.focus({preventScroll: true});
    },
    move: (places, timeStamp) => follow({type: "paint", cells: places.map(({point}) => cellAt(point))}, timeStamp),
    end: () => undefined,
    drop: () => undefined
  });

  view.render(state);
  return withMembers(view.element, {
    name: (next: string) => view.grid.setAttribute("aria-label", next),
    get value() {
      return state.pixels.slice();
    },
    set value(next) {
      if (next.length !== PIXELS) throw new Error(`cells: expected ${PIXELS} gray values, got ${next.length}`);
      state = reduceCells(state, {type: "replace", pixels: Uint8Array.from(next)});
      view.render(state);
    }
  });
}

/** Returns *pixels*, [784], 0 (background) to 255 (ink), as a photo of them would be: dark ink on white paper. */
export function photoOfCells(pixels: Uint8Array): Photo {
  const data = new Uint8ClampedArray(4 * PIXELS).fill(255);
  pixels.forEach((ink, i) => data.fill(255 - ink, 4 * i, 4 * i + 3));
  return {data, width: SIDE, height: SIDE};
}
