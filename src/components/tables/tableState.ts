import {counted, formatCount} from "../page/format.js";
import {formatOrder, hasWords, parseOrder, sortRows, type Column, type TableOrder} from "./tableRows.js";

/** The number of rows shown at first, and added at each request for more. */
export const SHOWN = 200;

/** What a visitor made of a table. */
export interface TableState {
  /** Undefined for the order in which the rows came. */
  readonly order: TableOrder | undefined;
  readonly query: string;
  /** How many rows are in the document, at most. */
  readonly limit: number;
  /** The names of the rows that are chosen. */
  readonly chosen: ReadonlySet<string>;
  /** Whether the rows that a table folds are shown. */
  readonly isUnfolded: boolean;
}

export type TableEvent =
  /** A column's name was clicked; *descending* is the way that the first click on it sorts. */
  | {readonly type: "sort"; readonly label: string; readonly descending: boolean}
  | {readonly type: "search"; readonly query: string}
  | {readonly type: "more"}
  | {readonly type: "fold"}
  | {readonly type: "choose"; readonly name: string; readonly isChosen: boolean};

/** What the address keeps of a table, each under its name and the table's. */
export type TableKey = "sort" | "search" | "chosen" | "fold";

/** What a table starts from where the address says nothing. */
export interface TableStart {
  readonly isSearched: boolean;
  readonly chosen?: readonly string[] | undefined;
  readonly order?: TableOrder | undefined;
  /** The names of the rows that are folded away until they are asked for. */
  readonly folded?: ReadonlySet<string> | undefined;
}

/**
 * Returns the state that an address describes. Where *read* gives nothing, the rows are in the *order* of the table's start,
 * and all but the *folded* ones are shown; these too, if one of them is chosen.
 */
export function tableStateFrom(
  read: (key: TableKey) => string | undefined,
  columns: readonly Pick<Column<never>, "label">[],
  {isSearched, chosen = [], order, folded = new Set()}: TableStart
): TableState {
  const names = new Set(read("chosen")?.split(",") ?? chosen);
  return {
    order: parseOrder(read("sort") ?? "", columns) ?? order,
    query: isSearched ? (read("search") ?? "") : "",
    limit: SHOWN,
    chosen: names,
    isUnfolded: read("fold") === "open" || [...names].some((name) => folded.has(name))
  };
}

/** Returns the state after an *event*. A second click on a column's name turns its order around. */
export function reduceTable(state: TableState, event: TableEvent): TableState {
  switch (event.type) {
    case "sort": {
      const {label, descending} = event;
      const isAgain = state.order?.label === label;
      return {...state, order: {label, descending: isAgain ? !state.order.descending : descending}};
    }
    case "search":
      return {...state, query: event.query, limit: SHOWN};
    case "more":
      return {...state, limit: state.limit + SHOWN};
    case "fold":
      return {...state, isUnfolded: !state.isUnfolded};
    case "choose": {
      const others = [...state.chosen].filter((name) => name !== event.name);
      return {...state, chosen: new Set(event.isChosen ? [...others, event.name] : others)};
    }
  }
}

/** Returns what the address says of a state: the chosen ones of *names*, which are those of all rows, in their order. */
export function tableAddress(
  {order, query, chosen, isUnfolded}: TableState,
  names: readonly string[]
): Readonly<Record<TableKey, string | undefined>> {
  return {
    sort: order && formatOrder(order),
    search: query || undefined,
    chosen: names.filter((name) => chosen.has(name)).join(","),
    fold: isUnfolded ? "open" : undefined
  };
}

/**
 * Returns the rows that the search keeps, in the table's order. *textOf* returns what stands in a row's cells. Folded rows
 * are left out until they are unfolded or searched for.
 */
export function listRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  {order, query, isUnfolded}: TableState,
  textOf: (row: Row) => string,
  isFolded: (row: Row) => boolean = () => false
): readonly Row[] {
  const isShown = query.trim()
    ? (row: Row) => hasWords(textOf(row), query)
    : (row: Row) => isUnfolded || !isFolded(row);
  const kept = rows.filter(isShown);
  const by = columns.find(({label}) => label === order?.label);
  return by && order ? sortRows(kept, by.value, order.descending) : kept;
}

/** Returns how many of *n* rows are listed, in words: "12 rows", "3 of 12 rows", "No matches". */
export function countWords(listed: number, n: number): string {
  if (!listed && n) return "No matches";
  const part = listed === n ? "" : `${formatCount(listed)} of `;
  return `${part}${counted(n, "row")}`;
}

/** Returns what a table is sorted by, for those who hear the page; nothing where its rows are as they came. */
export function orderWords(order: TableOrder | undefined): string {
  return order ? `Sorted by ${order.label}, ${order.descending ? "descending" : "ascending"}` : "";
}
