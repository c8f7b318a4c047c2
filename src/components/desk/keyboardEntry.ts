import {html} from "htl";
import type {Photo} from "../../ink/image/image.js";
import {cellEditor, photoOfCells, type CellDetail} from "./cellEditor.js";

/**
 * Returns a way to enter a digit without a pointer, folded away. *onPicture* gets its cells as a picture whenever one
 * changes, undefined when all are blank, and when the key or pointer event behind that happened.
 */
export function keyboardEntry(onPicture: (picture: Photo | undefined, timeStamp: number) => void): HTMLElement {
  const cells = cellEditor();
  cells.addEventListener("input", (event) => {
    const {value} = cells;
    const isBlank = value.every((gray) => gray === 0);
    onPicture(isBlank ? undefined : photoOfCells(value), (event as CustomEvent<CellDetail>).detail.timeStamp);
  });
  return html`<details class="cell-entry">
    <summary>Enter a digit by keyboard</summary>
    ${cells}
  </details>`;
}
