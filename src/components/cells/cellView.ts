import {html} from "htl";
import {PIXELS, SIDE} from "../../ink/image/grid.js";
import {cellName, type CellState} from "./cellState.js";

/** What is seen of the cells. */
export interface CellView {
  readonly element: HTMLElement;
  readonly grid: HTMLElement;
  readonly cells: readonly HTMLElement[];
  /** Shows a *state*, and says *words* to a screen reader; without *words* what it said last stays. */
  render(state: CellState, words?: string): void;
}

/** Returns the grid, blank, its button and its keys in words; *onClear* is called when the cells are to be cleared. */
export function cellView(label: string, onClear: (timeStamp: number) => void): CellView {
  const cells = Array.from({length: PIXELS}, createCell);
  const rows = Array.from({length: SIDE}, (_, y) => createRow(cells.slice(y * SIDE, (y + 1) * SIDE)));
  const grid = html`<div class="cells" role="grid" aria-label=${label} data-testid="cells">${rows}</div>`;
  const status = html`<span class="visually-hidden" role="status"></span>`;
  const place = html`<p class="hint" aria-hidden="true"></p>`;
  const clear = html<"button">`<button
    type="button"
    data-testid="clear-cells"
    onclick=${(event: Event) => onClear(event.timeStamp)}
  >
    Clear cells
  </button>`;
  let shown: CellState | undefined;
  return {
    element: html`<div class="cell-editor">
      <div class="cell-board">
        ${grid}
        <div class="toolbar">${clear}${place}</div>
        ${status}
      </div>
      ${keysInWords()}
    </div>`,
    grid,
    cells,
    render(state, words) {
      const {pixels, active, isPenDown} = state;
      if (pixels !== shown?.pixels) {
        for (const [i, value] of pixels.entries()) {
          if (value === shown?.pixels[i]) continue;
          cells[i]!.style.setProperty("--strength", String(value / 255));
          cells[i]!.setAttribute("aria-label", cellName(i, value));
        }
      }
      if (shown) cells[shown.active]!.tabIndex = -1;
      cells[active]!.tabIndex = 0;
      place.textContent = `${cellName(active, pixels[active]!)}; the pen is ${isPenDown ? "down" : "up"}`;
      grid.toggleAttribute("data-pen-down", isPenDown);
      clear.disabled = !pixels.some((value) => value);
      if (words !== undefined) status.textContent = words;
      shown = state;
    }
  };
}

function keysInWords(): HTMLElement {
  return html`<ul class="hint cell-keys">
    <li>
      <kbd>←</kbd> <kbd>↑</kbd> <kbd>→</kbd> <kbd>↓</kbd> move; <kbd>Page Up</kbd> <kbd>Page Down</kbd> by seven rows;
      <kbd>Home</kbd> <kbd>End</kbd> to the ends of a row
    </li>
    <li><kbd>Space</kbd> inks a cell or blanks it; <kbd>Delete</kbd> blanks it</li>
    <li><kbd>Enter</kbd> puts the pen down, so that moving draws, and lifts it again</li>
    <li>A mouse or a finger draws too</li>
  </ul>`;
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
