import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {strokesParser, type WrittenStrokes} from "../../../../loaders/datasets/layouts/strokes.js";
import {InputError} from "../../../../src/inputError.js";

function parse(text: string, {onReject, size = 7}: {onReject?: (reason: string) => void; size?: number} = {}) {
  const bytes = Buffer.from(text);
  const parser = strokesParser("s.jsonl", onReject);
  for (let i = 0; i < bytes.length; i += size) parser.push(bytes.subarray(i, i + size));
  return parser.end();
}

function refused(text: string, size = 7): string {
  try {
    parse(text, {size});
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  return "nothing";
}

/** Returns a line with one dot, with *fields* replaced. */
function lineOf(fields: object): string {
  return JSON.stringify({label: 3, writer: "w", strokes: [[[1, 2]]], ...fields});
}

const GOOD = lineOf({});

describe("strokesParser(source)", () => {
  it("returns each line's label as text, its writer and its strokes", () => {
    const text = [
      '{"id":"u0","label":3,"writer":"aga-006","points_per_second":100.0,"strokes":[[[50.3,0.0],[-1e2,1]],[[7,7]]]}',
      '{"strokes":[[[0,0]]],"writer":"é","label":"A"}'
    ].join("\n");
    expect(parse(text)).toEqual([
      {label: "3", writer: "aga-006", strokes: [[[50.3, 0], [-100, 1]], [[7, 7]]], line: 1}, // prettier-ignore
      {label: "A", writer: "é", strokes: [[[0, 0]]], line: 2}
    ]);
  });

  it("accepts a byte order mark, CRLF, blank lines, and a last line with or without its end", () => {
    const lines = (text: string) => parse(text).map(({line}) => line);
    expect(lines(`\ufeff${GOOD}\r\n\r\n\n${GOOD}\n`)).toEqual([1, 4]);
    expect(lines(GOOD)).toEqual([1]);
  });

  it("returns what JSON.stringify wrote, for any chunks", () => {
    const coordinate = fc.double({min: -1e6, max: 1e6, noNaN: true}).map((x) => x + 0); // JSON has no −0
    const strokes = fc.array(fc.array(fc.tuple(coordinate, coordinate), {minLength: 1}), {minLength: 1, maxLength: 4});
    const label = fc.oneof(fc.integer({min: 0, max: 9}), fc.string({minLength: 1, unit: "grapheme"}));
    const row = fc.record({label, writer: fc.string({minLength: 1, unit: "grapheme"}), strokes});
    fc.assert(
      fc.property(fc.array(row, {minLength: 1, maxLength: 5}), fc.integer({min: 1, max: 5000}), (rows, size) => {
        const expected = rows.map((one, i): WrittenStrokes => ({...one, label: `${one.label}`, line: i + 1}));
        expect(parse(rows.map((one) => JSON.stringify(one)).join("\n"), {size})).toEqual(expected);
      }),
      {numRuns: 50}
    );
  });

  const points = "points [x, y] of numbers within ±1,000,000";
  const label = "a label, a text or a digit from 0 to 9";
  it.each([
    ["label,writer", "a JSON object, got something else, or one that ends early"],
    [GOOD.slice(0, -1), "a JSON object, got something else, or one that ends early"],
    ["null", "a JSON object, got something else, or one that ends early"],
    ["[]", `${label}, got nothing`],
    [lineOf({label: undefined}), `${label}, got nothing`],
    [lineOf({label: ""}), `${label}, got ""`],
    [lineOf({label: 10}), `${label}, got 10`],
    [lineOf({label: 1.5}), `${label}, got 1.5`],
    [lineOf({label: null}), `${label}, got null`],
    [lineOf({label: [1, {}, [], 2]}), `${label}, got [1, {…}, {…}, …]`],
    [lineOf({writer: undefined}), "a writer's name, got nothing"],
    [lineOf({writer: ""}), `a writer's name, got ""`],
    [lineOf({writer: 6}), "a writer's name, got 6"],
    [lineOf({strokes: undefined}), "at least one stroke, got nothing"],
    [lineOf({strokes: []}), "at least one stroke, got []"],
    [lineOf({strokes: {length: 1}}), "at least one stroke, got {…}"],
    [lineOf({strokes: [[[1, 2]], []]}), "strokes of at least one point, got []"],
    [lineOf({strokes: [5]}), "strokes of at least one point, got 5"],
    [lineOf({strokes: [[[1, 2], [3]]]}), `${points}, got [3]`],
    [lineOf({strokes: [[[1, 2, 0.5]]]}), `${points}, got [1, 2, 0.5]`],
    [lineOf({strokes: [[1, 2]]}), `${points}, got 1`],
    [lineOf({strokes: [[["1", 2]]]}), `${points}, got ["1", 2]`],
    [lineOf({strokes: [[[1, null]]]}), `${points}, got [1, null]`],
    [lineOf({strokes: [[[-1_000_001, 0]]]}), `${points}, got [-1000001, 0]`],
    [GOOD.replace("[1,2]", "[1,1e999]"), `${points}, got [1, Infinity]`]
  ])("refuses %s, with its line and what it expected", (text, message) => {
    expect(refused(`${GOOD}\n\n${text}\n${GOOD}`)).toBe(`s.jsonl:3: expected ${message}`);
  });

  it("refuses the deepest lists that fit into a line, with a message", () => {
    const deep = "[".repeat(30_000) + "]".repeat(30_000);
    expect(refused(`{"label":${deep}}`, 8192)).toBe(`s.jsonl:1: expected ${label}, got [{…}]`);
    expect(refused(`{"label":1,"writer":"w","strokes":${deep}}`, 8192)).toBe(
      `s.jsonl:1: expected ${points}, got [{…}]`
    );
  });

  it("leaves out and reports bad lines, with onReject", () => {
    const reasons: string[] = [];
    const onReject = (reason: string) => void reasons.push(reason);
    const text = ["{", lineOf({label: -1}), GOOD, lineOf({writer: null}), lineOf({strokes: [[]]})].join("\n");
    expect(parse(text, {onReject}).map(({line}) => line)).toEqual([3]);
    expect(reasons).toEqual([
      "a line that is no JSON object",
      "no label",
      "no writer",
      "strokes that are no lists of points"
    ]);
  });

  it("refuses a file without a good line, even with onReject", () => {
    const message = "s.jsonl: expected at least one line with a label, a writer and strokes, got none";
    expect(refused("")).toBe(message);
    expect(refused("\n\r\n")).toBe(message);
    expect(() => parse("[]\n{}", {onReject: () => undefined})).toThrow(message);
  });

  it("refuses a line of over 64 kB before its end, even with onReject", () => {
    const message = "s.jsonl:2: expected a line of at most 64 kB, got a longer one";
    const long = lineOf({id: "x".repeat(66_000)});
    expect(refused(`${GOOD}\n${long}`, 4096)).toBe(message);
    expect(refused(`${GOOD}\n${long}\n`, 1 << 20)).toBe(message);
    const parser = strokesParser("s.jsonl", () => undefined);
    parser.push(Buffer.from(`${GOOD}\n`));
    expect(() => parser.push(Buffer.from("[".repeat(66_000)))).toThrow(message);
  });
});
