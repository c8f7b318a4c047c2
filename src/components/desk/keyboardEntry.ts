import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {Photo} from "../../ink/image/image.js";
import {aOne, capitalized, classWords} from "../page/classWords.js";
import {cellEditor, photoOfCells, type CellDetail} from "./cellEditor.js";

/** A way to enter what is of some classes; `update` names it by others. */
export interface KeyboardEntry extends HTMLElement {
  update(classes: Alphabet): void;
}

/**
 * Returns a way to enter a digit without a pointer, folded away. *onPicture* gets its cells as a picture whenever one
 * changes, undefined when all are blank, and when the key or pointer event behind that happened.
 */
export function keyboardEntry(onPicture: (picture: Photo | undefined, timeStamp: number) => void): KeyboardEntry {
  const cells = cellEditor();
  cells.addEventListener("input", (event) => {
    const {value} = cells;
    const isBlank = value.every((gray) => gray === 0);
    onPicture(isBlank ? undefined : photoOfCells(value), (event as CustomEvent<CellDetail>).detail.timeStamp);
  });
  const summary = html`<summary></summary>`;
  const entry = html`<details class="cell-entry">${summary}${cells}</details>`;
  return Object.assign(entry, {
    update: (classes: Alphabet) => {
      const {one} = classWords(classes);
      summary.textContent = `Enter ${aOne(classes)} by keyboard`;
      cells.name(`${capitalized(one)} of 28 by 28 cells`);
    }
  });
}
