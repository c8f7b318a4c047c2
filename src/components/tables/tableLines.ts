import {html} from "htl";
import type {Column} from "./tableRows.js";

export interface TableLinesOptions<Row> {
  readonly columns: readonly Column<Row>[];
  /** The columns of numbers, which stand to the right. */
  readonly numeric: ReadonlySet<Column<Row>>;
  /** Makes a button of what is in the first cell. */
  readonly isOpened: boolean;
  /** Puts a box to check before that. */
  readonly choice?:
    | {
        readonly nameOf: (row: Row) => string;
        /** Is a row of that name chosen now? */
        readonly isChosen: (name: string) => boolean;
        readonly onChoose: (name: string, isChosen: boolean) => void;
      }
    | undefined;
}

/** The rows of a table as elements, each made when it is first asked for. */
export interface TableLines<Row> {
  lineOf(row: Row): HTMLElement;
  /** Returns what stands in the cells of a row. */
  textOf(row: Row): string;
  /** Returns the row in whose line an element is; undefined where it is in none. */
  rowOf(inside: Element): Row | undefined;
}

/** Returns the lines of a table. */
export function tableLines<Row>(options: TableLinesOptions<Row>): TableLines<Row> {
  const lines = new Map<Row, HTMLElement>();
  function lineOf(row: Row): HTMLElement {
    const line = lines.get(row) ?? createLine(row, options);
    lines.set(row, line);
    return line;
  }
  return {
    lineOf,
    textOf: (row) => [...lineOf(row).children].map(({textContent}) => textContent).join(" "),
    rowOf: (inside) => [...lines].find(([, line]) => line.contains(inside))?.[0]
  };
}

function createLine<Row>(row: Row, {columns, numeric, isOpened, choice}: TableLinesOptions<Row>): HTMLElement {
  const cells = columns.map((column, i) => {
    const isNumber = numeric.has(column) ? "" : null;
    const content = contentOf(row, column);
    if (i > 0) return html`<td data-numeric=${isNumber}>${content}</td>`;
    const opener = isOpened ? html`<button type="button" class="table-opener">${content}</button>` : content;
    return html`<th scope="row" data-numeric=${isNumber}>${choice ? choiceOf(row, choice, opener) : opener}</th>`;
  });
  return html`<tr>
    ${cells}
  </tr>`;
}

function choiceOf<Row>(
  row: Row,
  {nameOf, isChosen, onChoose}: NonNullable<TableLinesOptions<Row>["choice"]>,
  content: unknown
): HTMLElement {
  const name = nameOf(row);
  const box = html<"input">`<input type="checkbox" checked=${isChosen(name)} aria-label=${name} />`;
  box.addEventListener("input", (event) => {
    event.stopPropagation(); // for the table's own
    onChoose(name, box.checked);
  });
  return html`<span class="table-choice"><label>${box}</label><span>${content}</span></span>`;
}

function contentOf<Row>(row: Row, column: Column<Row>): string | number | Node {
  const value = column.value(row);
  if (value === undefined || Number.isNaN(value)) return "–";
  return column.show ? column.show(row) : value;
}
