import {html} from "htl";
import type {DeskRun} from "../../stats/deskRuns.js";
import {formatBytes} from "../page/format.js";

/** A choice of runs: an input whose value is their names, in the order of the runs. Setting it dispatches nothing. */
export interface ComparedRuns extends HTMLElement {
  value: readonly string[];
}

/** Returns a checkbox for each of *runs*, and buttons that choose all that are quickly loaded, and none; names that are no run are passed over. */
export function comparedRuns(runs: readonly DeskRun[], chosen: readonly string[]): ComparedRuns {
  const boxes = runs.map(
    ({name}) => html<"input">`<input type="checkbox" value=${name} checked=${chosen.includes(name)} />`
  );
  const button = (text: string, isChecked: boolean) =>
    html<"button">`<button type="button" onclick=${() => chooseAll(isChecked)}>${text}</button>`;
  const choice = html`<fieldset class="compared-runs">
    <legend>Which runs? ${button("All", true)} ${button("None", false)}</legend>
    ${runs.map(
      ({name, title, bytes}, i) =>
        html`<label
          >${boxes[i]}<span
            >${name}<small>${title}${bytes ? `, loads ${formatBytes(bytes)}` : null}</small></span
          ></label
        >`
    )}
  </fieldset>`;

  function chooseAll(isChecked: boolean): void {
    // What loads megabytes is chosen one by one.
    for (const [i, box] of boxes.entries()) box.checked = isChecked && runs[i]!.bytes === undefined;
    choice.dispatchEvent(new Event("input", {bubbles: true}));
  }

  return Object.defineProperty(choice as ComparedRuns, "value", {
    get: () => boxes.filter(({checked}) => checked).map(({value}) => value),
    set(names: readonly string[]) {
      for (const box of boxes) box.checked = names.includes(box.value);
    }
  });
}
