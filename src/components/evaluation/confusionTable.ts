import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {ConfusionMatrix} from "../../stats/confusion.js";
import {remembered} from "../inputs/remembered.js";
import {withMembers} from "../page/withMembers.js";
import {
  cellBeside,
  cellName,
  cellStrengths,
  cellTexts,
  firstCell,
  matrixCaption,
  UNITS,
  type Cell,
  type Unit
} from "./confusionCells.js";
import {matrixSize} from "./matrixSize.js";

/** An input whose value is the cell that was opened. */
export interface ConfusionTable extends HTMLElement {
  value: Cell;
}

/** The buttons of a matrix, by row and column. */
type CellButtons = readonly (readonly HTMLButtonElement[])[];

/** What a visitor set last, for the next visit. */
const REMEMBERED = {unit: "handscope:cells", diagonal: "handscope:diagonal"};

/**
 * Returns a confusion matrix (rows truth, columns answers) whose cells are opened by click, or by arrows and Enter, with a
 * choice of what stands in them: counts, or shares of the row or column, and whether the diagonal is shown. The address keeps
 * the choice, and the browser for the next visit. It starts with the most frequent confusion open. A matrix of many *classes*
 * scrolls in its box under its heads, and names below it the cell that the pointer or the focus is at; in the smallest cells
 * is no text.
 */
export function confusionTable(matrix: ConfusionMatrix, classes: Alphabet): ConfusionTable {
  const size = matrixSize(classes.length);
  const buttons = cellButtons(matrix, classes);
  const tools = matrixTools();
  const caption = html`<caption></caption>`;
  const named = html`<p class="cell-name" aria-hidden="true">${" "}</p>`;
  const table = html`<div class="confusion" data-size=${size}>
    ${tools.element}
    <div class="matrix-scroll">${gridOf(buttons, classes, caption)}</div>
    ${size === "fitting" ? null : named}
  </div>`;
  let chosen = firstCell(matrix);

  function write(): void {
    const {unit, isDiagonalShown} = tools.read();
    const texts = cellTexts(matrix, unit);
    caption.textContent = matrixCaption(classes, unit);
    table.toggleAttribute("data-diagonal-off", !isDiagonalShown);
    buttons.forEach((row, label) =>
      row.forEach((button, predicted) => {
        const isEmpty = size === "tiny" || (!isDiagonalShown && label === predicted);
        button.textContent = isEmpty ? "" : texts[label]![predicted]!;
      })
    );
  }

  const moveTabStop = tabStops();
  function mark(cell: Cell): void {
    buttonAt(buttons, chosen).removeAttribute("aria-pressed");
    chosen = cell;
    const button = buttonAt(buttons, cell);
    button.setAttribute("aria-pressed", "true");
    moveTabStop(button);
  }

  table.addEventListener("click", ({target}) => {
    const cell = cellOf(buttons, target);
    if (!cell) return;
    mark(cell);
    table.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  });
  table.addEventListener("keydown", (event) => {
    const at = cellOf(buttons, event.target);
    const next = at && cellBeside(at, event.key, classes.length);
    if (!next) return;
    event.preventDefault();
    const button = buttonAt(buttons, next);
    moveTabStop(button);
    button.focus();
  });
  for (const type of ["pointerover", "focusin"]) {
    table.addEventListener(type, ({target}) => {
      if (cellOf(buttons, target)) named.textContent = (target as HTMLElement).title;
    });
  }
  tools.onChange(write);
  write();
  mark(chosen);
  return withMembers(table, {
    get value() {
      return chosen;
    },
    set value(cell) {
      mark(cell);
    }
  });
}

/** Returns the two choices of what the cells show, as the address or the browser has them. */
function matrixTools() {
  const units = html<"select">`<select aria-label="Cells show">
    ${UNITS.map(({unit, label}) => html`<option value=${unit}>${label}</option>`)}
  </select>`;
  const diagonal = html<"select">`<select aria-label="Correct answers">
    <option value="on">shown</option>
    <option value="off">hidden</option>
  </select>`;
  remembered(units, "cells", REMEMBERED.unit);
  remembered(diagonal, "diagonal", REMEMBERED.diagonal);
  return {
    element: html`<div class="matrix-tools">
      <label>Cells show ${units}</label>
      <label>Correct answers ${diagonal}</label>
    </div>`,
    read: () => ({unit: units.value as Unit, isDiagonalShown: diagonal.value !== "off"}),
    onChange(act: () => void) {
      for (const select of [units, diagonal]) {
        select.addEventListener("input", (event) => {
          event.stopPropagation(); // for the matrix's own
          act();
        });
      }
    }
  };
}

/** Returns a function that makes one element after another the only one that Tab stops at. */
function tabStops(): (to: HTMLElement) => void {
  let last: HTMLElement | undefined;
  return (to) => {
    if (last) last.tabIndex = -1;
    last = to;
    to.tabIndex = 0;
  };
}

const buttonAt = (buttons: CellButtons, {label, predicted}: Cell) => buttons[label]![predicted]!;

/** Returns the cell whose button an event's target is. */
function cellOf(buttons: CellButtons, target: EventTarget | null): Cell | undefined {
  const label = buttons.findIndex((row) => row.includes(target as HTMLButtonElement));
  return label < 0 ? undefined : {label, predicted: buttons[label]!.indexOf(target as HTMLButtonElement)};
}

function cellButtons(matrix: ConfusionMatrix, classes: Alphabet): CellButtons {
  const strengths = cellStrengths(matrix);
  return matrix.map((row, label) =>
    row.map((count, predicted) => {
      const button = document.createElement("button"); // thousands of them: a template for each would be felt
      button.type = "button";
      button.className = "cell";
      button.tabIndex = -1;
      button.title = button.ariaLabel = cellName(matrix, classes, {label, predicted});
      button.toggleAttribute("data-right", label === predicted);
      button.toggleAttribute("data-zero", !count);
      button.style.setProperty("--strength", `${strengths[label]![predicted]!.toFixed(1)}%`);
      return button;
    })
  );
}

function gridOf(buttons: CellButtons, classes: Alphabet, caption: HTMLElement): HTMLElement {
  return html`<table>
    ${caption}
    <thead>
      <tr>
        <td></td>
        ${classes.map((name) => html`<th scope="col" title=${name}>${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${buttons.map((row, label) => rowOf(classes[label] ?? "", row))}
    </tbody>
  </table>`;
}

function rowOf(name: string, buttons: readonly HTMLElement[]): HTMLElement {
  const row = html`<tr>
    <th scope="row" title=${name}>${name}</th>
  </tr>`;
  for (const button of buttons) row.appendChild(document.createElement("td")).append(button);
  return row;
}
