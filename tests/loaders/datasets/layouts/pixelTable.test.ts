import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {openTable, sparseSampler} from "../../../../loaders/datasets/layouts/pixelTable.js";
import type {OnReject} from "../../../../loaders/datasets/parts/rejects.js";
import {InputError} from "../../../../src/inputError.js";

// Tables as spreadsheets, pandas, R and NumPy save them, all written from the same digits, which must be read back.
// pandas names its index ",label,…" or "Unnamed: 0" (https://pandas.pydata.org/docs/reference/api/
// pandas.DataFrame.to_csv.html). R omits the name of the column of row names (?write.table). OpenML's mnist_784 has
// pixel1 … pixel784 and then class (https://www.openml.org/d/554).

const NAMES = Array.from({length: 784}, (_, i) => `pixel${i}`);
const LABELS = [5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6];
/** Ink of many levels in the middle, like MNIST's; the border is 0. */
const IMAGES = LABELS.map((label, n) =>
  Array.from({length: 784}, (_, i) => {
    const [x, y] = [i % 28, Math.floor(i / 28)];
    return x < 4 || y < 4 || x > 23 || y > 23 ? 0 : (x * (label + 3) + y * (n + 5)) % 256;
  })
);
const EXPECTED = {labels: LABELS, images: IMAGES.flat()};

const rows = (make: (label: number, image: number[], i: number) => readonly unknown[], delimiter = ",") =>
  LABELS.map((label, i) => make(label, IMAGES[i]!, i).join(delimiter)).join("\n");
const plain = (label: number, image: number[]) => [label, ...image];

function read(table: string | Uint8Array, onReject?: OnReject, cuts: readonly number[] = []) {
  const bytes = typeof table === "string" ? Buffer.from(table) : table;
  const {parser, note} = openTable(bytes.subarray(0, 1 << 19), "t.csv", onReject);
  const places = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)), bytes.length].sort((a, b) => a - b);
  for (let i = 1; i < places.length; ++i) parser.push(bytes.subarray(places[i - 1], places[i]));
  const {labels, images} = parser.end();
  return {note, labels: labels && [...labels], images: [...images]};
}

function message(table: string | Uint8Array): string {
  try {
    read(table);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "none";
}

const header = ["label", ...NAMES].join();
const quote = (row: readonly unknown[]) => row.map((value) => `"${String(value)}"`);

// prettier-ignore
const DIALECTS: readonly (readonly [what: string, table: string | Uint8Array, note: string])[] = [
  ["no header", rows(plain), "no header"],
  ["the label last, no header", rows((label, image) => [...image, label]), "no header; label last"],
  ["the label last, called class", `${[...NAMES, "class"].join()}\n${rows((label, image) => [...image, label])}`, 'label last ("class")'],
  ["pandas' index", `,${header}\n${rows((label, image, i) => [i, label, ...image])}`, "a column that numbers the rows left out"],
  ["pandas' index, shuffled", `Unnamed: 0,${header}\n${rows((label, image, i) => [(i * 4001) % 997, label, ...image])}`, "columns that number the rows (Unnamed: 0) left out"],
  ["an index, no header", rows((label, image, i) => [i, label, ...image]), "no header; a column that numbers the rows left out"],
  ["an index, no header, the label last", rows((label, image, i) => [i + 1, ...image, label]), "no header; label last; a column that numbers the rows left out"],
  ["semicolons", `${header.replaceAll(",", ";")}\n${rows(plain, ";")}`, "semicolons between columns"],
  ["tabs", `${header.replaceAll(",", "\t")}\n${rows(plain, "\t")}`, "tabs between columns"],
  ["spaces, R's row names", `${quote(["label", ...NAMES]).join(" ")}\n${rows((label, image, i) => [`"${i + 1}"`, label, ...image], " ")}`, "spaces between columns; numbers in quotes; a column that numbers the rows left out"],
  ["quotes", `${header}\n${rows((label, image) => quote([label, ...image]))}`, "numbers in quotes"],
  ["UTF-16 with a byte order mark", Buffer.from(`\ufeff${header}\n${rows(plain)}`, "utf16le"), "UTF-16"],
  ["UTF-16 without one, big-endian", Buffer.from(`${header}\r\n${rows(plain)}`, "utf16le").swap16(), "UTF-16"],
  ["a byte order mark and tabs", `\ufeff${header.replaceAll(",", "\t")}\n${rows(plain, "\t")}`, "tabs between columns"],
  ["CRLF and semicolons", `${header.replaceAll(",", ";")}\n${rows(plain, ";")}\n`.replaceAll("\n", "\r\n"), "semicolons between columns"],
  ["CR alone", `${header}\n${rows(plain)}\n`.replaceAll("\n", "\r"), ""],
  ["a comma at every line's end", `${header},\n${rows(plain).replaceAll("\n", ",\n")},`, ""],
  ["253.0", `${header}\n${rows((label, image) => [label, ...image.map((v) => v.toFixed(1))])}`, "whole numbers with decimals"],
  ["numpy.savetxt's 2.530000000000000000e+02", rows((label, image) => [label, ...image].map((v) => v.toExponential(18).replace(/e\+(\d)$/, "e+0$1")), " "), "spaces between columns; no header; whole numbers with decimals"],
  ["0 to 1", `${header}\n${rows((label, image) => [label, ...image.map((v) => Number((v / 255).toPrecision(6)))])}`, "pixels from 0 to 1, stretched to 0 to 255"],
  ["−1 to 1", `${header}\n${rows((label, image) => [label, ...image.map((v) => (v / 127.5 - 1).toFixed(5))])}`, "pixels from -1 to 1, stretched to 0 to 255"],
  ["decimal commas", `${header.replaceAll(",", ";")}\n${rows((label, image) => [label, ...image.map((v) => (v / 255).toFixed(5).replace(".", ","))], ";")}`, "semicolons between columns; decimal commas; pixels from 0 to 1, stretched to 0 to 255"],
  ["ten columns of classes", rows((label, image) => [...image, ...Array.from({length: 10}, (_, c) => (c === label ? 1 : 0))]), "no header; a column for each class"],
  ["columns in the order of the alphabet", table(([...NAMES].sort()).map((name) => Number(name.slice(5)))), "pixels put in the order of their names"]
];

/** Returns a table whose columns of pixels, and their names, come in another order. */
function table(order: readonly number[]): string {
  const names = ["label", ...order.map((i) => `pixel${i}`)].join();
  return `${names}\n${rows((label, image) => [label, ...order.map((i) => image[i])])}`;
}

describe("openTable(head, source)", () => {
  it.each(DIALECTS)("reads the same digits from a table with %s, and says what is unusual", (_what, text, note) => {
    expect(read(text)).toEqual({note, ...EXPECTED});
  });

  it("reads the same wherever chunks are cut", () => {
    const text = Buffer.from(
      `\ufeff${header.replaceAll(",", ";")}\r\n${rows(plain, ";")}`.replaceAll("\n", "\r\n"),
      "utf16le"
    );
    fc.assert(
      fc.property(fc.array(fc.double({min: 0, max: 1, noNaN: true}), {maxLength: 5}), (cuts) => {
        expect(read(text, undefined, cuts).images).toEqual(EXPECTED.images);
      }),
      {numRuns: 20}
    );
  });

  it("returns no labels if the table has none, with or without an index", () => {
    expect(read(`${NAMES.join(";")}\n${rows((_label, image) => image, ";")}`).labels).toBeUndefined();
    expect(read(`id,${NAMES.join()}\n${rows((_label, image, i) => [i, ...image])}`)).toEqual({
      note: "columns that number the rows (id) left out",
      labels: undefined,
      images: EXPECTED.images
    });
  });

  it("keeps whole values of 0 and 1 unchanged", () => {
    const binary = `${header.replaceAll(",", ";")}\n${rows((label, image) => [label, ...image.map((v) => (v > 99 ? 1 : 0))], ";")}`;
    expect(Math.max(...read(binary).images)).toBe(1);
  });

  it("refuses to guess if both the first and the last column could be the label", () => {
    const both = rows((label, image) => [label, ...image.slice(1), (label + 1) % 10]);
    expect(message(both)).toBe(
      "t.csv: expected one column that can only be the label: a header that calls its column label, got a first and a last column that both could be"
    );
  });

  it("finds the label of a sorted table without header from rows sampled all over it", () => {
    const sorted = Array.from({length: 600}, (_, i) => [i < 400 ? 0 : 7, ...IMAGES[0]!].join()).join("\n");
    const bytes = Buffer.from(sorted);
    const head = bytes.subarray(0, 100_000);
    expect(() => openTable(head, "t.csv")).toThrow("one column that can only be the label");
    const sampler = sparseSampler();
    for (let start = 0; start < bytes.length; start += 5000) sampler.push(bytes.subarray(start, start + 5000));
    const {parser, note} = openTable(sampler.bytes(), "t.csv");
    parser.push(bytes);
    expect([note, parser.end().labels!.indexOf(7)]).toEqual(["no header", 400]);
  });

  it("takes a column that counts up for labels in ten rows, and for row numbers in more", () => {
    const few = IMAGES.slice(0, 10)
      .map((image, i) => [i, ...image].join())
      .join("\n");
    expect(read(few).labels).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const more = IMAGES.map((image, i) => [i, ...image].join()).join("\n");
    expect(read(more)).toEqual({
      note: "no header; a column that numbers the rows left out",
      labels: undefined,
      images: EXPECTED.images
    });
  });

  it.each([
    ["letters", (label: number) => "ABCDEFGHIJ"[label], 'letters as labels, such as "F"'],
    ["numbers of letters", (label: number) => label * 2 + 1, "labels from 1 to 19, as letters have"],
    ["other numbers", (label: number) => 100 + label, "labels from 100 to 109"]
  ])("refuses %s as labels in one line, also where bad rows may be left out", (_what, as, found) => {
    const text = `${header}\n${rows((label, image) => [as(label), ...image])}`.replaceAll(",", ";");
    const wayOut = 'a dataset.json beside the files can name the classes: {"classes": ["A", "B", …]}';
    expect(message(text)).toBe(`t.csv: expected labels from 0 to 9, got ${found}; ${wayOut}`);
    expect(() => read(text, () => undefined)).toThrow(wayOut);
  });

  it.each([
    [
      "standardized pixels",
      (v: number): unknown => ((v / 255 - 0.1307) / 0.3081).toFixed(4),
      "pixels from -0.4242 to 2.821"
    ],
    ["pixels of 16 bits", (v: number): unknown => v * 257, "pixels from 0 to 65535"]
  ])("refuses %s", (_what, as, found) => {
    const text = `${header}\n${rows((label, image) => [label, ...image.map(as)], ";").replaceAll(";", ",")}`.replaceAll(
      ",",
      ";"
    );
    expect(message(text)).toBe(
      `t.csv: expected pixels from 0 to 255, or from 0 to 1 (standardized ones have to be saved before they are standardized), got ${found}`
    );
  });

  it.each([
    ["a label", 5, "x", 't.csv:3: expected label as a whole number from 0 to 9, got "x"'],
    ["a pixel", 300, "256", 't.csv:3: expected pixel299 as a whole number from 0 to 255, got "256"'],
    ["a pixel", 300, "", "t.csv:3: expected pixel299 as a whole number from 0 to 255, got nothing"],
    ["a pixel", 300, "0.5", 't.csv:3: expected pixel299 as a whole number from 0 to 255, got "0.5"'],
    ["a pixel", 300, "0x10", 't.csv:3: expected pixel299 as a whole number from 0 to 255, got "0x10"'],
    ["the number of columns", 784, "0;0", "t.csv:3: expected 785 columns, got 786"]
  ])(
    "names the line and the column of a row with a bad value for %s, and leaves it out where it may",
    (_what, column, value, says) => {
      const at = column === 5 ? 0 : column;
      const lines = `${header}\n${rows(plain)}`.replaceAll(",", ";").split("\n");
      const fields = lines[2]!.split(";");
      lines[2] = fields.map((field, i) => (i === at ? value : field)).join(";");
      expect(message(lines.join("\n"))).toBe(says);
      const heard: string[] = [];
      const {labels} = read(lines.join("\n"), (_reason, error) => void heard.push(error.message));
      expect([labels, heard]).toEqual([LABELS.filter((_, i) => i !== 1), [says]]);
    }
  );
});
