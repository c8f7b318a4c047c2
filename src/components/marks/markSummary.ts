import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {download, fileName} from "../inputs/download.js";
import {formatCount} from "../page/format.js";
import {withMembers} from "../page/withMembers.js";
import {markControls} from "./markControls.js";
import type {MarkStore} from "./markStore.js";
import {tagsOf, type MarkTable} from "./markTable.js";

/** What the visitor marked, and controls for all images that are shown. */
export interface MarkSummary extends HTMLElement {
  /** Shows the store's marks; *rows* are the images that are shown. */
  show(store: MarkStore, rows: Uint32Array): void;
}

/** Returns the controls for all shown images, and how many are marked, with what saves them as a file; *name* names the set. */
export function markSummary(classes: Alphabet, name: string, storeOf: () => MarkStore): MarkSummary {
  let shown: Uint32Array = new Uint32Array(0);
  const all = markControls("all images shown", {
    classes,
    many: true,
    onEvent: (event) => void storeOf().change(shown, event)
  });
  const title = html`<summary></summary>`;
  const words = html`<span role="status"></span>`;
  const save = () =>
    void storeOf()
      .file()
      .then((text) => download(text, fileName(`${name}-labels`, "csv"), "text/csv"));
  const button = (text: string, act: () => void) =>
    html<"button">`<button type="button" class="quiet" onclick=${act}>${text}</button>`;
  const undo = button("Undo", () => void storeOf().undo());
  const tools = html`<div class="mark-tools">
    ${words} ${button("Save as CSV", save)}${undo}${button("Remove all marks", () => void storeOf().clear())}
    <p class="caption">
      Images marked here stay in this browser. <code>npm run data -- --relabel FILE</code> takes the saved labels into
      the data set.
    </p>
  </div>`;
  return withMembers(
    html`<div class="marks">
      <details>${title}${all}</details>
      ${tools}
    </div>`,
    {
      show(store: MarkStore, rows: Uint32Array) {
        shown = rows;
        const {length} = rows;
        title.textContent = `Tag or relabel ${length === 1 ? "the image" : `all ${formatCount(length)} images`} shown`;
        all.show(undefined, tagsOf(store.marks));
        words.textContent = markWords(store.marks, store.isKept);
        tools.hidden = !store.marks.size && !store.canUndo;
        undo.disabled = !store.canUndo;
      }
    }
  );
}

/** Says how many images are tagged and relabeled. */
export function markWords(marks: MarkTable, isKept = true): string {
  const all = [...marks.values()];
  const tagged = all.filter(({tags}) => tags.length).length;
  const relabeled = all.filter(({label}) => label !== undefined).length;
  const rest = isKept ? "" : " Not kept: this browser’s storage is off or full.";
  return `${formatCount(tagged)} tagged, ${formatCount(relabeled)} relabeled.${rest}`;
}
