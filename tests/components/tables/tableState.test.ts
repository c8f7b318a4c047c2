import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Column} from "../../../src/components/tables/tableRows.js";
import {
  countWords,
  listRows,
  orderWords,
  reduceTable,
  SHOWN,
  tableAddress,
  tableStateFrom,
  type TableEvent,
  type TableKey,
  type TableState
} from "../../../src/components/tables/tableState.js";

interface Run {
  readonly name: string;
  readonly accuracy: number;
}
const RUNS: Run[] = [
  {name: "ann", accuracy: 99.27},
  {name: "cnn", accuracy: 99.56},
  {name: "nearest mean", accuracy: 82.03}
];
const NAMES = RUNS.map(({name}) => name);
const COLUMNS: Column<Run>[] = [
  {label: "Run", value: ({name}) => name},
  {label: "Accuracy", value: ({accuracy}) => accuracy}
];

const FIRST = tableStateFrom(() => undefined, COLUMNS, {isSearched: true});
const after = (events: readonly TableEvent[], from = FIRST) => events.reduce(reduceTable, from);
const listed = (state: TableState) =>
  listRows(RUNS, COLUMNS, state, ({name, accuracy}) => `${name} ${accuracy}`).map(({name}) => name);

const anyEvent: fc.Arbitrary<TableEvent> = fc.oneof(
  fc.record({
    type: fc.constant("sort" as const),
    label: fc.constantFrom("Run", "Accuracy"),
    descending: fc.boolean()
  }),
  fc.constantFrom("", "nn", "mean nearest", "no such run").map((query): TableEvent => ({type: "search", query})),
  fc.constant<TableEvent>({type: "more"}),
  fc.constant<TableEvent>({type: "fold"}),
  fc.record({type: fc.constant("choose" as const), name: fc.constantFrom(...NAMES), isChosen: fc.boolean()})
);

describe("what a visitor makes of a table", () => {
  it("is at first all rows in their order, none of them chosen", () => {
    expect(listed(FIRST)).toEqual(NAMES);
    expect(FIRST.chosen.size).toBe(0);
    expect(tableAddress(FIRST, NAMES)).toEqual({sort: undefined, search: undefined, chosen: "", fold: undefined});
  });

  it("is sorted at first as the table says, until the address says otherwise", () => {
    const start = {isSearched: true, order: {label: "Accuracy", descending: true}};
    expect(listed(tableStateFrom(() => undefined, COLUMNS, start))).toEqual(["cnn", "ann", "nearest mean"]);
    const sorted = tableStateFrom((key) => (key === "sort" ? "-Run" : undefined), COLUMNS, start);
    expect(listed(sorted)).toEqual(["nearest mean", "cnn", "ann"]);
  });

  it("folds rows away until they are unfolded, searched for, or one of them is chosen", () => {
    const isFolded = ({name}: Run) => name === "cnn";
    const shown = (state: TableState) =>
      listRows(RUNS, COLUMNS, state, ({name}) => name, isFolded).map(({name}) => name);
    expect(shown(FIRST)).toEqual(["ann", "nearest mean"]);
    expect(shown(after([{type: "fold"}]))).toEqual(NAMES);
    expect(shown(after([{type: "search", query: "nn"}]))).toEqual(["ann", "cnn"]);
    const start = {isSearched: true, folded: new Set(["cnn"])};
    const chosen = tableStateFrom((key) => (key === "chosen" ? "ann,cnn" : undefined), COLUMNS, start);
    expect(shown(chosen)).toEqual(NAMES);
    expect(shown(tableStateFrom((key) => (key === "fold" ? "open" : undefined), COLUMNS, start))).toEqual(NAMES);
  });

  it("is sorted by a column, its first click's way first, and the other way by the second click", () => {
    const click: TableEvent = {type: "sort", label: "Accuracy", descending: true};
    expect(listed(after([click]))).toEqual(["cnn", "ann", "nearest mean"]);
    expect(listed(after([click, click]))).toEqual(["nearest mean", "ann", "cnn"]);
    const other: TableEvent = {type: "sort", label: "Run", descending: false};
    expect(listed(after([click, click, other, click]))).toEqual(["cnn", "ann", "nearest mean"]);
  });

  it("is searched by all words in a row's text, in its order", () => {
    expect(listed(after([{type: "search", query: "99 NN"}]))).toEqual(["ann", "cnn"]);
    expect(listed(after([{type: "search", query: "  "}]))).toEqual(NAMES);
    const sorted: TableEvent = {type: "sort", label: "Accuracy", descending: true};
    expect(listed(after([{type: "search", query: "nn"}, sorted]))).toEqual(["cnn", "ann"]);
  });

  it("shows more rows with each request, and begins with the first ones at each search", () => {
    const more = after([{type: "more"}, {type: "more"}]);
    expect(more.limit).toBe(3 * SHOWN);
    expect(after([{type: "search", query: "a"}], more).limit).toBe(SHOWN);
    expect(after([{type: "sort", label: "Run", descending: false}], more).limit).toBe(3 * SHOWN);
  });

  it("has the rows chosen that the address names, or else those given", () => {
    const options = {isSearched: true, chosen: ["ann"]};
    expect([...tableStateFrom(() => undefined, COLUMNS, options).chosen]).toEqual(["ann"]);
    expect([...tableStateFrom((key) => (key === "chosen" ? "cnn" : undefined), COLUMNS, options).chosen]).toEqual([
      "cnn"
    ]);
  });

  it("is not searched for what the address says where there is no search", () => {
    expect(tableStateFrom(() => "nn", COLUMNS, {isSearched: false}).query).toBe("");
  });

  it("is the same again from the address, but for how many rows were asked for", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, {maxLength: 12}), (events) => {
        const state = after(events);
        const address = tableAddress(state, NAMES);
        const read = (key: TableKey) => address[key];
        const again = tableStateFrom(read, COLUMNS, {isSearched: true});
        expect({...again, chosen: [...again.chosen].filter(Boolean).sort()}).toEqual({
          ...state,
          limit: SHOWN,
          chosen: [...state.chosen].sort()
        });
      })
    );
  });

  it("names chosen rows in the table's order, whenever they were chosen", () => {
    const state = after([
      {type: "choose", name: "cnn", isChosen: true},
      {type: "choose", name: "ann", isChosen: true},
      {type: "choose", name: "ann", isChosen: true}
    ]);
    expect(tableAddress(state, NAMES).chosen).toBe("ann,cnn");
    expect(tableAddress(after([{type: "choose", name: "ann", isChosen: false}], state), NAMES).chosen).toBe("cnn");
  });
});

it("the count of rows says how many of all are listed, and what to do where none is", () => {
  expect(countWords(1, 1)).toBe("1 row");
  expect(countWords(1200, 1200)).toBe("1,200 rows");
  expect(countWords(3, 12)).toBe("3 of 12 rows");
  expect(countWords(0, 12)).toBe("No matches");
  expect(countWords(0, 0)).toBe("0 rows");
});

it("a table says by which column it is sorted, and which way", () => {
  expect(orderWords({label: "Accuracy", descending: true})).toBe("Sorted by Accuracy, descending");
  expect(orderWords({label: "Run", descending: false})).toBe("Sorted by Run, ascending");
  expect(orderWords(undefined)).toBe("");
});
