import {scaleSqrt} from "d3-scale";
import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import type {Alphabet} from "../../characters/alphabet.js";
import {
  columnShares,
  findMostConfused,
  listConfusions,
  rowShares,
  type ConfusionMatrix,
  type ShareMatrix
} from "../../stats/confusion.js";
import {formatCount} from "../page/format.js";
import {remembered} from "../inputs/remembered.js";
import {matrixSize} from "./matrixSize.js";

/** A cell of the matrix: images of *label* that were read as *predicted*. */
export interface Cell {
  readonly label: number;
  readonly predicted: number;
}

/** An input whose value is the cell that was opened. */
export interface ConfusionTable extends HTMLElement {
  value: Cell;
}

/** What can stand in the cells: its name, the words for it, and the cells' texts. */
const UNITS = [
  {unit: "Counts", caption: "", write: (matrix: ConfusionMatrix) => matrix.map((row) => row.map(formatCount))},
  {unit: "% of the row", caption: ", in % of the row", write: (matrix: ConfusionMatrix) => percents(rowShares(matrix))},
  {
    unit: "% of the column",
    caption: ", in % of the column",
    write: (matrix: ConfusionMatrix) => percents(columnShares(matrix))
  }
] as const;

/** Returns shares in percent, 0 where there is nothing to divide by, too. */
function percents(shares: ShareMatrix): string[][] {
  return shares.map((row) => row.map((share) => (share > 0 ? (100 * share).toFixed(1) : "0")));
}

/** What a visitor set last, for the next visit. */
const REMEMBERED = {unit: "handscope:cells", diagonal: "handscope:diagonal"};

/**
 * Returns a confusion matrix (rows truth, columns answers) whose cells are opened by click, or by arrows and Enter, with a
 * choice of what stands in them: counts, or shares of the row or column, and whether the diagonal is shown. The address keeps
 * the choice, and the browser for the next visit. Right answers and mistakes have scales of their own: the diagonal would
 * outshine everything else. It starts with the most frequent confusion open. A matrix of many *classes* scrolls in its box
 * under its heads, and names below it the cell that the pointer or the focus is at; in the smallest cells is no text.
 */
export function confusionTable(matrix: ConfusionMatrix, classes: Alphabet): ConfusionTable {
  const size = matrixSize(classes.length);
  const start = findMostConfused(matrix) ?? {label: 0, predicted: 0};
  const mostWrong = listConfusions(matrix)[0]?.count ?? 0;
  const mostRight = Math.max(...matrix.map((row, label) => row[label]!));
  const right = scaleSqrt([0, mostRight || 1], [0, 28]);
  const wrong = scaleSqrt([0, mostWrong || 1], [0, 70]);
  let chosen: Cell = {label: start.label, predicted: start.predicted};

  const buttons = matrix.map((row, label) =>
    row.map((count, predicted) => {
      const isRight = label === predicted;
      const name = `${formatCount(count)} ${count === 1 ? "image" : "images"} of ${classes[label]} read as ${classes[predicted]}`;
      const button = document.createElement("button"); // thousands of them: a template for each would be felt
      button.type = "button";
      button.className = "cell";
      button.tabIndex = -1;
      button.title = name;
      button.ariaLabel = name;
      button.toggleAttribute("data-right", isRight);
      button.toggleAttribute("data-zero", !count);
      button.style.setProperty("--strength", `${(isRight ? right : wrong)(count).toFixed(1)}%`);
      return button;
    })
  );
  const caption = html`<caption></caption>`;
  const units = html<"select">`<select aria-label="Cells show">
    ${UNITS.map(({unit}) => html`<option>${unit}</option>`)}
  </select>`;
  remembered(units, "cells", REMEMBERED.unit);
  const diagonal = html<"select">`<select aria-label="Right answers">
    <option value="on">shown</option>
    <option value="off">hidden</option>
  </select>`;
  remembered(diagonal, "diagonal", REMEMBERED.diagonal);
  for (const select of [units, diagonal]) {
    select.addEventListener("input", (event) => {
      event.stopPropagation();
      write();
    });
  }
  const named = html`<p class="cell-name" aria-hidden="true">${" "}</p>`;
  const heads = classes.map((name) => html`<th scope="col" title=${name}>${name}</th>`);
  const table = html`<div class="confusion" data-size=${size}>
    <div class="matrix-tools">
      <label>Cells show ${units}</label>
      <label>Right answers ${diagonal}</label>
    </div>
    <div class="matrix-scroll">
      <table>
        ${caption}
        <thead>
          <tr>
            <td></td>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${buttons.map((row, label) => rowOf(classes[label] ?? "", row))}
        </tbody>
      </table>
    </div>
    ${size === "fitting" ? null : named}
  </div>`;

  function write(): void {
    const {caption: addition, write: writeCells} = UNITS.find(({unit}) => unit === units.value)!;
    const texts = writeCells(matrix);
    caption.textContent = `Rows are the truth, columns the answers${addition}.`;
    const isHidden = diagonal.value === "off";
    table.toggleAttribute("data-diagonal-off", isHidden);
    buttons.forEach((row, label) =>
      row.forEach((button, predicted) => {
        const isEmpty = size === "tiny" || (isHidden && label === predicted);
        button.textContent = isEmpty ? "" : texts[label]![predicted]!;
      })
    );
  }

  let tabStop: HTMLElement | undefined;
  function moveTabStop(to: HTMLElement): void {
    if (tabStop) tabStop.tabIndex = -1;
    tabStop = to;
    to.tabIndex = 0;
  }

  /** Returns the cell that an event is in. */
  function cellAt({target}: Event): Cell | undefined {
    const label = buttons.findIndex((row) => row.includes(target as HTMLButtonElement));
    return label < 0 ? undefined : {label, predicted: buttons[label]!.indexOf(target as HTMLButtonElement)};
  }

  function mark(cell: Cell): void {
    buttons[chosen.label]![chosen.predicted]!.removeAttribute("aria-pressed");
    chosen = cell;
    const button = buttons[cell.label]![cell.predicted]!;
    button.setAttribute("aria-pressed", "true");
    moveTabStop(button);
  }

  function choose(cell: Cell): void {
    mark(cell);
    table.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  table.addEventListener("click", (event) => {
    const cell = cellAt(event);
    if (cell) choose(cell);
  });
  for (const type of ["pointerover", "focusin"]) {
    table.addEventListener(type, ({target}) => {
      if (target instanceof HTMLButtonElement && target.className === "cell") named.textContent = target.title;
    });
  }
  table.addEventListener("keydown", (event) => {
    const [rows, columns] = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[
      event.key
    ] ?? [0, 0];
    if (!rows && !columns) return;
    const at = cellAt(event);
    if (!at) return;
    event.preventDefault();
    const next = buttons[at.label + rows!]?.[at.predicted + columns!];
    if (!next) return;
    moveTabStop(next);
    next.focus();
  });
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

function rowOf(name: string, buttons: readonly HTMLElement[]): HTMLElement {
  const row = html`<tr>
    <th scope="row" title=${name}>${name}</th>
  </tr>`;
  for (const button of buttons) row.appendChild(document.createElement("td")).append(button);
  return row;
}
