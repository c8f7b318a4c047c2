import {ascending, descending} from "d3";
import {html} from "htl";

/** A column of a table of *Row*s. */
export interface Column<Row> {
  readonly label: string;
  /** What the column is sorted by; numbers stand to the right. NaN and undefined come last. */
  readonly value: (row: Row) => string | number | undefined;
  /** What stands in the cell; by default the value, or – where there is none. */
  readonly show?: (row: Row) => string | Node;
  /** What the label means, on hover and for screen readers. */
  readonly title?: string;
}

/** Returns a table of *rows* that sorts by a click on a column's name. *caption* says what it shows. */
export function dataTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  {caption}: {caption: string}
): HTMLElement {
  const body = html`<tbody></tbody>` as HTMLElement;
  const isNumeric = (column: Column<Row>) => rows.some((row) => typeof column.value(row) === "number");
  const headers = columns.map((column) => {
    const sort = html`<button type="button" title=${column.title ?? `Sort by ${column.label}`}>
      ${column.label}
    </button>`;
    const header = html`<th scope="col" data-numeric=${isNumeric(column) ? "" : null}>${sort}</th>`;
    sort.addEventListener("click", () => {
      // The first click shows the largest number or the first name.
      const first = isNumeric(column) ? "descending" : "ascending";
      const next = header.ariaSort === first ? (first === "ascending" ? "descending" : "ascending") : first;
      for (const other of headers) other.ariaSort = null;
      header.ariaSort = next;
      const order = next === "ascending" ? ascending : descending;
      fill([...rows].sort((a, b) => order(column.value(a), column.value(b))));
    });
    return header;
  });

  function fill(sorted: readonly Row[]): void {
    body.replaceChildren(
      ...sorted.map(
        (row) =>
          html`<tr>
            ${columns.map((column) => cell(row, column, isNumeric(column)))}
          </tr>`
      )
    );
  }

  fill(rows);
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="data-table">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headers}
        </tr>
      </thead>
      ${body}
    </table>
  </div>`;
}

function cell<Row>(row: Row, column: Column<Row>, numeric: boolean): HTMLElement {
  const value = column.value(row);
  const missing = value === undefined || Number.isNaN(value);
  const content = column.show && !missing ? column.show(row) : missing ? "–" : value;
  return html`<td data-numeric=${numeric ? "" : null}>${content}</td>`;
}
