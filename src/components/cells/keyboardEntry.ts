import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {Photo} from "../../ink/image/image.js";
import {withMembers} from "../page/withMembers.js";
import {aOne, capitalized, classWords} from "../page/classWords.js";
import {cellEditor, photoOfCells, type CellDetail} from "./cellEditor.js";

/** A way to enter what is of some classes; `update` names it by others. */
export interface KeyboardEntry extends HTMLElement {
  /** [784], as of a `CellEditor`. Setting it unfolds the cells, and tells of them. */
  value: Uint8Array;
  update(classes: Alphabet): void;
}

/**
 * Returns a way to enter a digit without a pointer, folded away. *onPicture* gets its cells as a picture whenever one
 * changes, undefined when all are blank, and when the key or pointer event behind that happened.
 */
export function keyboardEntry(onPicture: (picture: Photo | undefined, timeStamp: number) => void): KeyboardEntry {
  const cells = cellEditor();
  const tell = (timeStamp: number) => {
    const {value} = cells;
    onPicture(value.every((gray) => gray === 0) ? undefined : photoOfCells(value), timeStamp);
  };
  cells.addEventListener("input", (event) => tell((event as CustomEvent<CellDetail>).detail.timeStamp));
  const summary = html`<summary></summary>`;
  const entry = html<"details">`<details class="cell-entry">${summary}${cells}</details>`;
  return withMembers(entry, {
    get value() {
      return cells.value;
    },
    set value(next) {
      cells.value = next;
      entry.open = true;
      tell(performance.now());
    },
    update: (classes: Alphabet) => {
      const {one} = classWords(classes);
      summary.textContent = `Enter ${aOne(classes)} by keyboard`;
      cells.name(`${capitalized(one)} of 28 by 28 cells`);
    }
  });
}
