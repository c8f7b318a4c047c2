import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {readAddress, writeAddress} from "../inputs/address.js";
import {download, fileName} from "../inputs/download.js";
import {formatCount} from "../page/format.js";
import {
  formatOrder,
  hasWords,
  isNumeric,
  parseOrder,
  sortRows,
  tableCsv,
  type Column,
  type TableOrder
} from "./tableRows.js";

export type {Column} from "./tableRows.js";

export interface TableOptions<Row> {
  /** What the table shows. */
  readonly caption: string;
  /** What the table is called in the address, where its order, search and choice are kept, and in its file's name. */
  readonly name?: string;
  /** Shows a search; by default from eight rows on. */
  readonly search?: boolean;
  /** Called with a row that is opened, by a click or by the button that its first cell is then. */
  readonly onOpen?: (row: Row) => void;
  /** Lets rows be chosen. */
  readonly choice?: TableChoice<Row>;
}

/** How rows are chosen. */
export interface TableChoice<Row> {
  /** Returns the name of a row, one of its own: the address keeps it. */
  readonly nameOf: (row: Row) => string;
  /** The names of the rows chosen at first, where the address says nothing. */
  readonly chosen?: readonly string[];
}

/** An input whose value is the chosen rows, in the order in which the table was given them; none where none can be chosen. */
export interface DataTable<Row> extends HTMLElement {
  value: readonly Row[];
}

/** From so many rows on there is a search. */
const SEARCHED = 8;
/** So many rows are in the document at first, and more at each request for more. */
const SHOWN = 200;
/** More rows than these scroll inside the table's box, below its header. */
const LONG = 30;

/**
 * Returns a table of *rows* that sorts by a click on a column's name, searches by words in the text of all cells, and
 * downloads what it shows, in its order, as CSV.
 */
export function dataTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  {caption, name, search = rows.length >= SEARCHED, onOpen, choice}: TableOptions<Row>
): DataTable<Row> {
  const key = (what: string) => (name === undefined ? undefined : `${name}.${what}`);
  const read = (what: string) => (name === undefined ? undefined : readAddress(key(what)!));
  const write = (what: string, value: string | undefined) =>
    void (name !== undefined && writeAddress(key(what)!, value));

  let order: TableOrder | undefined = parseOrder(read("sort") ?? "", columns);
  let query = search ? (read("search") ?? "") : "";
  let limit = SHOWN;
  const chosen = new Set(read("chosen")?.split(",") ?? choice?.chosen ?? []);
  const lines = new Map<Row, HTMLElement>();

  const numeric = new Set(columns.filter((column) => isNumeric(rows, column)));
  const headers = columns.map(headerOf);
  const body = html`<tbody></tbody>`;
  const count = html`<span class="table-count" role="status"></span>`;
  const field = html<"input">`<input
    type="search"
    placeholder="Search"
    aria-label=${`Search: ${caption}`}
    value=${query}
  />`;
  const more = html<"button">`<button type="button" class="quiet" hidden></button>`;
  const csv = html`<button type="button" class="quiet" title="Download these rows as CSV">CSV</button>`;

  function headerOf(column: Column<Row>): HTMLElement {
    const sort = html`<button type="button" title=${column.title ?? `Sort by ${column.label}`}>
      ${column.label}
    </button>`;
    sort.addEventListener("click", () => {
      // The first click shows the largest number or the first name.
      const first = numeric.has(column);
      order = {label: column.label, descending: order?.label === column.label ? !order.descending : first};
      write("sort", formatOrder(order));
      fill();
    });
    return html`<th scope="col" data-numeric=${numeric.has(column) ? "" : null}>${sort}</th>`;
  }

  /** Returns the rows that the search keeps, in the table's order. */
  function listRows(): readonly Row[] {
    const kept = query.trim() ? rows.filter((row) => hasWords(textOf(row), query)) : rows;
    const by = order && columns.find(({label}) => label === order!.label)!;
    return by ? sortRows(kept, by.value, order!.descending) : kept;
  }

  function lineOf(row: Row): HTMLElement {
    let line = lines.get(row);
    if (!line)
      lines.set(
        row,
        (line = html`<tr>
          ${columns.map((column, i) => cellOf(row, column, i === 0))}
        </tr>`)
      );
    return line;
  }

  function cellOf(row: Row, column: Column<Row>, isFirst: boolean): HTMLElement {
    const isNumber = numeric.has(column) ? "" : null;
    const content = contentOf(row, column);
    if (!isFirst) return html`<td data-numeric=${isNumber}>${content}</td>`;
    const opener = onOpen ? html`<button type="button" class="table-opener">${content}</button>` : content;
    return html`<th scope="row" data-numeric=${isNumber}>${choice ? choiceOf(row, choice, opener) : opener}</th>`;
  }

  function choiceOf(row: Row, {nameOf}: TableChoice<Row>, content: unknown): HTMLElement {
    const rowName = nameOf(row);
    const box = html<"input">`<input type="checkbox" checked=${chosen.has(rowName)} aria-label=${rowName} />`;
    box.addEventListener("input", (event) => {
      event.stopPropagation();
      if (box.checked) chosen.add(rowName);
      else chosen.delete(rowName);
      write(
        "chosen",
        rows
          .map(nameOf)
          .filter((one) => chosen.has(one))
          .join(",")
      );
      table.dispatchEvent(new Event("input", {bubbles: true}));
    });
    return html`<span class="table-choice"><label>${box}</label><span>${content}</span></span>`;
  }

  function textOf(row: Row): string {
    return [...lineOf(row).children].map(({textContent}) => textContent).join(" ");
  }

  function fill(): void {
    const listed = listRows();
    body.replaceChildren(...listed.slice(0, limit).map(lineOf));
    headers.forEach((header, i) => {
      const isOrder = columns[i]!.label === order?.label;
      header.ariaSort = isOrder ? (order!.descending ? "descending" : "ascending") : null;
    });
    const isAll = listed.length === rows.length;
    count.textContent = `${isAll ? "" : `${formatCount(listed.length)} of `}${formatCount(rows.length)} ${rows.length === 1 ? "row" : "rows"}`;
    if (!listed.length && rows.length) count.textContent += ": search for fewer words";
    box.toggleAttribute("data-long", Math.min(limit, listed.length) > LONG);
    more.hidden = listed.length <= limit;
    more.textContent = `Show ${formatCount(Math.min(SHOWN, listed.length - limit))} more`;
  }

  field.addEventListener("input", (event) => {
    event.stopPropagation();
    query = field.value;
    limit = SHOWN;
    write("search", query || undefined);
    fill();
  });
  more.addEventListener("click", () => {
    limit += SHOWN;
    fill();
  });
  csv.addEventListener("click", () =>
    download(tableCsv(listRows(), columns), fileName(name ?? caption, "csv"), "text/csv")
  );
  if (onOpen) {
    body.addEventListener("click", ({target}) => {
      const inside = target as Element;
      if (inside.closest("a, label, button:not(.table-opener)")) return;
      const row = [...lines].find(([, line]) => line.contains(inside))?.[0];
      if (row !== undefined) onOpen(row);
    });
  }

  const box = html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="data-table" data-opens=${onOpen ? "" : null}>
      <thead>
        <tr>
          ${headers}
        </tr>
      </thead>
      ${body}
    </table>
  </div>`;
  const table = html`<div class="table">
    <div class="table-tools">${search ? field : null}${count}${csv}</div>
    ${box}${more}
    <p class="caption">${caption}</p>
  </div>`;
  fill();
  return withMembers(table, {
    get value() {
      return choice ? rows.filter((row) => chosen.has(choice.nameOf(row))) : [];
    }
  });
}

function contentOf<Row>(row: Row, column: Column<Row>): string | number | Node {
  const value = column.value(row);
  if (value === undefined || Number.isNaN(value)) return "–";
  return column.show ? column.show(row) : value;
}
