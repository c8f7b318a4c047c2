import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {isPixelHeader, pixelCsvParser} from "../../../../loaders/datasets/layouts/pixelCsv.js";
import type {OnReject} from "../../../../loaders/datasets/parts/rejects.js";
import type {Digits} from "../../../../src/characters/digits.js";
import {InputError} from "../../../../src/inputError.js";

// Kaggle's layouts. https://www.kaggle.com/competitions/digit-recognizer/data describes train.csv (label and
// pixel0 … pixel783) and test.csv (the same without label); https://www.kaggle.com/datasets/oddrationale/mnist-in-csv
// has the columns label, 1x1, 1x2 … 28x28. The texts below are handwritten from those pages.

const NAMES = Array.from({length: 784}, (_, i) => `pixel${i}`);
const NAMES_BY_PLACE = Array.from({length: 784}, (_, i) => `${Math.floor(i / 28) + 1}x${(i % 28) + 1}`);
const HEADER = `label,${NAMES.join()}`;
const ZEROS = new Array<string>(784).fill("0");

/** A header and a row, so that the next line is the third. */
const TWO_LINES = `${HEADER}\n${row("3")}\n`;

const WRONG_COLUMNS = "wrong number of columns";
const WRONG_PIXEL = "a pixel that is no whole number from 0 to 255";
const WRONG_LABEL = "a label that is no digit from 0 to 9";

/** Returns a row of zeros, with *fields* in their columns. */
function row(label: string, fields: Readonly<Record<number, string>> = {}): string {
  return [label, ...ZEROS.map((zero, i) => fields[i] ?? zero)].join();
}

function parse(text: string | Uint8Array, cuts: readonly number[] = [], onReject?: OnReject): Digits {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const parser = pixelCsvParser("train.csv", onReject);
  const places = [0, ...cuts.map((cut) => Math.floor(cut * (bytes.length + 1))), bytes.length].sort((a, b) => a - b);
  for (const [i, end] of places.slice(1).entries()) {
    const start = places[i]!;
    // A view into a larger buffer, wiped after it was pushed: a parser that kept it would fail.
    const chunk = Buffer.alloc(end - start + 8, "0,").subarray(4, -4);
    chunk.set(bytes.subarray(start, end));
    parser.push(chunk);
    chunk.fill("7");
  }
  return parser.end();
}

/** Parses a text with bad rows; returns the digits of the others, and the reason and message of each reject. */
function sift(text: string | Uint8Array, cuts: readonly number[] = []): {digits: Digits; rejects: [string, string][]} {
  const rejects: [string, string][] = [];
  const digits = parse(text, cuts, (reason, error) => {
    expect(error).toBeInstanceOf(InputError);
    rejects.push([reason, error.message]);
  });
  return {digits, rejects};
}

function thrownBy(act: () => unknown): InputError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error("nothing was thrown");
}

/** A position in a file, from its start (0) to its end (1), uniform: fc.double prefers the start. */
const placeArbitrary = fc.noBias(fc.nat(999_999)).map((n) => n / 1e6);
const cutsArbitrary = fc.array(placeArbitrary, {maxLength: 12});
/** Mostly background, like digits, or noise. */
const pixelsArbitrary = fc
  .tuple(fc.uint8Array({minLength: 784, maxLength: 784}), fc.constantFrom(1, 2, 7))
  .map(([values, step]) => values.map((value, i) => (i % step ? 0 : value)));
const rowsArbitrary = fc.array(fc.record({label: fc.integer({min: 0, max: 9}), pixels: pixelsArbitrary}), {
  minLength: 1,
  maxLength: 4
});
const nameStyle = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => `"${name}"`,
  (name) => ` "${name.charAt(0).toUpperCase()}${name.slice(1)}" `
);
/** A text in the layout, with its expected images and labels. */
const textArbitrary = fc
  .record({
    rows: rowsArbitrary,
    lineEnd: fc.constantFrom("\n", "\r\n", "\n\n", "\r\n\r\n"),
    mark: fc.boolean(),
    lastLineEnd: fc.boolean(),
    labeled: fc.boolean(),
    names: fc.constantFrom(NAMES, NAMES_BY_PLACE),
    style: nameStyle,
    figures: fc.constantFrom(1, 1, 3, 5)
  })
  .map(({rows, lineEnd, mark, lastLineEnd, labeled, names, style, figures}) => {
    const header = (labeled ? ["label", ...names] : names).map(style).join();
    const lines = rows.map(({label, pixels}) =>
      Array.from(labeled ? [label, ...pixels] : pixels, (value) => `${value}`.padStart(figures, "0")).join()
    );
    const text = (mark ? "\ufeff" : "") + [header, ...lines].join(lineEnd) + (lastLineEnd ? lineEnd : "");
    const images = Buffer.concat(rows.map(({pixels}) => pixels));
    return {text, images, ...(labeled && {labels: rows.map(({label}) => label)})};
  });

describe("isPixelHeader(line)", () => {
  it("recognizes the headers of train.csv, test.csv and mnist-in-csv, with a byte order mark, quotes and in any case", () => {
    for (const names of [NAMES, NAMES_BY_PLACE]) {
      for (const columns of [["label", ...names], ["Label", ...names], ["LABEL", ...names], names]) {
        expect(isPixelHeader(columns.join())).toBe(true);
        expect(isPixelHeader(`\ufeff${columns.join()}`)).toBe(true);
        expect(isPixelHeader(columns.map((name) => `"${name}"`).join())).toBe(true);
        expect(isPixelHeader(`\ufeff${columns.map((name) => `"${name.toUpperCase()}"`).join()}`)).toBe(true);
      }
    }
  });

  it.each<[what: string, line: string]>([
    ["an empty line", ""],
    ["783 pixels", ["label", ...NAMES.slice(1)].join()],
    ["785 pixels", [HEADER, "pixel784"].join()],
    ["783 pixels and no label", NAMES.slice(1).join()],
    ["the label last", [...NAMES, "label"].join()],
    ["rows without a header", row("3")],
    ["rows without a header or labels", ZEROS.join()],
    ["semicolons", HEADER.replaceAll(",", ";")],
    ["a manifest", "filename,label"]
  ])("knows that %s is none", (_, line) => {
    expect(isPixelHeader(line)).toBe(false);
  });
});

describe("pixelCsvParser(source)", () => {
  it("returns what was written, for any chunks, line ends, byte order mark, header and leading zeros", () => {
    fc.assert(
      fc.property(textArbitrary, cutsArbitrary, ({text, images, labels}, cuts) => {
        const digits = parse(text, cuts);
        expect(digits.length).toBe(images.length / 784);
        expect(Buffer.from(digits.images)).toEqual(images);
        expect(digits.labels && Array.from(digits.labels)).toEqual(labels);
      }),
      {numRuns: 60}
    );
  });

  it("returns the same if every byte comes alone, even within the byte order mark", () => {
    const file = Buffer.from(`\ufeff${HEADER}\r\n${row("4", {3: "255"})}\r\n`);
    const parser = pixelCsvParser("train.csv");
    for (const byte of file) parser.push(Uint8Array.of(byte));
    const {length, labels, images} = parser.end();
    expect([length, labels![0], images.findIndex((v) => v > 0), images[3]]).toEqual([1, 4, 3, 255]);
  });

  it("stores more rows than its first block", () => {
    const text = [HEADER, ...Array.from({length: 1030}, (_, i) => row(`${i % 10}`, {0: `${i % 256}`}))].join("\n");
    const {length, labels, images} = parse(text);
    expect(length).toBe(1030);
    expect(labels).toHaveLength(1030);
    expect(images).toHaveLength(1030 * 784);
    expect([labels![1025], images[1025 * 784], images[1029 * 784]]).toEqual([5, 1, 5]);
  });

  it("has no labels if the header has none, as in Kaggle's test.csv", () => {
    const digits = parse(`${NAMES.join()}\n${["255", ...ZEROS.slice(1)].join()}\n`);
    expect(digits).not.toHaveProperty("labels");
    expect([digits.length, digits.images[0], digits.images[1]]).toEqual([1, 255, 0]);
  });

  it("accepts names in quotes, spaces around them, and label in any case", () => {
    expect(parse(`"label",${NAMES.map((name) => `"${name}"`).join()}\n${row("7")}`).labels![0]).toBe(7);
    expect(parse(`Label, ${NAMES.join(", ")}\n${row("7")}`).labels![0]).toBe(7);
  });

  it("reads mnist-in-csv by position: 1x2 is the second pixel of the first row", () => {
    const text = `label,${NAMES_BY_PLACE.join()}\n${row("7", {1: "12", 28: "34", 783: "56"})}`;
    const {labels, images} = parse(text);
    expect([labels![0], images[1], images[28], images[783]]).toEqual([7, 12, 34, 56]);
    expect(() => parse(text.replace(",12,", ",x,"))).toThrow(
      'train.csv:2: expected 1x2 as a whole number from 0 to 255, got "x"'
    );
  });

  it("skips blank lines, but counts them in errors", () => {
    expect(parse(`${HEADER}\n\n\r\n${row("1")}\n\n${row("2")}\n\n\n`).length).toBe(2);
    expect(() => parse(`${HEADER}\n\n\n${row("x")}`)).toThrow(
      'train.csv:4: expected label as a whole number from 0 to 9, got "x"'
    );
  });

  const pixel = (i: number) => `expected pixel${i} as a whole number from 0 to 255`;
  const header = "expected a header label,pixel0,…,pixel783 (785 columns)";
  it.each<[what: string, text: string | Uint8Array, message: string]>([
    ["cut in the middle of a row", TWO_LINES + row("4").slice(0, 199), "train.csv:3: expected 785 columns, got 100"],
    ["cut after a comma", TWO_LINES + row("4").slice(0, 200), `train.csv:3: ${pixel(99)}, got nothing`],
    ["cut after a few columns", `${TWO_LINES}4,0,`, `train.csv:3: ${pixel(1)}, got nothing`],
    ["a row of 783 columns", TWO_LINES + row("4").slice(0, -4), "train.csv:3: expected 785 columns, got 783"],
    ["a row of 786 columns", `${TWO_LINES + row("4")},0`, "train.csv:3: expected 785 columns, got more"],
    ["a comma too many", `${TWO_LINES + row("4")},\n`, "train.csv:3: expected 785 columns, got more"],
    ["a pixel of 256", TWO_LINES + row("4", {8: "256"}), `train.csv:3: ${pixel(8)}, got "256"`],
    ["a last pixel of 256", TWO_LINES + row("4", {783: "256"}), `train.csv:3: ${pixel(783)}, got "256"`],
    ["a pixel of many figures", TWO_LINES + row("4", {8: "1234567"}), `train.csv:3: ${pixel(8)}, got "1234567"`],
    ["letters", TWO_LINES + row("4", {8: "abc"}), `train.csv:3: ${pixel(8)}, got "abc"`],
    ["a fraction", TWO_LINES + row("4", {8: "12.5"}), `train.csv:3: ${pixel(8)}, got "12.5"`],
    ["a negative number", TWO_LINES + row("4", {8: "-1"}), `train.csv:3: ${pixel(8)}, got "-1"`],
    [
      "a semicolon for a comma",
      `${TWO_LINES + row("4").replace(/,(?=0$)/, ";")}\n`,
      `train.csv:3: ${pixel(782)}, got "0;0"`
    ],
    ["a number in quotes", TWO_LINES + row("4", {8: '"1"'}), `train.csv:3: ${pixel(8)}, got ""1""`],
    ["an empty field", TWO_LINES + row("4", {8: ""}), `train.csv:3: ${pixel(8)}, got nothing`],
    ["a label of 10", TWO_LINES + row("10"), 'train.csv:3: expected label as a whole number from 0 to 9, got "10"'],
    [
      "a mark before a row",
      `${TWO_LINES}\ufeff${row("4")}`,
      'train.csv:3: expected label as a whole number from 0 to 9, got "\ufeff4"'
    ],
    ["no label", TWO_LINES + row(""), "train.csv:3: expected label as a whole number from 0 to 9, got nothing"],
    ["an empty file", "", "train.csv: expected a header label,pixel0,…,pixel783, got an empty file"],
    ["a mark and no more", "\ufeff", "train.csv: expected a header label,pixel0,…,pixel783, got an empty file"],
    ["a header only", `${HEADER}\n`, "train.csv: expected at least one row of pixels, got none"],
    ["a header without its newline", HEADER, "train.csv: expected at least one row of pixels, got none"],
    ["a header of 783 columns", `${HEADER.slice(0, -18)}\n`, `train.csv:1: ${header}, got 783 columns from "label"`],
    ["a header of 786 columns", `${HEADER},x\n`, `train.csv:1: ${header}, got 786 columns from "label"`],
    ["no header", `${row("3")}\n`, `train.csv:1: ${header}, got 785 columns from "3"`],
    ["no header and no labels", `${ZEROS.join()}\n`, `train.csv:1: ${header}, got 784 columns from "0"`],
    ["a text", "Dear all,\nhow are you?", `train.csv:1: ${header}, got 2 columns from "Dear all"`],
    ["a PNG", Buffer.from("89504e470d0a1a0a0000000d", "hex"), `train.csv:1: ${header}, got "\ufffdPNG"`],
    [
      "over 64 kB without a newline",
      Buffer.alloc(65_537, 97),
      "train.csv:1: expected a header, got a line of over 64 kB"
    ]
  ])("refuses %s", (_, text, message) => {
    expect(thrownBy(() => parse(text)).message).toBe(message);
  });

  it("quotes at most 40 characters of a long field or name", () => {
    const [field, name] = ["y".repeat(50_000), "z".repeat(50_000)];
    expect(thrownBy(() => parse(TWO_LINES + row("4", {8: field}))).actual).toBe(`"${"y".repeat(40)}"`);
    expect(thrownBy(() => parse(`${HEADER.replace("pixel8,", `${name},`)}\n${row("4", {8: "x"})}`)).expected).toBe(
      `${"z".repeat(40)} as a whole number from 0 to 255`
    );
    expect(thrownBy(() => parse(`${name},b\n`)).actual).toBe(`2 columns from "${"z".repeat(40)}"`);
  });

  it("quotes a whole bad field, wherever chunks are cut", () => {
    const text = TWO_LINES + row("4", {8: "12x34"});
    for (const at of [0, 1, 2, 3, 4, 5]) {
      const cut = (text.indexOf("12x34") + at + 0.5) / (text.length + 1);
      expect(thrownBy(() => parse(text, [cut])).message).toBe(`train.csv:3: ${pixel(8)}, got "12x34"`);
    }
  });

  it("refuses a header as soon as it exceeds 64 kB, not at the end of the file", () => {
    const parser = pixelCsvParser("train.csv");
    const piece = Buffer.alloc(10_000, 97);
    for (let i = 0; i < 6; ++i) parser.push(piece);
    expect(() => parser.push(piece)).toThrow("a line of over 64 kB");
  });

  it("throws an InputError in one line for any other bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 400}), cutsArbitrary, (bytes, cuts) => {
        // No control characters: they would move the cursor of the terminal.
        const oneLine = /^train\.csv(:\d+)?: expected [^\p{Cc}\u2028\u2029]+$/u;
        expect(thrownBy(() => parse(bytes, cuts)).message).toMatch(oneLine);
      }),
      {numRuns: 300}
    );
  });
});

describe("pixelCsvParser(source, onReject)", () => {
  it("leaves out a bad row, reports its first error only, and continues with the next line", () => {
    const lines = [
      HEADER,
      row("1"),
      row("x", {3: "y"}),
      row("10"),
      row("2", {0: "256", 1: "-1"}),
      row("3", {783: "1.5"}),
      `${row("4")},0`,
      row("5").slice(0, -2),
      "hello",
      "",
      row("6", {5: "6"})
    ];
    for (const lineEnd of ["\n", "\r\n"]) {
      const {digits, rejects} = sift(lines.join(lineEnd));
      expect(Array.from(digits.labels!)).toEqual([1, 6]);
      expect(Array.from(digits.images.subarray(784, 784 + 7))).toEqual([0, 0, 0, 0, 0, 6, 0]);
      expect(rejects).toEqual([
        [WRONG_LABEL, 'train.csv:3: expected label as a whole number from 0 to 9, got "x"'],
        [WRONG_LABEL, 'train.csv:4: expected label as a whole number from 0 to 9, got "10"'],
        [WRONG_PIXEL, 'train.csv:5: expected pixel0 as a whole number from 0 to 255, got "256"'],
        [WRONG_PIXEL, 'train.csv:6: expected pixel783 as a whole number from 0 to 255, got "1.5"'],
        [WRONG_COLUMNS, "train.csv:7: expected 785 columns, got more"],
        [WRONG_COLUMNS, "train.csv:8: expected 785 columns, got 784"],
        [WRONG_LABEL, 'train.csv:9: expected label as a whole number from 0 to 9, got "hello"']
      ]);
    }
  });

  it("keeps no pixel of a bad row in the next row", () => {
    const ink = Object.fromEntries(ZEROS.map((_, i) => [i, "255"]));
    for (const bad of [
      row("9", {...ink, 783: "256"}),
      `${row("9", ink)},`,
      row("10", ink),
      row("9", ink).slice(0, -4)
    ]) {
      const {digits} = sift([HEADER, bad, row("0"), bad, row("0"), bad].join("\n"));
      expect(digits).toEqual({length: 2, images: new Uint8Array(2 * 784), labels: Uint8Array.of(0, 0)});
    }
  });

  it("calls the first column a pixel if there are no labels", () => {
    const {rejects} = sift([NAMES.join(), ["256", ...ZEROS.slice(1)].join(), ZEROS.join()].join("\n"));
    expect(rejects).toEqual([[WRONG_PIXEL, 'train.csv:2: expected pixel0 as a whole number from 0 to 255, got "256"']]);
  });

  it("refuses a bad header, and a file without any good row, even with onReject", () => {
    expect(thrownBy(() => sift(`${NAMES.slice(1).join()}\n${row("1")}`)).message).toBe(
      'train.csv:1: expected a header label,pixel0,…,pixel783 (785 columns), got 783 columns from "pixel1"'
    );
    expect(thrownBy(() => sift(`${HEADER}\nx\ny`)).message).toBe(
      "train.csv: expected at least one row of pixels, got none that could be read"
    );
    expect(thrownBy(() => sift(`${HEADER}\n\n`)).message).toBe(
      "train.csv: expected at least one row of pixels, got none"
    );
  });
});

describe("pixelCsvParser, given a hostile file", () => {
  const MEGABYTE = 2 ** 20;
  /** Pushes *pattern* repeatedly, in chunks of 64 kB; returns the growth of memory in bytes. */
  function pushMany(parser: {push(chunk: Uint8Array): void}, pattern: string, bytes: number): number {
    const chunk = Buffer.alloc(2 ** 16, pattern);
    const memory = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    const before = memory();
    for (let pushed = 0; pushed < bytes; pushed += chunk.length) parser.push(chunk);
    return memory() - before;
  }

  it.each([
    ["letters", "a"],
    ["columns", "a,"],
    ["figures", "1"],
    ["zeros", "0,"],
    ["NULs", "\0"]
  ])("stops at 64 kB of a first line of %s", (_, pattern) => {
    const parser = pixelCsvParser("train.csv");
    parser.push(Buffer.alloc(2 ** 16, pattern));
    expect(thrownBy(() => parser.push(Buffer.from("a"))).message).toBe(
      "train.csv:1: expected a header, got a line of over 64 kB"
    );
  });

  it("refuses a header of 100,000 columns, and one of 30,000 that fits into 64 kB", () => {
    expect(thrownBy(() => parse(`label${",a".repeat(99_999)}\n`)).message).toBe(
      "train.csv:1: expected a header, got a line of over 64 kB"
    );
    expect(thrownBy(() => parse(`label${",a".repeat(29_999)}\n`)).message).toBe(
      'train.csv:1: expected a header label,pixel0,…,pixel783 (785 columns), got 30000 columns from "label"'
    );
  });

  it.each([
    ["figures", "1"],
    ["commas", ","],
    ["zeros", "0,"],
    ["figures that are all zero", "0"],
    ["NULs", "\0"],
    ["returns", "\r"]
  ])("stops at 64 kB of a row of %s; with onReject, skips the row and stores none of it", (_, pattern) => {
    const message = "train.csv:3: expected 785 columns, got a line of over 64 kB";
    const parser = pixelCsvParser("train.csv");
    parser.push(Buffer.from(TWO_LINES));
    parser.push(Buffer.alloc(2 ** 16, pattern));
    expect(thrownBy(() => parser.push(Buffer.from(pattern))).message).toBe(message);

    const rejects: [string, string][] = [];
    const patient = pixelCsvParser("train.csv", (reason, error) => rejects.push([reason, error.message]));
    patient.push(Buffer.from(TWO_LINES));
    expect(pushMany(patient, pattern, 100 * MEGABYTE)).toBeLessThan(20 * MEGABYTE);
    patient.push(Buffer.from(`\n${row("8")}`));
    expect(Array.from(patient.end().labels!)).toEqual([3, 8]);
    expect(rejects).toEqual([[WRONG_COLUMNS, message]]);
  });

  it("accepts a line of 64 kB and refuses one of a byte more, for any chunks", () => {
    const longest = row("4").padStart(2 ** 16, "0");
    for (const cuts of [[], [0.2], [0.5, 0.9]]) {
      expect(Array.from(parse(TWO_LINES + longest, cuts).labels!)).toEqual([3, 4]);
      expect(thrownBy(() => parse(`${TWO_LINES}0${longest}\n`, cuts)).message).toContain(
        "train.csv:3: expected 785 columns"
      );
    }
  });

  it("reads 100 MB of blank lines without storing them, and counts them", () => {
    const parser = pixelCsvParser("train.csv");
    parser.push(Buffer.from(TWO_LINES));
    expect(pushMany(parser, "\n", 100 * MEGABYTE)).toBeLessThan(20 * MEGABYTE);
    expect(() => parser.push(Buffer.from("x\n"))).toThrow(`train.csv:${3 + 100 * MEGABYTE}: expected label`);
  });

  it("allocates no memory for rejected rows", () => {
    let rejected = 0;
    const parser = pixelCsvParser("train.csv", () => ++rejected);
    parser.push(Buffer.from(TWO_LINES));
    const chunk = Buffer.from(`${"0,".repeat(784)}x\n`.repeat(100));
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 50; ++i) parser.push(chunk);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 785); // 5,000 rows would take 4 MB
    expect(rejected).toBe(5000);
    expect(parser.end().length).toBe(1);
  });
});

// A naive parser to compare with: lines, commas, a regular expression.
interface Reading {
  /** The valid rows, each with its label (if any) first. */
  readonly rows: number[][];
  /** Line and reason of the other rows. */
  readonly bad: [line: number, reason: string][];
}

function readNaively(bytes: Uint8Array): Reading | undefined {
  const text = new TextDecoder("utf-8", {ignoreBOM: true}).decode(bytes);
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const header = lines[0]!.split(",");
  const [first = ""] = header;
  const labeled = /^\s*("label"|label)\s*$/i.test(first);
  if (header.length !== (labeled ? 785 : 784) || /^\s*("\d*"|\d*)\s*$/.test(first)) return undefined;
  const reading: Reading = {rows: [], bad: []};
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line === "") continue;
    const fields = line.split(",");
    const wrong = fields.slice(0, header.length).findIndex((field, column) => {
      const most = labeled && column === 0 ? 9 : 255;
      return !/^[0-9]+$/.test(field) || Number(field) > most;
    });
    if (wrong >= 0) reading.bad.push([i + 1, labeled && wrong === 0 ? WRONG_LABEL : WRONG_PIXEL]);
    else if (fields.length !== header.length) reading.bad.push([i + 1, WRONG_COLUMNS]);
    else reading.rows.push(fields.map(Number));
  }
  return reading;
}

function toRows({length, images, labels}: Digits): number[][] {
  return Array.from({length}, (_, i) => [
    ...(labels ? labels.subarray(i, i + 1) : []),
    ...images.subarray(i * 784, (i + 1) * 784)
  ]);
}

interface Damage {
  readonly kind: "flip" | "replace" | "insert" | "delete" | "duplicate" | "cut";
  /** Mostly in the rows, from their start (0) to their end (1); below 0 in the header. */
  readonly place: number;
  readonly length: number;
  readonly byte: number;
}

const damageArbitrary: fc.Arbitrary<Damage> = fc.noBias(
  fc.record({
    kind: fc.constantFrom("flip", "replace", "insert", "delete", "duplicate", "cut"),
    place: placeArbitrary.map((place) => place * 1.1 - 0.1),
    length: fc.oneof(fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 4}), fc.integer({min: 1, max: 4000})),
    byte: fc.oneof(fc.integer({min: 0, max: 255}), fc.constantFrom(...Buffer.from(',,\n\r"0 19:;-./')))
  })
);

function damage(bytes: Buffer, {kind, place, length, byte}: Damage): Buffer {
  const header = bytes.indexOf("\n") + 1;
  const at = Math.floor(place < 0 ? header * -place * 10 : header + (bytes.length - header) * place);
  const [before, span, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
  if (kind === "flip")
    return Buffer.concat([before, Buffer.of(bytes[at]! ^ (1 << (byte % 8))), bytes.subarray(at + 1)]);
  if (kind === "replace") return Buffer.concat([before, Buffer.of(byte), bytes.subarray(at + 1)]);
  if (kind === "insert") return Buffer.concat([before, Buffer.of(byte), span, after]);
  if (kind === "delete") return Buffer.concat([before, after]);
  if (kind === "duplicate") return Buffer.concat([before, span, span, after]);
  return before;
}

describe("pixelCsvParser, compared with a naive parser", () => {
  it("reads the same rows of a damaged file, and rejects the same lines for the same reasons", () => {
    fc.assert(
      fc.property(textArbitrary, fc.array(damageArbitrary, {maxLength: 3}), cutsArbitrary, ({text}, damages, cuts) => {
        const bytes = damages.reduce(damage, Buffer.from(text));
        const expected = readNaively(bytes);
        if (!expected) {
          expect(thrownBy(() => parse(bytes, cuts)).message).toMatch(/^train\.csv(:1)?: expected a header/);
          expect(thrownBy(() => sift(bytes, cuts)).message).toMatch(/^train\.csv(:1)?: expected a header/);
          return;
        }
        const {rows, bad} = expected;
        if (bad.length) expect(thrownBy(() => parse(bytes, cuts)).source).toBe(`train.csv:${bad[0]![0]}`);
        else if (rows.length) expect(toRows(parse(bytes, cuts))).toEqual(rows);
        const rejects: [number, string][] = [];
        const onReject: OnReject = (reason, {source}) => rejects.push([Number(source.split(":")[1]), reason]);
        if (rows.length) expect(toRows(parse(bytes, cuts, onReject))).toEqual(rows);
        else expect(thrownBy(() => parse(bytes, cuts, onReject)).expected).toBe("at least one row of pixels");
        expect(rejects).toEqual(bad);
      }),
      {numRuns: 300}
    );
  });
});
