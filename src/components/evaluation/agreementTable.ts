import {html} from "htl";
import type {AnswerComparison} from "../../stats/mcnemar.js";
import {formatCount} from "../page/format.js";
import {withMembers} from "../page/withMembers.js";
import {AGREEMENTS, type Agreement, type AnsweringRun} from "./agreement.js";

/** An input whose value is the images that were chosen. */
export interface AgreementTable extends HTMLElement {
  value: Agreement;
}

type AgreementButton = readonly [Agreement, HTMLButtonElement];

/** Returns a table of who is right, whose cells choose the images: click, or Tab and Enter. */
export function agreementTable(a: AnsweringRun, b: AnsweringRun, comparison: AnswerComparison): AgreementTable {
  let value: Agreement = "differ";
  const buttons = agreementButtons(a, b, comparison);
  const table = tableOf(a, b, buttons);
  for (const [agreement, button] of buttons) {
    button.addEventListener("click", () => {
      mark(agreement);
      table.dispatchEvent(new CustomEvent("input", {bubbles: true}));
    });
  }
  function mark(next: Agreement): void {
    value = next;
    for (const [agreement, button] of buttons) button.ariaPressed = String(agreement === value);
  }
  mark(value);
  return withMembers(table, {
    get value() {
      return value;
    },
    set value(next) {
      mark(next);
    }
  });
}

function agreementButtons(a: AnsweringRun, b: AnsweringRun, comparison: AnswerComparison): AgreementButton[] {
  const names: Readonly<Record<Agreement, string>> = {
    both: "both correct",
    onlyA: `only ${a.title} correct`,
    onlyB: `only ${b.title} correct`,
    neither: "both wrong",
    differ: "different answers"
  };
  const counts = {...comparison, differ: comparison.disagreements.length};
  return ([...AGREEMENTS, "differ"] as const).map((agreement) => {
    const count = formatCount(counts[agreement]);
    const label = `${count} images: ${names[agreement]}`;
    return [agreement, html<"button">`<button type="button" aria-label=${label}>${count}</button>`];
  });
}

function tableOf(a: AnsweringRun, b: AnsweringRun, buttons: readonly AgreementButton[]): HTMLElement {
  const of = (agreement: Agreement) => buttons.find(([name]) => name === agreement)![1];
  return html`<div>
    <table class="agreement" data-testid="agreement">
      <thead>
        <tr>
          <td></td>
          <th scope="col">${b.title} correct</th>
          <th scope="col">${b.title} wrong</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">${a.title} correct</th>
          <td>${of("both")}</td>
          <td>${of("onlyA")}</td>
        </tr>
        <tr>
          <th scope="row">${a.title} wrong</th>
          <td>${of("onlyB")}</td>
          <td>${of("neither")}</td>
        </tr>
      </tbody>
    </table>
    <p class="agreement">Different answers: ${of("differ")}</p>
  </div>`;
}
