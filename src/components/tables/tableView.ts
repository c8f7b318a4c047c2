import {html} from "htl";
import {withTerms} from "../page/term.js";
import {formatCount} from "../page/format.js";
import type {Column} from "./tableRows.js";
import {watchEdges} from "./watchEdges.js";
import {countWords, orderWords, SHOWN, type TableState} from "./tableState.js";

/** More rows than these scroll inside the table's box, below its header. */
const LONG = 30;

export interface TableViewOptions<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly numeric: ReadonlySet<Column<Row>>;
  readonly isSearched: boolean;
  readonly isOpened: boolean;
  /** What the folded rows are; undefined where there are none. */
  readonly folded?: string | undefined;
  readonly onSort: (column: Column<Row>) => void;
  readonly onSearch: (query: string) => void;
  readonly onMore: () => void;
  readonly onFold: () => void;
  readonly onDownload: () => void;
}

/** What is seen of a table. */
export interface TableView {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  /** Shows *lines*, of which there are as many as the state allows, of the *listed* ones of *n* rows. */
  render(state: TableState, lines: readonly HTMLElement[], listed: number, n: number): void;
}

/** Returns a table without rows: its search, its count, its header, and what shows and downloads more. */
export function tableView<Row>(options: TableViewOptions<Row>): TableView {
  const {caption, columns, isSearched, isOpened, folded, onSearch, onMore, onFold, onDownload} = options;
  const headers = columns.map((column) => headerOf(column, options));
  const body = html`<tbody></tbody>`;
  const count = html`<span class="table-count" role="status"></span>`;
  const sorted = html`<span class="visually-hidden" role="status"></span>`;
  const field = html<"input">`<input type="search" placeholder="Search" aria-label=${`Search: ${caption}`} />`;
  const more = html`<button type="button" class="quiet" hidden onclick=${onMore}></button>`;
  const fold = html`<button type="button" class="table-fold" hidden=${!folded} onclick=${onFold}>${folded}</button>`;
  const csv = html`<button type="button" class="quiet" title="Download these rows as CSV" onclick=${onDownload}>
    CSV
  </button>`;
  const box = html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="data-table" data-opens=${isOpened ? "" : null}>
      <thead>
        <tr>
          ${headers}
        </tr>
      </thead>
      ${body}
    </table>
  </div>`;
  const element = html`<div class="table">
    <div class="table-tools">${isSearched ? field : null}${count}${sorted}${csv}</div>
    ${box}${fold}${more}
    <p class="caption">${withTerms(caption)}</p>
  </div>`;
  watchEdges(box);
  field.addEventListener("input", (event) => {
    event.stopPropagation(); // for the table's own
    onSearch(field.value);
  });
  return {
    element,
    body,
    render({order, query, limit, isUnfolded}, lines, listed, n) {
      if (field.value !== query) field.value = query;
      body.replaceChildren(...lines);
      headers.forEach((header, i) => {
        const way = order?.descending ? "descending" : "ascending";
        header.ariaSort = columns[i]!.label === order?.label ? way : null;
      });
      count.textContent = countWords(listed, n);
      sorted.textContent = orderWords(order);
      box.toggleAttribute("data-long", lines.length > LONG);
      fold.ariaExpanded = String(isUnfolded);
      fold.hidden = !folded || query.trim() !== ""; // a search finds folded rows, too
      more.hidden = listed <= limit;
      more.textContent = `Show ${formatCount(Math.min(SHOWN, listed - limit))} more`;
    }
  };
}

function headerOf<Row>(column: Column<Row>, {numeric, onSort}: TableViewOptions<Row>): HTMLElement {
  const {label, title = `Sort by ${label}`} = column;
  return html`<th scope="col" data-numeric=${numeric.has(column) ? "" : null}>
    <button type="button" title=${title} onclick=${() => onSort(column)}>${label}</button>
  </th>`;
}
