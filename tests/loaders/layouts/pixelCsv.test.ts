import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {pixelCsvParser} from "../../../loaders/layouts/pixelCsv.js";
import type {Digits} from "../../../src/digits/digits.js";
import {InputError} from "../../../src/inputError.js";

// The layout is Kaggle's: https://www.kaggle.com/competitions/digit-recognizer/data describes train.csv (label and
// pixel0 … pixel783) and test.csv (the same without label). The texts below are written by hand from that page.

const NAMES = Array.from({length: 784}, (_, i) => `pixel${i}`);
const HEADER = `label,${NAMES.join()}`;
const ZEROS = new Array<string>(784).fill("0");

/** Returns a row whose fields are those of *fields* where it has them, and 0 elsewhere. */
function row(label: string, fields: Readonly<Record<number, string>> = {}): string {
  return [label, ...ZEROS.map((zero, i) => fields[i] ?? zero)].join();
}

function parse(text: string | Uint8Array, cuts: readonly number[] = []): Digits {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const parser = pixelCsvParser("train.csv");
  const places = [0, ...cuts.map((cut) => Math.floor(cut * (bytes.length + 1))), bytes.length].sort((a, b) => a - b);
  // A copy of each piece, in a buffer of its own: a parser that kept a view of an earlier one would not notice.
  for (let i = 1; i < places.length; ++i) parser.push(bytes.slice(places[i - 1], places[i]));
  return parser.end();
}

const cutsArbitrary = fc.array(fc.double({min: 0, max: 1, noNaN: true, maxExcluded: true}), {maxLength: 12});
const rowsArbitrary = fc.array(
  fc.record({label: fc.integer({min: 0, max: 9}), pixels: fc.uint8Array({minLength: 784, maxLength: 784})}),
  {minLength: 1, maxLength: 4}
);

describe("pixelCsvParser(source)", () => {
  it("returns the labels and pixels that were written, whatever the chunks, line ends, mark and last newline", () => {
    fc.assert(
      fc.property(
        rowsArbitrary,
        cutsArbitrary,
        fc.constantFrom("\n", "\r\n", "\n\n", "\r\n\r\n"),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (rows, cuts, lineEnd, mark, lastLineEnd, labeled) => {
          const lines = rows.map(({label, pixels}) => (labeled ? [label, ...pixels] : [...pixels]).join());
          const header = labeled ? HEADER : NAMES.join();
          const text = (mark ? "\ufeff" : "") + [header, ...lines].join(lineEnd) + (lastLineEnd ? lineEnd : "");
          const digits = parse(text, cuts);
          expect(digits.length).toBe(rows.length);
          expect(Buffer.from(digits.images)).toEqual(Buffer.concat(rows.map(({pixels}) => pixels)));
          expect(digits.labels && Array.from(digits.labels)).toEqual(
            labeled ? rows.map(({label}) => label) : undefined
          );
        }
      ),
      {numRuns: 60}
    );
  });

  it("returns the same when every byte comes alone, those of the mark too", () => {
    const file = Buffer.from(`\ufeff${HEADER}\r\n${row("4", {3: "255"})}\r\n`);
    const parser = pixelCsvParser("train.csv");
    for (const byte of file) parser.push(Uint8Array.of(byte));
    const {length, labels, images} = parser.end();
    expect([length, labels![0], images.findIndex((v) => v > 0), images[3]]).toEqual([1, 4, 3, 255]);
  });

  it("keeps more rows than its first room has", () => {
    const text = [HEADER, ...Array.from({length: 1030}, (_, i) => row(`${i % 10}`, {0: `${i % 256}`}))].join("\n");
    const {length, labels, images} = parse(text);
    expect(length).toBe(1030);
    expect(labels).toHaveLength(1030);
    expect(images).toHaveLength(1030 * 784);
    expect([labels![1025], images[1025 * 784], images[1029 * 784]]).toEqual([5, 1, 5]);
  });

  it("has no labels where the header has none, as in Kaggle's test.csv", () => {
    const digits = parse(`${NAMES.join()}\n${["255", ...ZEROS.slice(1)].join()}\n`);
    expect(digits).not.toHaveProperty("labels");
    expect([digits.length, digits.images[0], digits.images[1]]).toEqual([1, 255, 0]);
  });

  it("takes names in quotes, spaces around them, and any case of label", () => {
    expect(parse(`"label",${NAMES.map((name) => `"${name}"`).join()}\n${row("7")}`).labels![0]).toBe(7);
    expect(parse(`Label, ${NAMES.join(", ")}\n${row("7")}`).labels![0]).toBe(7);
  });

  it("passes over blank lines, but counts them in what it says", () => {
    expect(parse(`${HEADER}\n\n\r\n${row("1")}\n\n${row("2")}\n\n\n`).length).toBe(2);
    expect(() => parse(`${HEADER}\n\n\n${row("x")}`)).toThrow(
      'train.csv:4: expected label as a whole number from 0 to 9, got "x"'
    );
  });

  const good = row("3");
  const two = `${HEADER}\n${good}\n`; // the line that follows is the third
  const pixel = (i: number) => `expected pixel${i} as a whole number from 0 to 255`;
  const header = "expected a header label,pixel0,…,pixel783 (785 columns)";
  it.each<[what: string, text: string | Uint8Array, message: string]>([
    ["cut in the middle of a row", two + row("4").slice(0, 199), "train.csv:3: expected 785 columns, got 100"],
    ["cut after a comma", two + row("4").slice(0, 200), `train.csv:3: ${pixel(99)}, got nothing`],
    ["cut after a few columns", `${two}4,0,`, `train.csv:3: ${pixel(1)}, got nothing`],
    ["a row of 783 columns", two + row("4").slice(0, -4), "train.csv:3: expected 785 columns, got 783"],
    ["a row of 786 columns", `${two + row("4")},0`, "train.csv:3: expected 785 columns, got more"],
    ["a comma too many", `${two + row("4")},\n`, "train.csv:3: expected 785 columns, got more"],
    ["a pixel of 256", two + row("4", {8: "256"}), `train.csv:3: ${pixel(8)}, got "256"`],
    ["a last pixel of 256", two + row("4", {783: "256"}), `train.csv:3: ${pixel(783)}, got "256"`],
    ["a pixel of many figures", two + row("4", {8: "1234567"}), `train.csv:3: ${pixel(8)}, got "1234567"`],
    ["letters", two + row("4", {8: "abc"}), `train.csv:3: ${pixel(8)}, got "abc"`],
    ["a fraction", two + row("4", {8: "12.5"}), `train.csv:3: ${pixel(8)}, got "12.5"`],
    ["a negative number", two + row("4", {8: "-1"}), `train.csv:3: ${pixel(8)}, got "-1"`],
    ["a number in quotes", two + row("4", {8: '"1"'}), `train.csv:3: ${pixel(8)}, got ""1""`],
    ["an empty field", two + row("4", {8: ""}), `train.csv:3: ${pixel(8)}, got nothing`],
    ["a label of 10", two + row("10"), 'train.csv:3: expected label as a whole number from 0 to 9, got "10"'],
    ["no label", two + row(""), "train.csv:3: expected label as a whole number from 0 to 9, got nothing"],
    ["an empty file", "", "train.csv: expected a header label,pixel0,…,pixel783, got an empty file"],
    ["a mark and no more", "\ufeff", "train.csv: expected a header label,pixel0,…,pixel783, got an empty file"],
    ["a header only", `${HEADER}\n`, "train.csv: expected at least one row of pixels, got none"],
    ["a header without its newline", HEADER, "train.csv: expected at least one row of pixels, got none"],
    ["a header of 783 columns", `${HEADER.slice(0, -18)}\n`, `train.csv:1: ${header}, got 783 columns from "label"`],
    ["a header of 786 columns", `${HEADER},x\n`, `train.csv:1: ${header}, got 786 columns from "label"`],
    ["no header", `${good}\n`, `train.csv:1: ${header}, got 785 columns from "3"`],
    ["no header and no labels", `${ZEROS.join()}\n`, `train.csv:1: ${header}, got 784 columns from "0"`],
    ["a text", "Dear all,\nhow are you?", `train.csv:1: ${header}, got 2 columns from "Dear all"`],
    ["a PNG", Buffer.from("89504e470d0a1a0a0000000d", "hex"), `train.csv:1: ${header}, got "\ufffdPNG"`],
    [
      "over 64 kB without a newline",
      Buffer.alloc(65_537, 97),
      "train.csv:1: expected a header, got a line of over 64 kB"
    ]
  ])("refuses %s", (_, text, message) => {
    let thrown: unknown;
    try {
      parse(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InputError);
    expect((thrown as InputError).message).toBe(message);
  });

  it("refuses a header of over 64 kB as soon as it has that much, not at the end of the file", () => {
    const parser = pixelCsvParser("train.csv");
    const piece = Buffer.alloc(10_000, 97);
    for (let i = 0; i < 6; ++i) parser.push(piece);
    expect(() => parser.push(piece)).toThrow("a line of over 64 kB");
  });

  it("gives an InputError in one line, or as many rows as before, for a file with any damage", () => {
    const file = Buffer.from([HEADER, row("1", {5: "255"}), row("2", {783: "17"}), row("9")].join("\n"));
    const edit = fc.record({
      kind: fc.constantFrom("replace", "insert", "delete"),
      place: fc.double({min: 0, max: 1, noNaN: true, maxExcluded: true}),
      byte: fc.oneof(fc.integer({min: 0, max: 255}), fc.constantFrom(...Buffer.from(',\n\r"0 9-.\u2028')))
    });
    fc.assert(
      fc.property(fc.array(edit, {minLength: 1, maxLength: 3}), cutsArbitrary, (edits, cuts) => {
        let damaged = file;
        for (const {kind, place, byte} of edits) {
          const at = Math.floor(place * damaged.length);
          const insert = kind === "delete" ? [] : [byte];
          const skip = kind === "insert" ? 0 : 1;
          damaged = Buffer.concat([damaged.subarray(0, at), Buffer.from(insert), damaged.subarray(at + skip)]);
        }
        expectRowsOrInputError(damaged, cuts, 3);
      }),
      {numRuns: 300}
    );
  });

  it("gives an InputError in one line for bytes that are anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 400}), cutsArbitrary, (bytes, cuts) =>
        expectRowsOrInputError(bytes, cuts, undefined)
      ),
      {numRuns: 300}
    );
  });
});

function expectRowsOrInputError(bytes: Uint8Array, cuts: readonly number[], rows: number | undefined): void {
  let length: number;
  try {
    ({length} = parse(bytes, cuts));
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    // No control character either: they would move the cursor of the terminal that shows them.
    expect((error as InputError).message).toMatch(/^train\.csv(:\d+)?: expected [^\p{Cc}\u2028\u2029]+$/u);
    return;
  }
  expect(length).toBe(rows);
}
