import {readAddress, writeAddress} from "../inputs/address.js";
import {download, fileName} from "../inputs/download.js";
import {namedBy} from "../page/place.js";
import {withMembers} from "../page/withMembers.js";
import {tableLines} from "./tableLines.js";
import {isNumeric, tableCsv, type Column, type TableOrder} from "./tableRows.js";
import {listRows, reduceTable, tableAddress, tableStateFrom, type TableEvent, type TableKey} from "./tableState.js";
import {tableView} from "./tableView.js";

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
  /** How the rows are sorted at first; by default as they come. */
  readonly order?: TableOrder;
  /** Folds some rows away, behind a button. */
  readonly fold?: TableFold<Row> | undefined;
}

/** Rows that are shown on request. A search finds them all the same. */
export interface TableFold<Row> {
  readonly isFolded: (row: Row) => boolean;
  /** What they are, on the button: "8 ablations of ann". */
  readonly label: string;
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

/** Tables with at least this many rows get a search box. */
const SEARCHED = 8;

/**
 * Returns a table of *rows* that sorts by a click on a column's name, searches by words in the text of all cells, and
 * downloads what it shows, in its order, as CSV.
 */
export function dataTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  {caption, name, search = rows.length >= SEARCHED, onOpen, choice, order, fold}: TableOptions<Row>
): DataTable<Row> {
  const numeric = new Set(columns.filter((column) => isNumeric(rows, column)));
  const isOpened = onOpen !== undefined;
  const read = (key: TableKey) => (name === undefined ? undefined : readAddress(`${name}.${key}`));
  const folded = rows.filter((row) => fold?.isFolded(row));
  let state = tableStateFrom(read, columns, {
    isSearched: search,
    chosen: choice?.chosen,
    order,
    folded: new Set(choice && folded.map(choice.nameOf))
  });

  const lines = tableLines({
    columns,
    numeric,
    isOpened,
    choice: choice && {
      nameOf: choice.nameOf,
      isChosen: (rowName) => state.chosen.has(rowName),
      onChoose: (rowName, isChosen) => {
        follow({type: "choose", name: rowName, isChosen}, "chosen");
        table.dispatchEvent(new Event("input", {bubbles: true}));
      }
    }
  });
  const view = tableView({
    caption,
    columns,
    numeric,
    isSearched: search,
    isOpened,
    folded: folded.length ? fold?.label : undefined,
    onSort: (column) => follow({type: "sort", label: column.label, descending: numeric.has(column)}, "sort"),
    onSearch: (query) => follow({type: "search", query}, "search"),
    onMore: () => follow({type: "more"}),
    onFold: () => follow({type: "fold"}, "fold"),
    onDownload: () => download(tableCsv(listed(), columns), fileName(name ?? caption, "csv"), "text/csv")
  });

  function listed(): readonly Row[] {
    return listRows(rows, columns, state, lines.textOf, fold?.isFolded);
  }

  /** Brings the state on by an *event*, shows it, and puts what changed into the address. */
  function follow(event: TableEvent, key?: TableKey): void {
    state = reduceTable(state, event);
    if (key && name !== undefined) {
      writeAddress(`${name}.${key}`, tableAddress(state, choice ? rows.map(choice.nameOf) : [])[key]);
    }
    if (key !== "chosen") render();
  }

  function render(): void {
    const all = listed();
    view.render(state, all.slice(0, state.limit).map(lines.lineOf), all.length, rows.length);
  }

  view.body.addEventListener("click", ({target}) => {
    const inside = target as Element;
    const row = inside.closest("a, label, button:not(.table-opener)") ? undefined : lines.rowOf(inside);
    if (row !== undefined) onOpen?.(row);
  });
  render();
  if (name !== undefined)
    namedBy(view.element, ...(["sort", "search", "chosen"] as const).map((key) => `${name}.${key}`));
  const table = withMembers(view.element, {
    get value() {
      return choice ? rows.filter((row) => state.chosen.has(choice.nameOf(row))) : [];
    }
  });
  return table;
}
