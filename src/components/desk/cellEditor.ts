import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {PIXELS, SIDE} from "../../ink/image/grid.js";
import type {Photo} from "../../ink/image/image.js";
import {cellAt, cellsBetween, moveCell} from "./cellGrid.js";
import {trackPen, type PenPlace} from "../pad/trackPen.js";

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
  const cells = Array.from({length: PIXELS}, createCell);
  const rows = Array.from({length: SIDE}, (_, y) => createRow(cells.slice(y * SIDE, (y + 1) * SIDE)));
  const grid = html`<div class="cells" role="grid" aria-label=${label} data-testid="cells">${rows}</div>`;
  const status = html`<span class="visually-hidden" role="status"></span>`;
  const place = html`<p class="hint" aria-hidden="true"></p>`;
  const clearButton = html<"button">`<button
    type="button"
    data-testid="clear-cells"
    onclick=${(event: Event) => clear(event.timeStamp)}
  >
    Clear cells
  </button>`;
  const editor = html`<div class="cell-editor">
    <div class="cell-board">
      ${grid}
      <div class="toolbar">${clearButton}${place}</div>
      ${status}
    </div>
    <ul class="hint cell-keys">
      <li>
        <kbd>←</kbd> <kbd>↑</kbd> <kbd>→</kbd> <kbd>↓</kbd> move, also <kbd>Page Up</kbd> <kbd>Page Down</kbd> by seven
        rows and <kbd>Home</kbd> <kbd>End</kbd> in the row
      </li>
      <li><kbd>Space</kbd> inks a cell, or takes the ink away; <kbd>Delete</kbd> takes it away</li>
      <li><kbd>Enter</kbd> puts the pen down, so that moving draws, and lifts it again</li>
      <li>A mouse or a finger draws too</li>
    </ul>
  </div>`;

  let pixels = new Uint8Array(PIXELS);
  let active = cells.length / 2 + SIDE / 2;
  let isPenDown = false;

  function showCell(i: number): void {
    cells[i]!.style.setProperty("--strength", String(pixels[i]! / 255));
    cells[i]!.setAttribute("aria-label", nameOf(i, pixels[i]!));
  }

  function showPlace(): void {
    place.textContent = `${nameOf(active, pixels[active]!)}; the pen is ${isPenDown ? "down" : "up"}`;
    grid.toggleAttribute("data-pen-down", isPenDown);
    clearButton.disabled = !pixels.some((value) => value);
  }

  /** Sets cells to a gray value; tells of it where one was another. */
  function ink(indices: readonly number[], value: number, timeStamp: number): void {
    const changed = indices.filter((i) => pixels[i] !== value);
    for (const i of changed) {
      pixels[i] = value;
      showCell(i);
    }
    showPlace();
    if (!changed.length) return;
    const detail: CellDetail = {timeStamp};
    editor.dispatchEvent(new CustomEvent("input", {bubbles: true, detail}));
  }

  function activate(i: number): void {
    cells[active]!.tabIndex = -1;
    active = i;
    cells[active]!.tabIndex = 0;
    showPlace();
  }

  function press({key, shiftKey, timeStamp}: KeyboardEvent): boolean {
    if (key === "Enter" || (key === " " && shiftKey)) {
      isPenDown = !isPenDown;
      if (isPenDown) ink([active], 255, timeStamp);
      else showPlace();
      status.textContent = isPenDown ? "Pen down" : "Pen up";
    } else if (key === " " || key === "Delete" || key === "Backspace") {
      const value = key === " " && !pixels[active] ? 255 : 0;
      ink([active], value, timeStamp);
      status.textContent = value ? "Ink" : "Blank";
    } else return false;
    return true;
  }

  function clear(timeStamp: number): void {
    isPenDown = false;
    ink([...cells.keys()], 0, timeStamp);
    status.textContent = "All cells are blank";
    cells[active]!.focus(); // the button is disabled now
  }

  grid.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey) return;
    const next = moveCell(active, event);
    if (next === undefined && !press(event)) return;
    event.preventDefault();
    if (next === undefined) return;
    // The name is right before the focus comes, as that is when it is read.
    if (isPenDown) ink(cellsBetween(active, next), 255, event.timeStamp);
    status.textContent = "";
    activate(next);
    cells[next]!.focus();
  });
  grid.addEventListener("focusin", ({target}) => activate(cells.indexOf(target as HTMLElement)));

  /** What the pointer leaves behind, and the cell where it was. */
  let brush = {value: 255, at: undefined as number | undefined};
  const paint = (places: readonly PenPlace[], timeStamp: number) => {
    const passed = places.flatMap(({point}) => {
      const [before, at] = [brush.at, cellAt(point)];
      brush.at = at;
      return at === undefined ? [] : cellsBetween(before ?? at, at);
    });
    ink(passed, brush.value, timeStamp);
  };
  trackPen(grid, {
    begin: (first, {isEraser, timeStamp}) => {
      const at = cellAt(first.point);
      brush = {value: isEraser || (at !== undefined && pixels[at]) ? 0 : 255, at};
      paint([first], timeStamp);
      if (at !== undefined) cells[at]!.focus({preventScroll: true});
    },
    move: paint,
    end: () => undefined,
    drop: () => undefined
  });

  cells.forEach((_, i) => showCell(i));
  activate(active);
  return withMembers(editor, {
    name: (next: string) => grid.setAttribute("aria-label", next),
    get value() {
      return pixels.slice();
    },
    set value(next) {
      if (next.length !== PIXELS) throw new Error(`cells: expected ${PIXELS} gray values, got ${next.length}`);
      pixels = Uint8Array.from(next);
      cells.forEach((_, i) => showCell(i));
      showPlace();
    }
  });
}

/** Returns *pixels*, [784], 0 (background) to 255 (ink), as a photo of them would be: dark ink on white paper. */
export function photoOfCells(pixels: Uint8Array): Photo {
  const data = new Uint8ClampedArray(4 * PIXELS).fill(255);
  pixels.forEach((ink, i) => data.fill(255 - ink, 4 * i, 4 * i + 3));
  return {data, width: SIDE, height: SIDE};
}

/** Returns where a cell is, from 1 on, and what it holds: "Row 3, column 5: ink". */
function nameOf(cell: number, value: number): string {
  const held = value === 0 ? "blank" : value === 255 ? "ink" : `${Math.round((100 * value) / 255)} % ink`;
  return `Row ${Math.floor(cell / SIDE) + 1}, column ${(cell % SIDE) + 1}: ${held}`;
}

function createCell(): HTMLElement {
  const cell = document.createElement("div");
  cell.setAttribute("role", "gridcell");
  cell.tabIndex = -1;
  return cell;
}

function createRow(cells: readonly HTMLElement[]): HTMLElement {
  const row = document.createElement("div");
  row.setAttribute("role", "row");
  row.append(...cells);
  return row;
}
