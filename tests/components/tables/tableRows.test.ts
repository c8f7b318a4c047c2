import {csvParse, csvParseRows} from "d3-dsv";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  columnsOf,
  formatOrder,
  hasWords,
  parseOrder,
  sortRows,
  tableCsv,
  type Column
} from "../../../src/components/tables/tableRows.js";

interface Run {
  readonly name: string;
  readonly accuracy?: number;
}

const columns: readonly Column<Run>[] = [
  {label: "Run", value: ({name}) => name},
  {label: "Accuracy", value: ({accuracy}) => accuracy, show: ({accuracy}) => `${accuracy!.toFixed(1)} %`}
];

describe("sortRows(rows, value, isDescending)", () => {
  const rows = [3, undefined, 1, NaN, 2].map((x, i) => ({x, i}));
  const sorted = (isDescending: boolean) => sortRows(rows, ({x}) => x, isDescending).map(({x}) => x);

  it("puts rows without a value last, either way", () => {
    expect(sorted(false)).toEqual([1, 2, 3, undefined, NaN]);
    expect(sorted(true)).toEqual([3, 2, 1, undefined, NaN]);
  });

  it("keeps equal rows in their order, and its argument as it is", () => {
    const same = ["b", "a", "a"].map((x, i) => ({x, i}));
    expect(sortRows(same, ({x}) => x, false).map(({i}) => i)).toEqual([1, 2, 0]);
    expect(sortRows(same, ({x}) => x, true).map(({i}) => i)).toEqual([0, 1, 2]);
    expect(same.map(({i}) => i)).toEqual([0, 1, 2]);
  });
});

describe("hasWords(text, query)", () => {
  it("asks for each word, in any order and case", () => {
    expect(hasWords("Convolutional network cnn", "CNN conv")).toBe(true);
    expect(hasWords("Convolutional network cnn", "cnn ann")).toBe(false);
  });

  it("is true of every text where nothing is asked for", () => {
    expect(hasWords("", "")).toBe(true);
    expect(hasWords("a", "  ")).toBe(true);
  });
});

describe("parseOrder(text, columns)", () => {
  it("reads what formatOrder writes", () => {
    for (const label of ["Run", "Accuracy"])
      for (const descending of [true, false]) {
        expect(parseOrder(formatOrder({label, descending}), columns)).toEqual({label, descending});
      }
  });

  it("is undefined where no column is named", () => {
    for (const text of ["", "-", "accuracy", "--Run", "Loss"]) expect(parseOrder(text, columns)).toBeUndefined();
  });
});

describe("tableCsv(rows, columns)", () => {
  it("has the labels, then the values, in full precision and not as shown", () => {
    expect(tableCsv([{name: "ann", accuracy: 1 / 3}], columns)).toBe("Run,Accuracy\nann,0.3333333333333333");
  });

  it("leaves empty what has no value", () => {
    expect(tableCsv([{name: "a"}, {name: "b", accuracy: NaN}], columns)).toBe("Run,Accuracy\na,\nb,");
  });

  it("writes the columns that stand for one", () => {
    const ends: Column<readonly [number, number]> = {
      label: "Interval",
      value: ([low]) => low,
      download: [
        {label: "from", value: ([low]) => low},
        {label: "to", value: ([, high]) => high}
      ]
    };
    expect(tableCsv([[0.25, 0.75]], [ends])).toBe("from,to\n0.25,0.75");
  });

  it("gives any text and number back to a reader of CSV", () => {
    const row = fc.record({name: fc.string({unit: "grapheme"}), accuracy: fc.double({noNaN: true})});
    fc.assert(
      fc.property(fc.array(row, {minLength: 1}), (rows) => {
        const [header, ...read] = csvParseRows(tableCsv(rows, columns));
        expect(header).toEqual(["Run", "Accuracy"]);
        expect(read.map(([name]) => name)).toEqual(rows.map(({name}) => name));
        // String and Number are each other's inverse, but for the sign of zero.
        expect(read.map(([, text]) => Number(text) + 0)).toEqual(rows.map(({accuracy}) => accuracy + 0));
      })
    );
  });
});

describe("columnsOf(rows)", () => {
  it("has a column a key, of all rows", () => {
    const rows: {a?: number; b?: string}[] = [{a: 1}, {b: "x", a: 2}];
    expect([...csvParse(tableCsv(rows, columnsOf(rows)))]).toEqual([
      {a: "1", b: ""},
      {a: "2", b: "x"}
    ]);
  });
});
