import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {digitGrid} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {classWords} from "../page/classWords.js";
import {emptyState} from "../page/emptyState.js";
import {gridItems, type DigitTable, type Known, type TableItem} from "../dataset/digitTable.js";
import type {BrowseEvent, BrowseState} from "./browseState.js";
import {filterChips} from "./filterChips.js";
import {matchWords} from "./filterWords.js";

/** The images that the filters keep, their number and the filters in force. */
export interface GridColumn extends HTMLElement {
  /** Shows the filters in force. */
  showFilters(state: BrowseState): void;
  /** Shows *rows*; with *keepPlace*, from where the grid is. */
  showRows(rows: Uint32Array, known: Known, options?: {keepPlace?: boolean}): void;
  /** Shows in place of the images why they can't be shown. */
  showProblem(sentence: string): void;
  /** Marks the image at a position among the rows as the open one. */
  mark(position: number | undefined): void;
  focusItem(position: number): void;
}

/** The maximum height of the grid, in CSS pixels. */
const HEIGHT = 560;

/** Returns the grid of a *table*'s images; *onNoChips* is given the focus when the last chip is gone. *tools* stand above. */
export function gridColumn(
  table: DigitTable,
  {
    spriteUrl,
    dispatch,
    onNoChips,
    tools
  }: {spriteUrl: SpriteUrl; dispatch: (event: BrowseEvent) => void; onNoChips: () => void; tools: Node}
): GridColumn {
  const chips = filterChips(table.classes, dispatch, onNoChips);
  const count = html`<p class="grid-count" data-testid="grid-count" role="status"></p>`;
  const grid = digitGrid<TableItem>([], {
    spriteUrl,
    label: `Images of ${classWords(table.classes).many}`,
    height: HEIGHT
  });
  const instead = html`<div hidden></div>`;
  grid.addEventListener("input", () => {
    if (grid.value) dispatch({type: "open", row: grid.value.row, in: "grid"});
  });
  const show = (problem?: string) => {
    [grid.hidden, instead.hidden] = [problem !== undefined, problem === undefined];
    instead.replaceChildren(...(problem === undefined ? [] : [emptyState(problem)]));
  };
  const element = html`<div class="grid-column">
    ${chips}${count}${tools}
    <div class="grid-place">${grid}${instead}</div>
  </div>`;
  return withMembers(element, {
    showFilters: (state: BrowseState) => chips.show(state),
    showRows(rows: Uint32Array, known: Known, options: {keepPlace?: boolean} = {}) {
      count.textContent = matchWords(rows.length, table.length);
      show(rows.length ? undefined : "No matches. Take a filter away, or clear all.");
      grid.update(gridItems(table, rows, known), options);
    },
    showProblem(sentence: string) {
      count.textContent = "";
      show(sentence);
    },
    mark: (position: number | undefined) => grid.mark(position),
    focusItem(position: number) {
      grid.focusItem(position);
      grid.scrollIntoView({block: "nearest"});
    }
  });
}
